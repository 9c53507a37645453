"""Briefs: what executives are told of a month or a quarter, on one page."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.briefs import checks, views

REPORT = Report(
    "briefs",
    Path(__file__).parent,
    views.views,
    checks=(checks.restated,),
    sections=(Section("brief", views.of_brief, "briefs/section.md"),),
)

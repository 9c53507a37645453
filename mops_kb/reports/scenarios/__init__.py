"""Planned organisations beside the one of today."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.scenarios import checks, comparison, views

REPORT = Report(
    "scenarios",
    Path(__file__).parent,
    views.views,
    views.paths,
    checks=(checks.impossible,),
    sections=(Section("scenario", comparison.section, "scenarios/section.md"),),
)

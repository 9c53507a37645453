"""Who does the duties of MOps."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.duties import views

REPORT = Report(
    "duties",
    Path(__file__).parent,
    views.views,
    views.paths,
    checks=(views.uncovered, views.executing),
    sections=(Section("duty", views.people, "duties/people.md"),),
)

"""What MOps does for a team, on the page of the team."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.stakeholders import views

REPORT = Report(
    "stakeholders",
    Path(__file__).parent,
    sections=(Section("team", views.served, "stakeholders/served.md"),),
)

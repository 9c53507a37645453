"""Communication: the plan for the wall, hand-offs between teams, and what channels ask of people, roles and teams."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.communication import views
from mops_kb.reports.communication.facts import FACTS

REPORT = Report(
    "communication",
    Path(__file__).parent,
    views.views,
    views.paths,
    sections=(
        Section("channel", views.joins_alone, "communication/alone.md"),
        Section("person", views.spent_by_person, "communication/spent.md"),
        Section("role", views.spent_by_role, "communication/spent.md"),
        Section("team", views.spent_by_team, "communication/spent.md"),
    ),
    facts=FACTS,
)

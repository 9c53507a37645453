"""Rules wherever they apply: on the pages of playbooks, trainings, tools, teams and events."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.rules import views

REPORT = Report(
    "rules",
    Path(__file__).parent,
    sections=(
        *(Section(kind, views.about, "rules/section.md") for kind in ("playbook", "training", "tool", "team")),
        Section("event", views.of_event, "rules/section.md"),
    ),
)

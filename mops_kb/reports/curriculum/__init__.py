"""The curriculum: what trainings mean to a role, a team, a tool and a person, told on their pages."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.curriculum import views
from mops_kb.reports.curriculum.facts import FACTS

REPORT = Report(
    "curriculum",
    Path(__file__).parent,
    sections=(
        Section("role", views.of_role, "curriculum/role.md"),
        Section("team", views.of_team, "curriculum/team.md"),
        Section("tool", views.of_tool, "curriculum/tool.md"),
        Section("person", views.of_person, "curriculum/person.md"),
    ),
    facts=FACTS,
)

"""Skills across people and roles: who fits, what is lacking, whom to hire."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.skills import people, views

REPORT = Report(
    "skills",
    Path(__file__).parent,
    views.views,
    views.paths,
    checks=(people.gaps,),
    sections=(
        Section("role", people.of_role, "skills/role.md"),
        Section("person", people.of_person, "skills/person.md"),
    ),
)

"""Roles, on which the organisation is built."""

from pathlib import Path

from mops_kb.kinds.role import views
from mops_kb.kinds.role.facts import FACTS
from mops_kb.kinds.role.model import Role
from mops_kb.model.kind import Kind

KIND = Kind(
    name="role",
    model=Role,
    room=Path(__file__).parent,
    page=views.page,
    index=views.index,
    questions=("responsible", "holders", "reports-to"),
    before=("reports_to",),
    checks=(views.vacant, views.two_roots),
    defaults={"pillar": ("people",)},
    tells=("holders", "reports", "required-trainings", "useful-trainings"),
    facts=FACTS,
)

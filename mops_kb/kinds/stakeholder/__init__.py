"""Stakeholders: the teams that MOps serves."""

from pathlib import Path

from mops_kb.kinds.stakeholder import views
from mops_kb.kinds.stakeholder.facts import FACTS
from mops_kb.kinds.stakeholder.model import Stakeholder
from mops_kb.kinds.stakeholder.served import fallen, uncontacted, unserved
from mops_kb.model.kind import Kind

KIND = Kind(
    name="stakeholder",
    model=Stakeholder,
    room=Path(__file__).parent,
    page=views.page,
    index=views.index,
    questions=("needs", "contact", "satisfaction"),
    checks=(uncontacted, unserved, fallen),
    defaults={"pillar": ("people",)},
    facts=FACTS,
)

"""Teams."""

from pathlib import Path

from mops_kb.kinds.team import views
from mops_kb.kinds.team.facts import FACTS
from mops_kb.kinds.team.model import Elsewhere, Team
from mops_kb.model.kind import Kind, Table

ELSEWHERE = Table(name="elsewhere", folder="trends", model=Elsewhere, key=("on", "team"))

KIND = Kind(
    name="team",
    model=Team,
    room=Path(__file__).parent,
    page=views.page,
    index=views.index,
    questions=("services", "intake", "who"),
    before=("parent",),
    order=lambda team, _: (views.GROUPS.index(team.group), team.parent is not None),
    tables=(ELSEWHERE,),
    defaults={"pillar": ("people",)},
    tells=("members", "subteams", "team-roles", "stakeholder", "required-trainings", "useful-trainings", "rules"),
    facts=FACTS,
)

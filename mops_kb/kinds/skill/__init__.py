"""Skills: the vocabulary of what roles ask for, and who masters it how well."""

from pathlib import Path
from typing import get_args

from mops_kb.kinds.skill import views
from mops_kb.kinds.skill.facts import FACTS
from mops_kb.kinds.skill.model import Area, Skill, SkillLevel
from mops_kb.model.kind import Kind, Table

ASSESSMENTS = Table(name="skill-level", folder="skill-levels", model=SkillLevel, key=("person", "skill"))

KIND = Kind(
    name="skill",
    model=Skill,
    room=Path(__file__).parent,
    page=views.page,
    index=views.index,
    questions=("levels", "roles", "learn"),
    order=lambda skill, _: (get_args(Area).index(skill.area), skill.title.versions[0][1]),
    tables=(ASSESSMENTS,),
    checks=(views.assessed_twice, views.single_knower, views.ahead),
    defaults={"pillar": ("people",)},
    tells=("required-by",),
    facts=FACTS,
)

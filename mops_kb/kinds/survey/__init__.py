"""Surveys and the answers to them."""

from pathlib import Path

from mops_kb.kinds.survey import checks, views
from mops_kb.kinds.survey.facts import FACTS
from mops_kb.kinds.survey.model import Reply, Survey
from mops_kb.model.kind import Kind, Table

REPLIES = Table(name="reply", folder="replies", model=Reply, key=("survey", "wave", "number"))

KIND = Kind(
    name="survey",
    model=Survey,
    room=Path(__file__).parent,
    page=views.page,
    index=views.index,
    questions=("result", "answers", "trend"),
    tables=(REPLIES,),
    checks=(checks.replies, checks.waves),
    tells=("replies",),
    defaults={"duty": ("data",), "pillar": ("people",)},
    facts=FACTS,
)

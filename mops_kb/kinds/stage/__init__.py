"""Stages of the lead lifecycle."""

from pathlib import Path

from mops_kb.kinds.stage import views
from mops_kb.kinds.stage.facts import FACTS
from mops_kb.kinds.stage.model import Stage
from mops_kb.model.kind import Kind

KIND = Kind(
    name="stage",
    model=Stage,
    room=Path(__file__).parent,
    page=views.page,
    index=None,
    questions=("what", "arrives", "next"),
    order=lambda stage, _: stage.rank,
    checks=(views.ranks,),
    defaults={"duty": ("data",), "pillar": ("process",)},
    facts=FACTS,
)

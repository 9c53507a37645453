"""Blackouts: days on which nothing, or not everything, is to be planned."""

from pathlib import Path

from mops_kb.kinds.blackout import views
from mops_kb.kinds.blackout.facts import FACTS
from mops_kb.kinds.blackout.model import Blackout
from mops_kb.model.kind import Kind

KIND = Kind(
    name="blackout",
    model=Blackout,
    room=Path(__file__).parent,
    page=views.page,
    index=None,
    questions=("when", "whom", "work"),
    order=views.by_date,
    defaults={"pillar": ("process",)},
    facts=FACTS,
)

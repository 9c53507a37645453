"""Learnings: what one person found out becomes the team's."""

from pathlib import Path

from mops_kb.kinds.learning import views
from mops_kb.kinds.learning.facts import FACTS
from mops_kb.kinds.learning.finished import unlearnt
from mops_kb.kinds.learning.model import Learning
from mops_kb.model.kind import Kind

KIND = Kind(
    name="learning",
    model=Learning,
    room=Path(__file__).parent,
    page=views.page,
    index=views.index,
    questions=("situation", "lesson", "change"),
    order=lambda learning, _: -learning.on.toordinal(),
    checks=(unlearnt,),
    defaults={"duty": ("process",), "pillar": ("process",)},
    tells=("supports",),
    facts=FACTS,
)

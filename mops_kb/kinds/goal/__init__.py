"""Goals: what the company wants, and what marketing does about it."""

from pathlib import Path

from mops_kb.kinds.goal import views
from mops_kb.kinds.goal.model import Goal
from mops_kb.model.kind import Kind

KIND = Kind(
    name="goal",
    model=Goal,
    room=Path(__file__).parent,
    page=views.page,
    index=None,
    before=("serves",),
    checks=(views.levels,),
    tells=("kpis", "served-by-goals"),
    order=lambda goal, _: goal.level,
    defaults={"duty": ("data",), "pillar": ("process",)},
)

"""Initiatives: changes that take more than one step."""

from pathlib import Path

from mops_kb.kinds.initiative import views
from mops_kb.kinds.initiative.model import Initiative
from mops_kb.model.kind import Kind

KIND = Kind(
    name="initiative",
    model=Initiative,
    room=Path(__file__).parent,
    page=views.page,
    index=None,
    questions=("goal", "phase", "missing"),
    order=views.by_date,
    defaults={"duty": ("process",), "pillar": ("process",)},
    tells=("improvements", "roadmap"),
)

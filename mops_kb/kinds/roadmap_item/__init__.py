"""The roadmap: what changes in the stack, when, and for which goal."""

from pathlib import Path

from mops_kb.kinds.roadmap_item import views
from mops_kb.kinds.roadmap_item.facts import FACTS
from mops_kb.kinds.roadmap_item.model import RoadmapItem
from mops_kb.model.kind import Kind

KIND = Kind(
    name="roadmap-item",
    model=RoadmapItem,
    room=Path(__file__).parent,
    page=views.page,
    index=views.index,
    questions=("when", "why", "needs"),
    before=("depends_on",),
    order=views.by_date,
    checks=(views.late, views.out_of_order),
    defaults={"duty": ("martech",), "pillar": ("technology",)},
    tells=("needed-by",),
    facts=FACTS,
)

"""Facts of the roadmap: what is late, and what waits for something else."""

from typing import get_args

from mops_kb.kinds.roadmap_item import views
from mops_kb.kinds.roadmap_item.model import State
from mops_kb.model.fact import Facts, entities

_fact = Facts("roadmap-item", views.page, "roadmap_item/cells.md")

FACTS = (
    _fact("standing", "choice", lambda view: view.item.state, get_args(State), rich=True, words="roadmap-item.state"),
    _fact("is_late", "flag", lambda view: view.is_late, rich=True, words="roadmap-item.late"),
    _fact(
        "needs",
        "ref",
        lambda view: entities(needed.item for needed in view.needs),
        rich=True,
        words="roadmap-item.depends_on",
    ),
    _fact("waits_for_later", "flag", lambda view: any(needed.ends_later for needed in view.needs)),
)

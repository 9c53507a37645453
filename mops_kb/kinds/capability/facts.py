"""Facts of capabilities: which tools do it, and whether that is too few or too many."""

from typing import get_args

from mops_kb.kinds.capability import views
from mops_kb.model.fact import Facts, entities

_fact = Facts("capability", views.page, "capability/cells.md")

FACTS = (
    _fact(
        "supply",
        "choice",
        lambda view: view.supply,
        get_args(views.Supply),
        rich=True,
        words="capability.supply",
    ),
    _fact("adopted", "ref", lambda view: entities(view.adopted), words="capability.tools"),
)

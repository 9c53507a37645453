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
        choices_in="capability.supply",
        rich=True,
    ),
    _fact("adopted", "ref", lambda view: entities(view.adopted)),
)

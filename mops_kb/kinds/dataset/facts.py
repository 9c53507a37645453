"""Facts of datasets: how many rows there are, and who works with them."""

from mops_kb.kinds.dataset import views
from mops_kb.model.fact import Facts, entities

_fact = Facts("dataset", views.page, "dataset/cells.md")

FACTS = (
    _fact("rows", "number", lambda view: view.rows, rich=True, words="dataset.size"),
    _fact("users", "ref", lambda view: entities(view.users), words="dataset.users"),
)

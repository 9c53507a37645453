"""Facts of scenarios: how far off they are, and how much they change."""

from mops_kb.kinds.scenario import views
from mops_kb.model.fact import Facts

_fact = Facts("scenario", views.page, "scenario/cells.md")

FACTS = (
    _fact("days_to_go", "number", lambda view: view.days_to_go, wide=True),
    _fact("changes_made", "number", lambda view: view.count, wide=True),
)

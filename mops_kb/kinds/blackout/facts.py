"""Facts of blackouts: whether one is on today."""

from mops_kb.kinds.blackout import views
from mops_kb.model.fact import Facts

_fact = Facts("blackout", views.page, "blackout/cells.md")

FACTS = (_fact("is_on", "flag", lambda view: view.is_on, rich=True),)

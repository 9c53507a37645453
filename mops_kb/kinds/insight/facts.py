"""Facts of insights: whether a result is due."""

from mops_kb.kinds.insight import views
from mops_kb.model.fact import Facts

_fact = Facts("insight", views.page, "insight/cells.md")

FACTS = (_fact("waits", "flag", lambda view: view.waits, rich=True),)

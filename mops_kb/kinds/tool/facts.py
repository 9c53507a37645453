"""Facts of tools: since when they stand where they stand, and how many of their seats are used."""

from mops_kb.kinds.tool import views
from mops_kb.model.fact import Facts

_fact = Facts("tool", views.page, "tool/cells.md")

FACTS = (
    _fact("standing_since", "date", lambda view: view.tool.standing_since, wide=True),
    _fact("in_use", "flag", lambda view: view.in_use),
    _fact("licensed", "number", lambda view: view.seats.licensed),
    _fact("used", "number", lambda view: view.seats.used),
    _fact("unused", "number", lambda view: view.seats.unused),
    _fact("seats_share", "share", lambda view: view.seats.share, wide=True, words="tool.utilisation"),
)

"""Facts of teams: how many people they have, and who leads them."""

from mops_kb.kinds.team import views
from mops_kb.model.fact import Facts

_fact = Facts("team", views.page, "team/cells.md")

FACTS = (
    _fact("size", "number", lambda view: len(view.members), wide=True),
    _fact("led_by", "ref", lambda view: tuple(held.person for held in view.led_by)),
)

"""Facts of people: the roles that they hold today, and how full that makes their time."""

from decimal import Decimal

from mops_kb.kinds.person import views
from mops_kb.model.fact import Facts, entities

_fact = Facts("person", views.page)

FACTS = (
    _fact("roles", "ref", lambda view: entities(held.role for held in view.roles), words="person.posts"),
    _fact("load", "share", lambda view: sum((held.share for held in view.roles), Decimal(0)), is_internal=True),
)

"""Facts of contracts: by when to decide, when the term ends, and what a year of it costs."""

from typing import get_args

from mops_kb.kinds.contract import views
from mops_kb.model.fact import Facts, entity

_fact = Facts("contract", views.page, "contract/cells.md")

FACTS = (
    _fact("decide_by", "date", lambda view: view.decide_by, rich=True, words="contract.decide-by"),
    _fact("state", "choice", lambda view: view.state, get_args(views.State), choices_in="contract.state", rich=True),
    _fact(
        "term_ends",
        "date",
        lambda view: view.term.last if view.term else view.contract.ends_on,
        words="contract.ends_on",
    ),
    _fact("a_year", "money", lambda view: view.a_year, rich=True, words="contract.a-year"),
    _fact("at_stake", "money", lambda view: view.at_stake, words="contract.at-stake"),
    _fact("renews", "flag", lambda view: view.renews),
    _fact("decided_by", "ref", lambda view: entity(view.decided_by)),
)

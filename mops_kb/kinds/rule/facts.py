"""Facts of rules: whether they hold, and what is excused from them."""

from typing import get_args

from mops_kb.kinds.rule import views
from mops_kb.kinds.rule.model import Standing
from mops_kb.model.fact import Facts

_fact = Facts("rule", views.page, "rule/cells.md")

FACTS = (
    _fact("standing", "choice", lambda view: view.standing, get_args(Standing), choices_in="rule.standing", rich=True),
    _fact("is_coming", "flag", lambda view: view.standing == "coming", rich=True),
    _fact("holds_for", "words", lambda view: view.rule.scope, rich=True, words="rule.scope"),
    _fact("excused", "number", lambda view: len(view.exceptions), wide=True, words="rule.exceptions"),
    _fact("expired", "number", lambda view: view.expired),
    _fact("is_owned", "flag", lambda view: view.is_owned),
)

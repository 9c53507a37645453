"""Facts of evaluations: who is first, what was decided, and what is missing."""

from typing import get_args

from mops_kb.kinds.evaluation import views
from mops_kb.model.fact import Facts, entities, entity

_fact = Facts("evaluation", views.page, "evaluation/cells.md")

FACTS = (
    _fact(
        "ranked", "ref", lambda view: entities(column.tool for column in view.columns), words="evaluation.candidates"
    ),
    _fact("first", "ref", lambda view: entities(view.winners), words="evaluation.first"),
    _fact(
        "outcome",
        "choice",
        lambda view: view.outcome,
        get_args(views.Outcome),
        choices_in="evaluation.outcome",
        rich=True,
        words="evaluation.decision",
    ),
    _fact("is_decided", "flag", lambda view: view.evaluation.decision is not None),
    _fact("chosen", "ref", lambda view: entity(view.chosen), words="evaluation.decision.tool"),
    _fact(
        "decided_on",
        "date",
        lambda view: view.evaluation.decision.on if view.evaluation.decision else None,
        words="evaluation.decision.on",
    ),
    _fact("missing", "number", lambda view: view.missing),
)

"""Facts of stakeholders: whom they turn to, and how satisfied they said they are."""

from typing import get_args

from mops_kb.kinds.stakeholder import views
from mops_kb.kinds.stakeholder.served import Trend
from mops_kb.model.fact import Facts, entity

_fact = Facts("stakeholder", views.page, "stakeholder/cells.md")

FACTS = (
    _fact("turns_to", "ref", lambda view: entity(view.contact), rich=True, words="stakeholder.contact"),
    _fact("speaks", "ref", lambda view: entity(view.counterpart), rich=True, words="stakeholder.counterpart"),
    _fact("meets_in", "ref", lambda view: entity(view.channel), rich=True, words="stakeholder.channel"),
    _fact(
        "rating",
        "number",
        lambda view: view.last.rating.score if view.last else None,
        wide=True,
        words="stakeholder.satisfaction",
    ),
    _fact("rated_on", "date", lambda view: view.last.rating.on if view.last else None),
    _fact("trend", "choice", lambda view: view.last.trend if view.last else None, get_args(Trend), rich=True),
    _fact("has_contact", "flag", lambda view: view.has_contact),
)

"""Facts of trainings: how much of what people need is done, and when it is held next."""

from mops_kb.kinds.training import views
from mops_kb.model.fact import Facts, entities, entity

_fact = Facts("training", views.page, "training/cells.md")

FACTS = (
    _fact(
        "coverage",
        "share",
        lambda view: view.coverage.share if view.coverage else None,
        wide=True,
        words="training.coverage",
    ),
    _fact("needed", "number", lambda view: view.coverage.needed if view.coverage else None),
    _fact("overdue", "number", lambda view: view.coverage.overdue if view.coverage else None),
    _fact("asked_of", "ref", lambda view: entities(view.required), rich=True, words="training.required_for"),
    _fact(
        "next_on", "date", lambda view: view.next.session.on if view.next else None, rich=True, words="training.next"
    ),
    _fact("trained_by", "ref", lambda view: entity(view.trainer), words="training.trainer"),
)

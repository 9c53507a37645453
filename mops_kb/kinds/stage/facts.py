"""Facts of stages: their place, and who takes over."""

from mops_kb.kinds.stage import views
from mops_kb.model.fact import Facts, entity

_fact = Facts("stage", views.page, "stage/cells.md")

FACTS = (
    _fact("number", "number", lambda view: view.number),
    _fact("taken_by", "ref", lambda view: entity(view.taken_by), rich=True, words="stage.handover_to"),
    _fact("people", "ref", lambda view: view.people),
)

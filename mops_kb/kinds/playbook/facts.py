"""Facts of playbooks: how many steps, who does them, and when they start."""

from mops_kb.kinds.playbook import views
from mops_kb.model.fact import Facts, entities, entity

_fact = Facts("playbook", views.page, "playbook/cells.md")

FACTS = (
    _fact("starts_when", "words", lambda view: view.playbook.trigger or view.playbook.summary),
    _fact("step_count", "number", lambda view: len(view.steps), wide=True),
    _fact("roles", "ref", lambda view: entities(view.roles), wide=True),
    _fact(
        "starts", "number", lambda view: view.first.amount if view.first and view.first.amount < 0 else None, wide=True
    ),
    _fact("answers", "ref", lambda view: entity(view.accountable)),
)

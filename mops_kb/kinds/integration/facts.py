"""Facts of integrations: from where to where data flows, and whether it is personal."""

from mops_kb.kinds.integration import views
from mops_kb.model.fact import Facts, entities

_fact = Facts("integration", views.page, "integration/cells.md")

FACTS = (
    _fact(
        "flow",
        "ref",
        lambda view: entities(end for end in (view.source, view.target) if end),
        rich=True,
        words="integration.flow",
    ),
    _fact("carries", "ref", lambda view: entities(view.fields), rich=True, words="integration.fields"),
    _fact("is_personal", "flag", lambda view: view.personal, rich=True),
)

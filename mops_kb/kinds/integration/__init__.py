"""Integrations: which data flows from which tool to which."""

from pathlib import Path

from mops_kb.kinds.integration import views
from mops_kb.kinds.integration.facts import FACTS
from mops_kb.kinds.integration.model import Integration
from mops_kb.model.kind import Kind

KIND = Kind(
    name="integration",
    model=Integration,
    room=Path(__file__).parent,
    page=views.page,
    index=views.index,
    questions=("flow", "how", "fails"),
    order=views.by_state,
    defaults={"duty": ("data",), "pillar": ("technology",)},
    tells=("improvements",),
    facts=FACTS,
)

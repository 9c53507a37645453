"""Rules: what marketing has agreed on and keeps to, whoever does the work."""

from pathlib import Path

from mops_kb.kinds.rule import views
from mops_kb.kinds.rule.facts import FACTS
from mops_kb.kinds.rule.model import Rule
from mops_kb.model.kind import Kind

KIND = Kind(
    name="rule",
    model=Rule,
    room=Path(__file__).parent,
    page=views.page,
    index=views.index,
    questions=("scope", "since", "exceptions"),
    checks=(views.expired, views.backwards),
    defaults={"duty": ("process",), "pillar": ("process",)},
    facts=FACTS,
)

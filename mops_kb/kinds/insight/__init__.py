"""Insights: what the figures of KPIs showed, what was done about it, and what came of it."""

from pathlib import Path

from mops_kb.kinds.insight import views
from mops_kb.kinds.insight.facts import FACTS
from mops_kb.kinds.insight.model import Insight
from mops_kb.model.kind import Kind

KIND = Kind(
    name="insight",
    model=Insight,
    room=Path(__file__).parent,
    page=views.page,
    index=views.index,
    questions=("evidence", "action", "result"),
    order=lambda insight, _: -insight.on.toordinal(),
    checks=(views.resultless,),
    defaults={"duty": ("data",), "pillar": ("process",)},
    tells=("supports",),
    facts=FACTS,
)

"""Scenarios: planned organisations."""

from pathlib import Path

from mops_kb.kinds.scenario import views
from mops_kb.kinds.scenario.facts import FACTS
from mops_kb.kinds.scenario.model import Scenario
from mops_kb.model.kind import Kind

KIND = Kind(
    name="scenario",
    model=Scenario,
    room=Path(__file__).parent,
    page=views.page,
    index=views.index,
    questions=("why", "when", "what"),
    order=lambda scenario, _: scenario.starts_on,
    checks=(views.overdue,),
    defaults={"pillar": ("people",)},
    facts=FACTS,
)

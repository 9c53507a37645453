"""Funnel: how many leads get from one stage to another, and how fast."""

from mops_kb.measures.funnel.facts import figures
from mops_kb.measures.funnel.work import NAME, work
from mops_kb.model.measured import Measure

MEASURES = (
    Measure(
        NAME,
        ("conversion", "velocity", "count"),
        key=lambda asked: asked.of,
        work=work,
        figures=figures,
        wants=("of", "from_stage", "to_stage"),
        takes=("horizon",),
        units={"conversion": "percent", "velocity": "days", "count": "count"},
    ),
)

"""Benchmarks: figures that others measured, each with where it was read and how good that source is."""

from pathlib import Path

from mops_kb.kinds.benchmark import checks, views
from mops_kb.kinds.benchmark.facts import FACTS
from mops_kb.kinds.benchmark.model import Benchmark
from mops_kb.model.kind import Kind

KIND = Kind(
    name="benchmark",
    model=Benchmark,
    room=Path(__file__).parent,
    page=views.page,
    index=views.index,
    questions=("figure", "source", "comparable"),
    checks=(checks.ahead,),
    defaults={"duty": ("data",), "pillar": ("process",)},
    tells=("supports",),
    facts=FACTS,
)

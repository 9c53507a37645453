"""Beside: a benchmark and our own figure of the same thing, and how far they are apart."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from mops_kb.kinds.benchmark.model import Benchmark
from mops_kb.kinds.benchmark.views import BenchmarkView, page
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.kpi.views import KpiView, all_views
from mops_kb.model.catalog import Catalog
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings
from mops_kb.model.unit import Unit, converted

Stands = Literal["higher", "lower", "equal", "within"]


@dataclass(frozen=True)
class Pair:
    """`difference` is from the benchmark, or the nearer end of its range, to our figure; None without a figure."""

    view: BenchmarkView
    ours: KpiView
    difference: Fraction | None
    stands: Stands | None


@dataclass(frozen=True)
class Beside:
    pairs: tuple[Pair, ...]


def of_kpi(kpi: Kpi, wiki: Wiki) -> Beside | None:
    found = [one for one in wiki.catalog.who(kpi, "benchmarks") if isinstance(one, Benchmark)]
    pairs = tuple(_pair(one, kpi, wiki.catalog, wiki.settings) for one in found)
    return Beside(pairs) if pairs else None


def of_benchmark(benchmark: Benchmark, wiki: Wiki) -> Beside | None:
    kpis = [one for one in wiki.catalog.follow(benchmark, "kpi") if isinstance(one, Kpi)]
    pairs = tuple(_pair(benchmark, kpi, wiki.catalog, wiki.settings) for kpi in kpis)
    return Beside(pairs) if pairs else None


def _pair(benchmark: Benchmark, kpi: Kpi, catalog: Catalog, settings: Settings) -> Pair:
    ours = catalog.once(all_views, settings)[kpi.id]
    view = page(benchmark, catalog, settings)
    if ours.actual is None:
        return Pair(view, ours, None, None)
    difference = apart(benchmark, ours.actual, kpi.unit)
    if difference:
        return Pair(view, ours, difference, "higher" if difference > 0 else "lower")
    return Pair(view, ours, difference, "equal" if benchmark.value is not None else "within")


def apart(benchmark: Benchmark, ours: Fraction, unit: Unit) -> Fraction:
    """From the nearer end of what others measured to our figure, in its unit; nothing within their range."""
    ends = (benchmark.low, benchmark.high) if benchmark.value is None else (benchmark.value, benchmark.value)
    low, high = (None if end is None else converted(Fraction(end), benchmark.unit, unit) for end in ends)
    if low is not None and ours < low:
        return ours - low
    if high is not None and ours > high:
        return ours - high
    return Fraction(0)

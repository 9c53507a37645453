"""What the pages about benchmarks show."""

from dataclasses import dataclass
from typing import get_args

from mops_kb.kinds.benchmark.model import Benchmark, Quality
from mops_kb.model.catalog import Catalog
from mops_kb.model.each import each
from mops_kb.model.entity import Record
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class BenchmarkView:
    benchmark: Benchmark
    kpi: tuple[Record, ...]
    age: int | None
    is_old: bool


@dataclass(frozen=True)
class BenchmarksView:
    """By quality; within one, the latest first, and last those whose year nobody knows."""

    groups: tuple[tuple[Quality, tuple[BenchmarkView, ...]], ...]
    count: int


@each
def page(benchmark: Benchmark, catalog: Catalog, settings: Settings) -> BenchmarkView:
    year = settings.as_of.year
    return BenchmarkView(benchmark, catalog.follow(benchmark, "kpi"), benchmark.age(year), benchmark.is_old(year))


def index(catalog: Catalog, settings: Settings) -> BenchmarksView:
    rows = [page(benchmark, catalog, settings) for benchmark in catalog.of(Benchmark)]
    rows.sort(key=lambda row: -(row.benchmark.year or 0))
    groups = ((name, tuple(row for row in rows if row.benchmark.quality == name)) for name in get_args(Quality))
    return BenchmarksView(tuple((name, those) for name, those in groups if those), len(rows))

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
    """How many there are of each quality."""

    groups: tuple[tuple[Quality, int], ...]
    count: int


@each
def page(benchmark: Benchmark, catalog: Catalog, settings: Settings) -> BenchmarkView:
    year = settings.as_of.year
    return BenchmarkView(benchmark, catalog.follow(benchmark, "kpi"), benchmark.age(year), benchmark.is_old(year))


def index(catalog: Catalog, settings: Settings) -> BenchmarksView:
    qualities = [benchmark.quality for benchmark in catalog.of(Benchmark)]
    return BenchmarksView(
        tuple((name, qualities.count(name)) for name in get_args(Quality) if name in qualities), len(qualities)
    )

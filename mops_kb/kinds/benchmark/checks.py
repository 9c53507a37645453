"""Check: nothing was published or read after today."""

from collections.abc import Iterator

from mops_kb.kinds.benchmark.model import Benchmark
from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings


def ahead(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    for benchmark in catalog.of(Benchmark):
        document = catalog.documents[benchmark.ref]
        if benchmark.year and benchmark.year > settings.as_of.year:
            yield problem(
                document.path, document.place(("year",)), "benchmark-ahead", id=benchmark.id, written=benchmark.year
            )
        if benchmark.retrieved and benchmark.retrieved > settings.as_of:
            written = benchmark.retrieved.isoformat()
            yield problem(
                document.path, document.place(("retrieved",)), "benchmark-ahead", id=benchmark.id, written=written
            )

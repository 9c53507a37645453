"""Checks: a benchmark counts in the unit of our KPI, and what texts tell of a source is cited."""

from collections.abc import Iterator

from mops_kb.kinds.benchmark.model import Benchmark
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.model.catalog import Catalog
from mops_kb.model.document import Document
from mops_kb.model.problem import Problem, Problems, problem
from mops_kb.model.settings import Settings
from mops_kb.model.texts import Passage
from mops_kb.model.texts import place as place_of
from mops_kb.model.unit import converts
from mops_kb.reports.benchmarks.uncited import Uncited
from mops_kb.reports.benchmarks.uncited import uncited as all_uncited


def units(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    for benchmark in catalog.of(Benchmark):
        for kpi in catalog.follow(benchmark, "kpi"):
            if isinstance(kpi, Kpi) and not converts(benchmark.unit, kpi.unit):
                document = catalog.documents[benchmark.ref]
                place, given = document.place(("unit",)), {"unit": benchmark.unit, "kpi": kpi.id, "other": kpi.unit}
                yield problem(document.path, place, "benchmark-unit", **given)


def uncited(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    problems = Problems()
    for document, passage, those in all_uncited(catalog):
        problems.extend(_told(one, document, passage) for one in those)
    yield from problems.found


def _told(found: Uncited, document: Document, passage: Passage) -> Problem:
    path, place = place_of(document, passage, found.figure.start)
    written, nearest = found.figure.written, found.nearest
    given = {
        "written": written,
        "source": found.benchmarks[0].publisher,
        "link": f"[{written}](benchmark:{nearest.id if nearest else 'ID'})",
    }
    if not nearest:
        return problem(path, place, "uncited-figure", "unknown", **given)
    return problem(path, place, "uncited-figure", "field" if passage.location != ("body",) else "remedy", **given)

"""Checks: a benchmark counts in the unit of our KPI, and what texts tell of a source is cited."""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence

from mops_kb.kinds.benchmark.model import Benchmark
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.model.catalog import Catalog
from mops_kb.model.document import Document, Place
from mops_kb.model.problem import Problem, Problems, problem
from mops_kb.model.settings import Settings
from mops_kb.model.texts import Passage
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
        path, start = _start(document, passage)
        lines = [0, *(end.end() for end in re.finditer("\n", passage.text))]
        is_field = passage.location != ("body",)
        problems.extend(_told(one, path, _place(start, lines, one.figure.start), is_field) for one in those)
    yield from problems.found


def _told(found: Uncited, path: str, place: Place, is_field: bool) -> Problem:
    written, nearest = found.figure.written, found.nearest
    given = {
        "written": written,
        "source": found.benchmarks[0].publisher,
        "link": f"[{written}](benchmark:{nearest.id if nearest else 'ID'})",
    }
    if not nearest:
        return problem(path, place, "uncited-figure", "unknown", **given)
    return problem(path, place, "uncited-figure", "field" if is_field else "remedy", **given)


def _start(document: Document, passage: Passage) -> tuple[str, Place]:
    if passage.location == ("body",):
        return document.body(passage.language)
    return document.at((*passage.location, passage.language) if passage.language else passage.location)


def _place(start: Place, lines: Sequence[int], offset: int) -> Place:
    """Of a sign in a text that begins at `start` and whose lines begin at these offsets."""
    row = bisect(lines, offset) - 1
    return start[0] + row, start[1] + offset - lines[row]

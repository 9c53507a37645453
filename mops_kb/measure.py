"""Measure: figures that are worked out, by SQL and by built-in measures, join those that were typed."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from mops_kb.kinds.dataset.model import STORE, Dataset
from mops_kb.kinds.kpi.model import Kpi, Worked
from mops_kb.model.catalog import Catalog
from mops_kb.model.document import Document
from mops_kb.model.measured import Figure, Measure, Measured
from mops_kb.model.problem import Problem
from mops_kb.model.question import Answer, Ask, Column, Question, Source
from mops_kb.model.ref import Ref
from mops_kb.model.settings import LEVELS, Settings, Visibility
from mops_kb.query import tables


class Figured(NamedTuple):
    catalog: Catalog
    problems: list[Problem]


Row = tuple[Worked, Document]


def measure(
    catalog: Catalog, measures: Sequence[Measure], settings: Settings, ask: Ask, root: Path, stored: Sequence[str]
) -> Figured:
    """Work out the figures of all KPIs that say how; a wiki in which none does never asks. `stored` are the paths of
    the data files below `root`."""
    desk = _Desk(catalog, measures, settings, ask, sources(catalog, settings, root, stored))
    rows = [*desk.by_sql(), *desk.by_measures()]
    return Figured(catalog.with_rows(rows, desk.measured) if rows or desk.measured else catalog, desk.problems)


def sources(catalog: Catalog, settings: Settings, root: Path, stored: Sequence[str]) -> list[Source]:
    """All tables that SQL may ask: the catalog's, and the data files of datasets."""
    found = [*tables(catalog, settings)]
    for dataset in catalog.of(Dataset):
        columns = tuple(Column(column.name, column.type) for column in dataset.columns)
        path = f"{STORE}/{dataset.file}"
        if path in stored:
            found.append(Source(dataset.table, columns, file=root / path, path=path, seen_by=dataset.seen_by))
    return found


class _Desk:
    def __init__(
        self, catalog: Catalog, measures: Sequence[Measure], settings: Settings, ask: Ask, sources: Sequence[Source]
    ) -> None:
        self.catalog = catalog
        self.measures = {measure.name: measure for measure in measures}
        self.settings = settings
        self.ask = ask
        self.sources = sources
        self.problems: list[Problem] = []
        self.measured: dict[tuple[str, Hashable], Measured] = {}

    def by_sql(self) -> Iterator[Row]:
        asking = [kpi for kpi in self.catalog.of(Kpi) if kpi.sql and not kpi.warehouse]
        if not asking:
            return
        seen_by = {source.name: source.seen_by for source in self.sources}
        answers = self.ask([Question(kpi.sql or "") for kpi in asking], self.sources)
        for kpi, answer in zip(asking, answers, strict=True):
            visibility = _most_private(seen_by[name] for name in answer.reads)
            yield from self._rows(kpi, _figures(answer), "sql", visibility)

    def by_measures(self) -> Iterator[Row]:
        """KPIs that ask for the same work share it."""
        for kpi in self.catalog.of(Kpi):
            asked = kpi.measure
            measure = self.measures.get(asked.name) if asked else None
            if not asked or not measure:
                continue
            key = (measure.name, measure.key(asked))
            if key not in self.measured:
                self.measured[key] = measure.work(asked, self.catalog, self.settings, self._asked)
                self.problems.extend(self.measured[key].problems)
            found = self.measured[key]
            visibility = _most_private(self._seen_by(ref) for ref in found.reads)
            yield from self._rows(kpi, measure.figures(asked, found.facts, self.settings), "measure", visibility)

    def _asked(self, questions: Sequence[Question], sources: Sequence[Source]) -> Sequence[Answer]:
        """A measure asks of the wiki's tables and of those that it brings; one with the path of a data file gets that
        file's rows."""
        files = {source.path: source.file for source in self.sources if source.file}
        brought = [replace(source, file=files.get(source.path)) for source in sources]
        return self.ask(questions, [*self.sources, *brought])

    def _seen_by(self, ref: Ref) -> Visibility:
        record = self.catalog.get(ref)
        return record.seen_by if record else "public"

    def _rows(self, kpi: Kpi, figures: Iterable[Figure], by: str, visibility: Visibility) -> Iterator[Row]:
        document = self.catalog.documents[kpi.ref]
        common = {"kpi": kpi.id, "by": by, "visibility": "public" if kpi.discloses else visibility}
        for figure in figures:
            row = Worked.model_validate({**figure._asdict(), "id": f"{kpi.id}@{figure.period}@{by}", **common})
            yield row, Document(row.kind, document.path, {}, document.place((by,)))


def _figures(answer: Answer) -> Iterator[Figure]:
    for row in answer.rows:
        given: Mapping[str, Any] = dict(zip(answer.columns, row, strict=True))
        yield Figure(_period(given["period"]), Decimal(str(given["value"])), given.get("n"))


def _period(given: Any) -> str:
    return f"{given:%Y-%m}" if isinstance(given, date) else str(given)


def _most_private(levels: Iterable[Visibility]) -> Visibility:
    return max(levels, key=LEVELS.index, default="public")

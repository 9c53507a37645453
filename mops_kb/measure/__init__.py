"""Measure: figures that are worked out, by SQL and by built-in measures, join those that were typed."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from mops_kb.kinds.kpi import snapshot
from mops_kb.kinds.kpi.model import Kpi, Worked
from mops_kb.kinds.kpi.parts import Asked
from mops_kb.kinds.kpi.withhold import withhold
from mops_kb.measure.data import counted, look, sources
from mops_kb.measure.figures import figures
from mops_kb.measure.named import misnamed, other_unit
from mops_kb.measure.place import place_in
from mops_kb.model.catalog import Catalog
from mops_kb.model.document import Document
from mops_kb.model.kind import Kind
from mops_kb.model.measured import Figure, Measure, Measured
from mops_kb.model.problem import Problem, Problems, problem
from mops_kb.model.question import Answer, Ask, Failure, Question, Source
from mops_kb.model.ref import Ref
from mops_kb.model.settings import Settings, Visibility, most_private


class Figured(NamedTuple):
    catalog: Catalog
    problems: list[Problem]


Row = tuple[Worked, Document]


def measure(
    catalog: Catalog,
    kinds: Sequence[Kind],
    measures: Sequence[Measure],
    settings: Settings,
    ask: Ask,
    root: Path,
    stored: Sequence[str],
) -> Figured:
    """Work out the figures of all KPIs that say how; a wiki in which none does never asks. `stored` are the paths of
    the data files below `root`."""
    catalog = withhold(catalog)
    desk = _Desk(catalog, measures, settings, ask, sources(catalog, kinds, settings, root, stored), root)
    rows = [*desk.by_sql(stored), *desk.by_measures(), *snapshot.worked(catalog)]
    worked = catalog.with_rows(rows, desk.measured) if rows or desk.measured else catalog
    return Figured(withhold(worked), desk.problems.found)


class _Desk:
    def __init__(
        self,
        catalog: Catalog,
        measures: Sequence[Measure],
        settings: Settings,
        ask: Ask,
        sources: Sequence[Source],
        root: Path,
    ) -> None:
        self.catalog = catalog
        self.measures = {measure.name: measure for measure in measures}
        self.settings = settings
        self.ask = ask
        self.sources = sources
        self.root = root
        self.problems = Problems()
        self.failures: list[Failure] = []
        """Questions of a measure that found no answer, other than for a mistake in a file."""
        self.measured: dict[tuple[str, Hashable], Measured] = {}

    def by_sql(self, stored: Sequence[str]) -> Iterator[Row]:
        """Whatever is asked of data and in SQL is asked together."""
        looked = look(self.catalog, stored)
        asking = [kpi for kpi in self.catalog.of(Kpi) if kpi.sql and not kpi.warehouse]
        questions = [*looked.questions, *(Question(kpi.sql or "") for kpi in asking)]
        answers = self.ask(questions, self.sources) if questions else []
        measured, problems = counted(looked, answers[: len(looked.sound)])
        self.measured |= measured
        self.problems.extend(problems)
        seen_by = {source.name: source.seen_by for source in self.sources}
        for kpi, answer in zip(asking, answers[len(looked.sound) :], strict=True):
            if answer.failure:
                self._tell(kpi, answer.failure)
                continue
            visibility = most_private(seen_by[name] for name in answer.reads)
            yield from self._rows(kpi, self._read(kpi, answer), "sql", visibility)

    def _read(self, kpi: Kpi, answer: Answer) -> list[Figure]:
        found, wrong = figures(answer, kpi, self.settings)
        for mistake in wrong:
            self._tell(kpi, mistake)
        return found

    def _tell(self, kpi: Kpi, failure: Failure) -> None:
        """At its place in the SQL; what is wrong in a data file is told where the data is looked at."""
        if failure.path:
            return
        document = self.catalog.documents[kpi.ref]
        place = place_in(self.root, document, ("sql",), kpi.sql or "", (failure.line, failure.col))
        self.problems.add(problem(document.path, place, failure.code, failure.variant, **dict(failure.params)))

    def by_measures(self) -> Iterator[Row]:
        """KPIs that ask for the same work share it."""
        for kpi in self.catalog.of(Kpi):
            asked = kpi.measure
            if not asked:
                continue
            document = self.catalog.documents[kpi.ref]
            if wrong := list(misnamed(asked, self.measures, document)):
                self.problems.extend(wrong)
                continue
            self.problems.extend(other_unit(kpi, self.measures, document))
            measure = self.measures[asked.name]
            key = (measure.name, measure.key(asked))
            if key not in self.measured:
                self.measured[key] = self._worked(measure, asked, document)
            found = self.measured[key]
            self.measured[key] = replace(found, asked_by=(*found.asked_by, kpi.ref))
            visibility = most_private(self._seen_by(ref) for ref in found.reads)
            yield from self._rows(kpi, measure.figures(asked, found.facts, self.settings), "measure", visibility)

    def _worked(self, measure: Measure, asked: Asked, document: Document) -> Measured:
        """What comes out. If a question of its own found no answer, and it does not say itself why, this is told."""
        self.failures.clear()
        found = measure.work(asked, self.catalog, self.settings, self._asked)
        self.problems.extend(found.problems)
        for failed in self.failures[:1] if not found.problems else ():
            reason = dict(failed.params).get("reason", failed.code)
            place = document.place(("measure",))
            self.problems.add(problem(document.path, place, "measure-failed", name=measure.name, reason=reason))
        return found

    def _asked(self, questions: Sequence[Question], sources: Sequence[Source]) -> Sequence[Answer]:
        """A measure asks of the wiki's tables and of those that it brings; one with the path of a data file gets that
        file's rows."""
        files = {source.path: source.file for source in self.sources if source.file}
        brought = [replace(source, file=files.get(source.path)) for source in sources]
        answers = self.ask(questions, [*self.sources, *brought])
        self.failures += [one.failure for one in answers if one.failure and not one.failure.path]
        return answers

    def _seen_by(self, ref: Ref) -> Visibility:
        record = self.catalog.get(ref)
        return record.seen_by if record else "public"

    def _rows(self, kpi: Kpi, figures: Iterable[Figure], by: str, visibility: Visibility) -> Iterator[Row]:
        document = self.catalog.documents[kpi.ref]
        common = {"kpi": kpi.id, "by": by, "visibility": "public" if kpi.discloses else visibility}
        for figure in figures:
            row = Worked.model_validate({**figure._asdict(), "id": f"{kpi.id}@{figure.period}@{by}", **common})
            yield row, Document(row.kind, document.path, {}, document.place((by,)))

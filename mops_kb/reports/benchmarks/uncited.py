"""Uncited: a figure beside the name of a source without a word on which of its benchmarks it is."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mops_kb.kinds.benchmark.model import Benchmark
from mops_kb.model.atlas import Atlas
from mops_kb.model.catalog import Catalog
from mops_kb.model.document import Document
from mops_kb.model.entity import Record
from mops_kb.model.prose import Prose, prose
from mops_kb.model.texts import Passage, passages
from mops_kb.reports.benchmarks.sources import Figure, Sources


class Uncited(NamedTuple):
    """A figure and the benchmarks of the publisher whose it seems to be; `nearest` is the one that says so."""

    figure: Figure
    benchmarks: tuple[Benchmark, ...]
    nearest: Benchmark | None


def uncited(catalog: Catalog) -> Iterator[tuple[Document, Passage, Iterator[Uncited]]]:
    """Text by text, in the order of the records; each is taken apart only as far as somebody wants to know."""
    sources = Sources.of(catalog.of(Benchmark))
    if not sources.benchmarks:
        return
    whole = catalog.complete
    reader = _Reader(sources, whole, Atlas(whole.records, whole.documents, whole.assets))
    for those in catalog.records.values():
        for record in those.values():
            for passage in passages(record):
                if sources.may_speak(passage.text):
                    yield catalog.documents[record.ref], passage, reader.read(record, passage)


class _Reader(NamedTuple):
    sources: Sources
    catalog: Catalog
    atlas: Atlas

    def read(self, record: Record, passage: Passage) -> Iterator[Uncited]:
        said = prose(passage.text)
        path, _ = self.catalog.documents[record.ref].body(passage.language)
        known = self._known(record, passage)
        for paragraph in said.paragraphs:
            cited = {link.start: whose for link in paragraph.targets if (whose := self._whose(path, link.target))}
            named = f"{Benchmark.kind}:"
            through = [
                (link.start, link.end)
                for link in paragraph.targets
                if link.start in cited or link.target.startswith(named)
            ]
            there = known.union(cited.values())
            for start, end in paragraph.sentences:
                yield from self._sentence(said, (start, end), there, through)

    def _sentence(
        self, said: Prose, span: tuple[int, int], cited: frozenset[str], through: Sequence[tuple[int, int]]
    ) -> Iterator[Uncited]:
        """`through` are the links by which benchmarks are cited, be they there or not: a figure that is one of them is
        cited for itself."""
        told = set()
        for publisher in sorted(self.sources.named(said.text, *span) - cited):
            for figure in self.sources.figures(said.text, *span, publisher):
                if figure.start in told or any(start <= figure.start < end for start, end in through):
                    continue
                told.add(figure.start)
                nearest = self.sources.nearest(publisher, figure)
                yield Uncited(figure, self.sources.benchmarks[publisher], nearest)

    def _whose(self, path: str, target: str) -> str | None:
        ref = self.atlas.aim(path, target).ref
        found = self.catalog.get(ref) if ref else None
        return found.publisher.casefold() if isinstance(found, Benchmark) else None

    def _known(self, record: Record, passage: Passage) -> frozenset[str]:
        """Whom the record cites as a whole: itself, and for its fields, in which no link can stand, all that it
        refers to."""
        if isinstance(record, Benchmark):
            return frozenset({record.publisher.casefold()})
        if passage.location == ("body",):
            return frozenset()
        targets = (self.catalog.get(relation.target) for relation in self.catalog.outgoing.get(record.ref, ()))
        return frozenset(target.publisher.casefold() for target in targets if isinstance(target, Benchmark))

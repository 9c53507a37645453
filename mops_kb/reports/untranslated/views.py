"""What is not translated: how much of each kind, and what of each record, so that those who can write it find it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from mops_kb.model.entity import Entity
from mops_kb.model.kind import Kind
from mops_kb.model.page import View
from mops_kb.model.report import Wiki
from mops_kb.reports.untranslated.said import PARTS, Part, Said, declared, languages, said

PATH = "untranslated.md"


@dataclass(frozen=True)
class Row:
    """One kind that lacks something; for each of `PARTS` how many of its texts lack the language, of how many."""

    kind: str
    counts: tuple[tuple[Part, int, int], ...]


@dataclass(frozen=True)
class Gaps:
    """What one file lacks of one record: the place of the first text, and how many of each field, which has a label or
    a name. Of a row of a table, or a declaration of a kind, there is no page."""

    entity: Entity | None
    first: Said
    fields: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class Lacking:
    """Of one language."""

    language: str
    rows: tuple[Row, ...]
    sums: tuple[tuple[Part, int, int], ...]
    kinds: tuple[tuple[str, tuple[Gaps, ...]], ...]


@dataclass(frozen=True)
class UntranslatedView:
    languages: tuple[Lacking, ...]


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return (PATH,)


def views(wiki: Wiki) -> Iterable[View]:
    if languages(wiki.settings):
        yield View(PATH, "untranslated/page.md", UntranslatedView(lacking(wiki)), "untranslated", "untranslated.title")


def lacking(wiki: Wiki) -> tuple[Lacking, ...]:
    everything = (*declared(wiki.kinds), *wiki.catalog.once(said, wiki.settings))
    ranks = {name: rank for rank, name in enumerate(wiki.catalog.records)}
    ordered = sorted(everything, key=lambda one: ranks[one.kind])
    return tuple(_lacking(language, ordered, wiki) for language in languages(wiki.settings))


def _lacking(language: str, everything: Sequence[Said], wiki: Wiki) -> Lacking:
    rows, kinds = [], []
    for kind, those in groupby(everything, key=lambda one: one.kind):
        texts = list(those)
        gaps = [one for one in texts if one.lacks(language, wiki.settings)]
        if gaps:
            rows.append(Row(kind, _counts(texts, gaps)))
            kinds.append((kind, tuple(_gaps(gaps, wiki))))
    sums = _counts(everything, [one for one in everything if one.lacks(language, wiki.settings)])
    return Lacking(language, tuple(rows), sums, tuple(kinds))


def _counts(texts: Sequence[Said], gaps: Sequence[Said]) -> tuple[tuple[Part, int, int], ...]:
    lacks, has = Counter(one.part for one in gaps), Counter(one.part for one in texts)
    return tuple((part, lacks[part], has[part]) for part in PARTS)


def _gaps(gaps: Sequence[Said], wiki: Wiki) -> Iterable[Gaps]:
    for record, those in groupby(gaps, key=lambda one: one.record):
        found = list(those)
        entity = wiki.catalog.get(record) if record else None
        fields = Counter((one.label, one.field) for one in found)
        yield Gaps(
            entity if isinstance(entity, Entity) else None,
            found[0],
            tuple((label, field, n) for (label, field), n in fields.items()),
        )


def tally(wiki: Wiki) -> tuple[tuple[str, int, int], ...]:
    """For each language how many texts lack it, bodies apart."""
    if not languages(wiki.settings):
        return ()
    return tuple((one.language, *_sums(one)) for one in lacking(wiki))


def _sums(one: Lacking) -> tuple[int, int]:
    bodies = sum(lacks for part, lacks, _ in one.sums if part == "body")
    return sum(lacks for _, lacks, _ in one.sums) - bodies, bodies

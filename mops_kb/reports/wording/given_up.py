"""Given up: names of terms and tools that are still in use although they are not to be used any more."""

import re
from collections.abc import Iterator

from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Outdated
from mops_kb.model.naming import Names, Said
from mops_kb.model.problem import Problem, Problems, problem
from mops_kb.model.settings import Settings
from mops_kb.reports.wording.corpus import Corpus, corpus

Old = tuple[Entity, Outdated]

_FORMERLY = re.compile(r"(?:旧[・:： ]?|\b(?:former|formerly|previously|old|ex)[ :-]+)[「『\"“(（]?\Z", re.IGNORECASE)
_BEFORE = 16


def deprecated(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: a text still says a name that was given up, and does not say that it is the former one."""
    names = Names(_outdated(catalog, settings))
    texts = catalog.once(corpus, settings)
    problems = Problems()
    for said in names.said(texts.text):
        if not problems.has_enough(texts.path(said.start)) and not _is_meant(said, texts):
            problems.add(_told(said, texts, settings))
    yield from problems.found


def _outdated(catalog: Catalog, settings: Settings) -> Iterator[tuple[str, Old]]:
    for entity in catalog.entities():
        for old in entity.outdated:
            if old.until is None or old.until < settings.as_of:
                yield old.name, (entity, old)


def _is_meant(said: Said[Old], texts: Corpus) -> bool:
    """The record itself may tell of its former name, and so may who says that it is one or links to the record."""
    written, _ = texts.at(said.start)
    entity, _ = said.meaning
    if written.record.ref == entity.ref or _FORMERLY.search(texts.text[max(said.start - _BEFORE, 0) : said.start]):
        return True
    link = texts.link(said.start)
    return bool(link and texts.aim(written, link) == entity.ref)


def _told(said: Said[Old], texts: Corpus, settings: Settings) -> Problem:
    written, _ = texts.at(said.start)
    path, place = texts.place(said.start)
    entity, _ = said.meaning
    language = written.passage.language or settings.default_language
    right = entity.title.words(language, settings.default_language).text
    given = {"id": written.record.id, "written": said.name, "right": right}
    return problem(path, place, "deprecated-name", "tool" if entity.kind == "tool" else "remedy", **given)

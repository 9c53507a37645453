"""All that people wrote in words, text by text, with where it stands and the language that it lacks."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple, get_args

from mops_kb.model.catalog import Catalog
from mops_kb.model.document import Place
from mops_kb.model.entity import Record
from mops_kb.model.fields import label_of
from mops_kb.model.kind import Kind
from mops_kb.model.ref import Ref
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text
from mops_kb.model.texts import texts
from mops_kb.model.word import spoken

Part = Literal["title", "summary", "more", "body"]
"""Titles and summaries stand in every list, a body on one page; `more` is every other text, names of parts too."""
PARTS: tuple[Part, ...] = get_args(Part)
_ONCE = (".ics",)
"""Files in which nobody can say a thing twice; `words/` does."""


class Said(NamedTuple):
    """One text. `record` is None in the declaration of a kind; `label` is the key of its field's words, if any."""

    path: str
    place: Place
    kind: str
    record: Ref | None
    field: str
    label: str
    text: Text
    in_words: bool = False
    """Whether `words/` is where its other languages stand."""

    @property
    def part(self) -> Part:
        return next((part for part in PARTS if part == self.field), "more")

    def lacks(self, language: str, settings: Settings) -> bool:
        return self.text.words(language, settings.default_language).fallback


def said(catalog: Catalog, settings: Settings) -> tuple[Said, ...]:
    """Of all records, in the order of the files. What many records are lent is one text, and so is a tag. What came
    with the wiki and what somebody else said is nobody's to translate."""
    names = spoken(catalog)
    texts_of = {
        (one.path, one.place): one for those in catalog.records.values() for one in _of(those.values(), catalog)
    }
    words = {one.text: one for one in reversed(list(_words(catalog)))}
    found = sorted([*texts_of.values(), *words.values()], key=lambda one: (one.path, one.place))
    return tuple(one._replace(text=_widened(one.text, names)) for one in found)


def _widened(text: Text, names: Mapping[str, Text]) -> Text:
    [*versions] = text.versions
    return names.get(versions[0][1], text) if len(versions) == 1 else text


def _of(records: Iterable[Record], catalog: Catalog) -> Iterator[Said]:
    for record in records:
        document = catalog.documents[record.ref]
        if document.path.startswith("("):
            continue
        once = document.path.endswith(_ONCE)
        for location, text in texts(record):
            names = [name for name in location if isinstance(name, str)]
            if names[0] not in record.quoted:
                path, place = document.body("") if names == ["body"] else document.at(location)
                label = ".".join([label_of(type(record), record.kind, names[0]), *names[1:]])
                yield Said(path, place, record.kind, record.ref, ".".join(names), label, text, once)


def _words(catalog: Catalog) -> Iterator[Said]:
    """Tags and the like."""
    for entity in catalog.entities():
        document = catalog.documents[entity.ref]
        for field in sorted(entity.labelled):
            value = getattr(entity, field)
            for at, word in enumerate(value if isinstance(value, tuple) else [value] if value else []):
                path, place = document.at((field, at))
                label = label_of(type(entity), entity.kind, field)
                yield Said(path, place, entity.kind, entity.ref, field, label, Text.of(word), in_words=True)


def declared(kinds: Iterable[Kind]) -> tuple[Said, ...]:
    """Of the declarations of kinds that the site makes: they name its pages, fields and lists."""
    return tuple(
        Said(one.path, one.place, kind.name, None, one.field, "", one.text) for kind in kinds for one in kind.spoken
    )


def languages(settings: Settings) -> tuple[str, ...]:
    """Those in which the wiki is published, if there are several."""
    return tuple(language for language, _ in settings.editions) if len(settings.editions) > 1 else ()

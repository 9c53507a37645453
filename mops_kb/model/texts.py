"""Texts: all that people wrote into a record in their own words, with where it stands."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel

from mops_kb.model.document import Document, Place
from mops_kb.model.ref import Location
from mops_kb.model.text import Text


class Passage(NamedTuple):
    """A text in one language; `language` is empty where it is the wiki's own."""

    location: Location
    language: str
    text: str


def place(document: Document, passage: Passage, offset: int) -> tuple[str, Place]:
    """The file and the place of a sign of a passage of that document."""
    location = (*passage.location, passage.language) if passage.language else passage.location
    if passage.location != ("body",) or location in document.places:
        return document.sign(location, passage.text, offset)
    path, (line, col) = document.body(passage.language)
    before = passage.text[:offset]
    return path, (line + before.count("\n"), col + offset - (before.rfind("\n") + 1))


def passages(record: BaseModel) -> Iterator[Passage]:
    """In the order of the fields, through lists and nested parts."""
    for location, text in texts(record):
        for language, words in text.versions:
            yield Passage(location, language, words)


def texts(record: BaseModel) -> Iterator[tuple[Location, Text]]:
    """The same, each text with all its languages."""
    for name in _speaking(type(record)):
        yield from _found(getattr(record, name), (name,))


def _found(value: Any, at: Location) -> Iterator[tuple[Location, Text]]:
    if isinstance(value, Text):
        yield at, value
    elif isinstance(value, tuple):
        for position, part in enumerate(value):
            yield from _found(part, (*at, position))
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _found(part, (*at, key))
    elif isinstance(value, BaseModel):
        for name in _speaking(type(value)):
            yield from _found(getattr(value, name), (*at, name))


@cache
def _speaking(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields that can hold a text."""
    return tuple(name for name, field in model.model_fields.items() if _speaks(field.annotation))


def _speaks(annotation: Any) -> bool:
    if annotation is Text:
        return True
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return bool(_speaking(annotation))
    return any(_speaks(part) for part in get_args(annotation))

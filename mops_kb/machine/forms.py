"""Forms: the JSON files. Each says by which schema it goes, and of which day it speaks."""

from collections.abc import Iterable, Sequence
from posixpath import dirname, relpath
from typing import Any

from mops_kb.formats.json import written
from mops_kb.model.address import data_path, schema_path
from mops_kb.model.entity import Entity
from mops_kb.model.kind import Kind
from mops_kb.model.page import File
from mops_kb.model.settings import Settings

VERSION = 1
"""Counts up when a field is taken away or changes its meaning; additions leave it."""
CATALOG = "catalog.json"
_ESCAPED = (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"))


def text(facts: Any) -> str:
    """As JSON that may stand in a script."""
    made = written(facts)
    for character, code in _ESCAPED:
        made = made.replace(character, code)
    return made


def catalog(entities: Iterable[str], settings: Settings) -> File:
    """Everything in one file."""
    return _listed(CATALOG, schema_path("catalog"), {}, entities, settings)


def collection(kind: Kind, entities: Sequence[str], settings: Settings) -> File:
    return _listed(data_path(kind.folder), schema_path(kind.folder), {"kind": kind.name}, entities, settings)


def entity(entity: Entity, told: str, settings: Settings) -> File:
    path = data_path(entity.folder, entity.id)
    head = _head(path, schema_path(entity.folder), {}, settings)
    return File(path, f'{head},\n "entity": {_indented(told, 1)}\n}}\n')


def _listed(path: str, schema: str, more: dict[str, str], entities: Iterable[str], settings: Settings) -> File:
    those = ",\n  ".join(_indented(one, 2) for one in entities)
    return File(path, f'{_head(path, schema, more, settings)},\n "entities": [\n  {those}\n ]\n}}\n')


def _head(path: str, schema: str, more: dict[str, str], settings: Settings) -> str:
    facts = {
        "$schema": relpath(schema, dirname(path) or "."),
        "version": VERSION,
        "as_of": settings.as_of.isoformat(),
        "language": settings.language,
        **more,
    }
    return text(facts).removesuffix("\n}")


def _indented(told: str, by: int) -> str:
    """What is in JSON has no line break in a text, so every one is between values."""
    return told.replace("\n", "\n" + " " * by)

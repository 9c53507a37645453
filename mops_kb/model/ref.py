"""References: which fields point to which kinds, and what the other side calls it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import NoneType
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel

Location = tuple[str | int, ...]


class Ref(NamedTuple):
    """The name of an entity across the whole wiki."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True)
class RefTo:
    """Marks a text field as the id of an entity of one of `kinds`; `inverse` is how the target speaks of it.

    With several kinds the field is written `kind:id`; a bare id will do where only one kind has it.
    """

    kinds: tuple[str, ...]
    inverse: str

    def __init__(self, *kinds: str, inverse: str) -> None:
        object.__setattr__(self, "kinds", kinds)
        object.__setattr__(self, "inverse", inverse)


class Written(NamedTuple):
    """A reference as it stands in a record."""

    location: Location
    to: RefTo
    text: str


def references(record: BaseModel) -> Iterator[Written]:
    """All references of a record, in the order of its fields, through lists and nested parts."""
    yield from _walk(record, ())


def _walk(value: BaseModel, at: Location) -> Iterator[Written]:
    for name, to in _pointing(type(value)):
        yield from _found(getattr(value, name), to, (*at, name))


def _found(value: Any, to: RefTo | None, at: Location) -> Iterator[Written]:
    if isinstance(value, tuple):
        for position, part in enumerate(value):
            yield from _found(part, to, (*at, position))
    elif isinstance(value, BaseModel):
        yield from _walk(value, at)
    elif isinstance(value, str) and to:
        yield Written(at, to, value)


@cache
def _pointing(model: type[BaseModel]) -> tuple[tuple[str, RefTo | None], ...]:
    """The fields that can hold a reference: with the mark itself, or None where a nested part has it."""
    found = []
    for name, field in model.model_fields.items():
        mark = next((m for m in field.metadata if isinstance(m, RefTo)), None) or _mark(field.annotation)
        if mark or _parts(field.annotation):
            found.append((name, mark))
    return tuple(found)


def _mark(annotation: Any) -> RefTo | None:
    if get_origin(annotation) is Annotated:
        for mark in get_args(annotation)[1:]:
            if isinstance(mark, RefTo):
                return mark
    return next((mark for part in get_args(annotation) if (mark := _mark(part))), None)


def _parts(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return bool(_pointing(annotation))
    return any(_parts(part) for part in get_args(annotation) if part not in (..., NoneType))


def parts_of(annotation: Any) -> list[type[BaseModel]]:
    """The models of the parts that a field may hold."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [part for inner in get_args(annotation) for part in parts_of(inner)]


def pointing(model: type[BaseModel]) -> frozenset[str]:
    """The names of the fields that hold references, directly or in a part."""
    return frozenset(name for name, _ in _pointing(model))


@cache
def marks(model: type[BaseModel]) -> tuple[RefTo, ...]:
    """All marks of its references, those of its parts among them."""
    found = [mark for field in model.model_fields.values() for mark in (*field.metadata, *_marks(field.annotation))]
    return tuple(dict.fromkeys(mark for mark in found if isinstance(mark, RefTo)))


def _marks(annotation: Any) -> Iterator[RefTo]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from marks(annotation)
    if get_origin(annotation) is Annotated:
        yield from (mark for mark in get_args(annotation)[1:] if isinstance(mark, RefTo))
    for part in get_args(annotation):
        yield from _marks(part)

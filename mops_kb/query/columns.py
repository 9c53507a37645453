"""Columns: what of a record SQL may ask, worked out from the fields of its model."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Record
from mops_kb.model.question import Column, ColumnType
from mops_kb.model.ref import Location, RefTo
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text
from mops_kb.model.when import When

LEFT_OUT = frozenset({"body", "email", "phone", "chat"})
"""Long texts, and how to reach a person."""
_SCALARS: dict[Any, ColumnType] = {
    str: "text",
    Decimal: "number",
    bool: "flag",
    int: "whole",
    date: "day",
    timedelta: "whole",
    Text: "text",
}


@dataclass(frozen=True)
class Reader:
    """A record whose fields are read."""

    catalog: Catalog
    settings: Settings
    record: Record

    def end(self, location: Location, written: str, to: RefTo) -> str | None:
        """The id of what a reference means, with its kind where the field takes several; None if that is a draft."""
        target = self.catalog.target(self.record, location)
        if target is None:
            return written
        if target.seen_by == "draft":
            return None
        return target.id if len(to.kinds) == 1 and to.kinds != ("*",) else str(target.ref)


class Cell(NamedTuple):
    """A column, and what stands in it, given the value of the field and its location."""

    column: Column
    pick: Callable[[Any, Location, Reader], Any]


@dataclass(frozen=True)
class Field:
    """`cells` are the columns of a field's value; a field with `many` values has a table of its own for them."""

    name: str
    cells: tuple[Cell, ...]
    many: bool = False


@cache
def fields(model: type[BaseModel]) -> tuple[Field, ...]:
    """All fields of the model that can stand in a table."""
    found = (_field(name, info) for name, info in model.model_fields.items() if name not in LEFT_OUT)
    return tuple(field for field in found if field.cells)


def _field(name: str, info: FieldInfo) -> Field:
    to = next((mark for mark in info.metadata if isinstance(mark, RefTo)), None)
    bare, to = _bare(info.annotation, to)
    if get_origin(bare) is tuple:
        inner, inner_to = _bare(get_args(bare)[0], None)
        if _is_part(inner):
            return Field(name, tuple(cell for part in fields(inner) if not part.many for cell in part.cells), many=True)
        return Field(name, _cells("value", inner, inner_to), many=True)
    if _is_part(bare):
        return Field(name, tuple(_within(name, cell) for part in _single(bare) for cell in part.cells))
    return Field(name, tuple(_of(name, cell) for cell in _cells(name, bare, to)))


def _single(part: type[BaseModel]) -> list[Field]:
    return [field for field in fields(part) if not field.many]


def _of(name: str, cell: Cell) -> Cell:
    """A cell of a field's value becomes one of the record that has the field."""

    def pick(owner: Any, at: Location, reader: Reader) -> Any:
        value = getattr(owner, name)
        return None if value is None else cell.pick(value, (*at, name), reader)

    return Cell(cell.column, pick)


def _within(name: str, cell: Cell) -> Cell:
    """A cell of a part becomes one of the record, called by both names."""
    own = _of(name, cell)
    return own._replace(column=own.column._replace(name=f"{name}_{cell.column.name}"))


def _cells(name: str, bare: Any, to: RefTo | None) -> tuple[Cell, ...]:
    if to:
        return (Cell(Column(name, "text"), lambda value, at, reader: reader.end(at, value, to)),)
    if bare is When:
        return _when(name)
    if bare is Text:
        return (Cell(Column(name, "text"), _words),)
    if bare is timedelta:
        return (Cell(Column(name, "whole"), lambda value, _at, _reader: value.days),)
    if bare is Decimal:
        return (
            Cell(Column(name, "number"), lambda value, _at, _reader: value if isinstance(value, Decimal) else None),
        )
    kept = "text" if get_origin(bare) is Literal else _SCALARS.get(bare)
    return (Cell(Column(name, kept), lambda value, _at, _reader: value),) if kept else ()


def _words(value: Text, _at: Location, reader: Reader) -> str:
    """In the wiki's default language, so that figures are the same in every language of the site."""
    language = reader.settings.default_language
    return value.words(language, language).text


def _when(name: str) -> tuple[Cell, ...]:
    """As it was written, and the first and the last day of it."""

    def day(end: int) -> Callable[[When, Location, Reader], date | None]:
        def pick(value: When, _at: Location, reader: Reader) -> date | None:
            span = value.span(reader.settings.fiscal_year_start)
            return span[end] if span else None

        return pick

    return (
        Cell(Column(name, "text"), lambda value, _at, _reader: value.written),
        Cell(Column(f"{name}_first", "day"), day(0)),
        Cell(Column(f"{name}_last", "day"), day(1)),
    )


def _is_part(bare: Any) -> bool:
    return isinstance(bare, type) and issubclass(bare, BaseModel)


def _bare(annotation: Any, to: RefTo | None) -> tuple[Any, RefTo | None]:
    """The type without what is around it, and the mark of a reference that was found on the way."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            to = to or next((mark for mark in get_args(annotation)[1:] if isinstance(mark, RefTo)), None)
            annotation = get_args(annotation)[0]
        elif origin in (Union, UnionType):
            ends = [part for part in get_args(annotation) if part is not NoneType]
            annotation = next((part for part in ends if part is Decimal), ends[0])
        else:
            return annotation, to

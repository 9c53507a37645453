"""Tables: the catalog as tables that SQL may ask, one for each kind, each table of rows, and each list in them.

Each is as private as its most private row, and a row as private as whatever its cells name. Drafts are in none.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Part, Record
from mops_kb.model.kind import Kind
from mops_kb.model.question import Column, Source
from mops_kb.model.ref import Location
from mops_kb.model.settings import Settings, Visibility, most_private
from mops_kb.query.calendar import calendar
from mops_kb.query.columns import Field, Reader, fields
from mops_kb.query.rows import Rows


class _Held(NamedTuple):
    """The records of a table, who may see them all, and the catalog that they are of."""

    records: tuple[Record, ...]
    seen_by: Visibility
    catalog: Catalog
    settings: Settings

    def reader(self, record: Record) -> Reader:
        return Reader(self.catalog, self.settings, record)


def tables(catalog: Catalog, kinds: Sequence[Kind], settings: Settings) -> list[Source]:
    """The records of the catalog, and the calendar. Of two tables with one name the first is there."""
    found = [*calendar(settings)]
    for kind in kinds:
        homes = ((kind.name, kind.folder, kind.model), *((one.name, one.folder, one.model) for one in kind.tables))
        for name, folder, model in homes:
            if folder:
                found.extend(_tables(named(folder), model, _held(name, catalog, settings)))
    return [*{source.name: source for source in reversed(found)}.values()][::-1]


def named(folder: str) -> str:
    """The table of a folder."""
    return folder.replace("-", "_").replace("/", "_")


def _held(kind: str, catalog: Catalog, settings: Settings) -> _Held:
    levels = [(record, catalog.seen_by(record)) for record in catalog.named(kind)]
    told = [(record, level) for record, level in levels if level != "draft"]
    return _Held(tuple(record for record, _ in told), most_private(level for _, level in told), catalog, settings)


def _tables(name: str, model: type[Record], held: _Held) -> Iterator[Source]:
    """One row for each record; and for each field that is a list one table with the id of the record, the position
    from 1, and the value (or the fields of the part)."""
    own = fields(model)
    single = [field for field in own if not field.many]
    cells = [cell for field in single for cell in field.cells]

    def rows() -> Iterator[tuple[Any, ...]]:
        for record in held.records:
            reader = held.reader(record)
            yield tuple(cell.pick(record, (), reader) for cell in cells)

    seen_by = most_private((held.seen_by, *_beyond(single, held)))
    yield Source(name, tuple(cell.column for cell in cells), Rows(rows), seen_by=seen_by, belongs_to=name)
    for field in own:
        if field.many:
            columns = (Column("id", "text"), Column("rank", "whole"), *(_beside(cell.column) for cell in field.cells))
            listed = Rows(lambda field=field: _listed(field, held))  # type: ignore[misc]
            seen_by = most_private((held.seen_by, *_beyond([field], held)))
            yield Source(f"{name}_{field.name}", columns, listed, seen_by=seen_by, belongs_to=name)


def _beside(column: Column) -> Column:
    """A part may have an id or a rank of its own."""
    return column._replace(name=f"{column.name}_") if column.name in ("id", "rank") else column


def _listed(field: Field, held: _Held) -> Iterator[tuple[Any, ...]]:
    for record in held.records:
        reader = held.reader(record)
        for position, value in enumerate(getattr(record, field.name) or ()):
            at: Location = (field.name, position)
            cells = [cell.pick(value, at, reader) for cell in field.cells]
            if cells != [None] and not (isinstance(value, Part) and _is_draft(value, at, reader)):
                yield (record.id, position + 1, *cells)


def _is_draft(part: Part, at: Location, reader: Reader) -> bool:
    """Whether it is one, or says nothing without one."""
    needed = (
        name for name, field in type(part).model_fields.items() if name in part.nothing_without or field.is_required()
    )
    targets = (reader.catalog.target(reader.record, (*at, name)) for name in needed)
    return "draft" in (part.seen_by, *(target.seen_by for target in targets if target))


def _beyond(columns: Sequence[Field], held: _Held) -> Iterator[Visibility]:
    """Who may see the parts that stand in these columns, and what the cells name; of a draft nothing stands there."""
    for record in held.records:
        for field in columns:
            if field.many:
                yield from (part.seen_by for part in getattr(record, field.name) or () if isinstance(part, Part))
    names = {field.name: field.many for field in columns}
    for record in held.records:
        for relation in held.catalog.outgoing.get(record.ref, ()):
            first, *rest = relation.location
            if first in names and sum(isinstance(step, int) for step in rest) == names[str(first)]:
                target = held.catalog.get(relation.target)
                if target and target.seen_by != "draft":
                    yield target.seen_by

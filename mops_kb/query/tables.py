"""Tables: the catalog as tables that SQL may ask, one for each kind, each table of rows, and each list in them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Record
from mops_kb.model.kind import Kind
from mops_kb.model.question import Column, Source
from mops_kb.model.ref import Location
from mops_kb.model.settings import LEVELS, Settings, Visibility
from mops_kb.query.calendar import calendar
from mops_kb.query.columns import Field, Reader, fields
from mops_kb.query.rows import Rows


def tables(catalog: Catalog, kinds: Sequence[Kind], settings: Settings) -> list[Source]:
    """The records of the catalog, drafts left out, and the calendar. Of two tables with one name the first is there."""
    found = [*calendar(settings)]
    for kind in kinds:
        homes = ((kind.name, kind.folder, kind.model), *((one.name, one.folder, one.model) for one in kind.tables))
        for name, folder, model in homes:
            if folder:
                records = tuple(record for record in catalog.named(name) if record.seen_by != "draft")
                found.extend(_tables(named(folder), model, records, catalog, settings))
    return [*{source.name: source for source in reversed(found)}.values()][::-1]


def named(folder: str) -> str:
    """The table of a folder."""
    return folder.replace("-", "_").replace("/", "_")


def _tables(
    name: str, model: type[Record], records: Sequence[Record], catalog: Catalog, settings: Settings
) -> Iterator[Source]:
    """One row for each record; and for each field that is a list one table with the id of the record, the position
    from 1, and the value (or the fields of the part)."""
    own = fields(model)
    cells = [cell for field in own if not field.many for cell in field.cells]
    seen_by = _most_private(record.seen_by for record in records)

    def rows() -> Iterator[tuple[Any, ...]]:
        for record in records:
            reader = Reader(catalog, settings, record)
            yield tuple(cell.pick(record, (), reader) for cell in cells)

    yield Source(name, tuple(cell.column for cell in cells), Rows(rows), seen_by=seen_by, belongs_to=name)
    for field in own:
        if field.many:
            columns = (Column("id", "text"), Column("rank", "whole"), *(_beside(cell.column) for cell in field.cells))
            listed = Rows(lambda field=field: _listed(field, records, catalog, settings))  # type: ignore[misc]
            yield Source(f"{name}_{field.name}", columns, listed, seen_by=seen_by, belongs_to=name)


def _beside(column: Column) -> Column:
    """A part may have an id or a rank of its own."""
    return column._replace(name=f"{column.name}_") if column.name in ("id", "rank") else column


def _listed(field: Field, records: Iterable[Record], catalog: Catalog, settings: Settings) -> Iterator[tuple[Any, ...]]:
    for record in records:
        reader = Reader(catalog, settings, record)
        for position, value in enumerate(getattr(record, field.name) or ()):
            at: Location = (field.name, position)
            yield (record.id, position + 1, *(cell.pick(value, at, reader) for cell in field.cells))


def _most_private(levels: Iterable[Visibility]) -> Visibility:
    return max(levels, key=LEVELS.index, default="public")

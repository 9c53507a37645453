"""Ask: the records of the catalog that a view is about, sorted, in groups, with the values that it shows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.settings import Settings
from mops_kb.model.values import id_of
from mops_kb.model.when import When
from mops_kb.show.cell import Cell, cell, first_day, folded, name
from mops_kb.show.columns import COUNT, DATES, Column, Columns
from mops_kb.show.shapes import bins, day, measured, parent
from mops_kb.show.spec import Spec

_ALWAYS = ("title", COUNT)
"""What every shape shows of itself, or in its own way."""
_USUAL: Mapping[str, tuple[str, ...]] = {"table": ("summary", "owner"), "list": ("summary",), "cards": ("summary",)}
"""What shapes show where nobody says what."""


@dataclass(frozen=True)
class Row:
    """A record and the values that are shown of it; `reading` sorts its title, `under` stands with it."""

    entity: Entity
    cells: tuple[Cell, ...]
    reading: str
    under: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Group:
    """`key` is the only one of its view; `cell` is None where nothing is grouped, and empty for what has no value."""

    key: str
    cell: Cell | None
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Shown:
    """What a view shows. `total` counts what there is without the limit; `is_hidden` says that only colleagues may
    read it, `leaves_out` that it lacks columns for that reason."""

    spec: Spec
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    total: int
    is_hidden: bool = False
    leaves_out: bool = False

    @property
    def rows(self) -> tuple[Row, ...]:
        """Each once, in order."""
        return tuple({row.entity.ref: row for group in self.groups for row in group.rows}.values())

    @property
    def left(self) -> int:
        """How many the limit left out."""
        return self.total - len(self.rows)


@dataclass(frozen=True)
class Desk:
    """Where a view is worked out."""

    spec: Spec
    columns: Columns
    catalog: Catalog
    settings: Settings

    def cell(self, entity: Entity, name: str) -> Cell | None:
        """None where its kind has no such column."""
        column = self.columns.of(entity.kind).get(name)
        return cell(column, entity, self.catalog, self.settings) if column else None

    @property
    def grouped_by(self) -> str:
        """What makes the groups: nothing in shapes that have an order of their own."""
        if self.spec.shape in ("tree", "calendar", "matrix"):
            return ""
        if self.spec.shape == "board":
            return column.name if (column := bins(self.spec, self.columns)) else ""
        return self.spec.group[0] if self.spec.group else ""

    @property
    def lives_on(self) -> tuple[str, ...]:
        """Columns that its shape cannot do without."""
        by = {"calendar": day, "timeline": day, "tree": parent, "board": bins, "chart": measured, "matrix": measured}
        column = by[self.spec.shape](self.spec, self.columns) if self.spec.shape in by else None
        return (column.name,) if column else ()

    def column(self, name: str) -> Column | None:
        return self.columns.get(self.spec.of, name)

    def hides(self, names: Sequence[str]) -> bool:
        """Whether the site does not show what stands in one of these columns."""
        found = (self.columns.of(kind).get(name) for kind in self.spec.of for name in names)
        return any(column and not column.is_shown(self.settings) for column in found)

    def found(self) -> tuple[Entity, ...]:
        """All that meet the conditions, sorted."""
        given = (entity for kind in self.spec.of for entity in self.catalog.named(kind) if isinstance(entity, Entity))
        rows = [entity for entity in given if self._meets(entity)]
        for by, turned in reversed(self.spec.sorted_by):
            rows = self._sorted(rows, by, turned)
        return tuple(rows)

    def _meets(self, entity: Entity) -> bool:
        cells = ((self.cell(entity, by), condition) for by, condition in self.spec.where.items())
        return all(found and found.meets(condition) for found, condition in cells)

    def _sorted(self, rows: Sequence[Entity], by: str, turned: bool) -> list[Entity]:
        """What has no value stands last, whichever way it is turned."""
        ranks: dict[Any, Any] = {}
        for entity in rows:
            if by == "title":
                ranks[entity.ref] = folded(name(entity, self.settings))
            elif (found := self.cell(entity, by)) and not found.is_empty:
                ranks[entity.ref] = self.rank(found)
        told = [entity for entity in rows if entity.ref in ranks]
        told.sort(key=lambda entity: ranks[entity.ref], reverse=turned)
        return [*told, *(entity for entity in rows if entity.ref not in ranks)]

    def rank(self, group: Cell) -> tuple[Any, ...]:
        """Sorts rows and groups: what people refer to as its kind wants it, where that says so."""
        if group.is_empty:
            return ()
        if group.column.sort == "ref":
            one = group.value[0]
            kind = self.columns.kinds.get(one.kind)
            place = self.catalog.place(one) if kind and kind.order else -1
            return one.kind, place, group.rank
        return group.column.sort, group.rank

    def row(self, entity: Entity, shown: Sequence[Column]) -> Row:
        cells = []
        for column in shown:
            found = self.cell(entity, column.name)
            cells.append(found or Cell(column, entity, None, self.settings))
        read = name(entity, self.settings)
        title = entity.title.words(self.settings.language, self.settings.default_language).text
        return Row(entity, tuple(cells), read if read != title else "", tuple(self._under(entity)))

    def _under(self, entity: Entity) -> Iterator[Cell]:
        for one in self.spec.under:
            found = self.cell(entity, one)
            if found and not found.is_empty and found.column.is_shown(self.settings):
                yield found


def ask(spec: Spec, columns: Columns, catalog: Catalog, settings: Settings) -> Shown:
    """All names must be known: `check` tells of those that are not."""
    desk = Desk(spec, columns, catalog, settings)
    if desk.hides([*spec.where, *spec.group, *(by for by, _ in spec.sorted_by), *desk.lives_on]):
        return Shown(spec, (), (), 0, is_hidden=True)
    names = [one for one in spec.show or _USUAL.get(spec.shape, ()) if one not in _ALWAYS]
    wanted = [column for one in names if (column := desk.column(one))]
    shown = tuple(column for column in wanted if column.is_shown(settings))
    if wanted and not shown:
        return Shown(spec, (), (), 0, is_hidden=True)
    found = desk.found()
    rows = [desk.row(entity, shown) for entity in (found[: spec.limit] if spec.limit else found)]
    return Shown(spec, shown, groups(desk, rows, desk.grouped_by), len(found), leaves_out=len(shown) < len(wanted))


def groups(desk: Desk, rows: Sequence[Row], by: str) -> tuple[Group, ...]:
    """The rows by their value of one column, a row with several in several; all together where none is named."""
    if not by:
        return (Group("", None, tuple(rows)),) if rows else ()
    cells: dict[str, Cell] = {}
    members: dict[str, list[Row]] = {}
    for row in rows:
        for key, one in _values(desk, row.entity, by):
            cells.setdefault(key, one)
            members.setdefault(key, []).append(row)
    order = sorted((key for key in cells if not cells[key].is_empty), key=lambda key: desk.rank(cells[key]))
    if (by, True) in desk.spec.sorted_by:
        order.reverse()
    order += [key for key in cells if cells[key].is_empty]
    return tuple(Group(key, cells[key], tuple(members[key])) for key in order)


def _values(desk: Desk, entity: Entity, by: str) -> list[tuple[str, Cell]]:
    """The groups that a record belongs to: one for each of its values, a month for a day."""
    found = desk.cell(entity, by)
    if found is None or found.is_empty:
        column = found.column if found else desk.column(by)
        assert column
        return [("none", Cell(column, entity, None, desk.settings))]
    values = found.value if isinstance(found.value, tuple) and found.column.sort != "parts" else (found.value,)
    column = replace(found.column, sort="when", cell="") if found.column.sort in DATES else found.column
    return [_keyed(Cell(column, entity, _grouping(value, found), desk.settings)) for value in values]


def _grouping(value: Any, found: Cell) -> Any:
    if found.column.is_fact and isinstance(value, When):
        return value
    if found.column.sort in DATES:
        day = first_day(value, found.settings)
        return When.of(f"{day:%Y-%m}") if day else None
    return (value,) if isinstance(value, Entity) else value


def _keyed(one: Cell) -> tuple[str, Cell]:
    value = one.value
    if value is None:
        return "none", one
    if isinstance(value, tuple) and value and isinstance(value[0], Entity):
        return f"{value[0].kind}-{value[0].id}" if len(one.column.kinds) > 1 else value[0].id, one
    if isinstance(value, When):
        return value.written.lower().replace(" ", "-"), one
    words = one.rank if isinstance(one.rank, str) else str(value)
    return re.sub(r"[^a-z0-9]+", "-", id_of(words.lower(), words)).strip("-"), one

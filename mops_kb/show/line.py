"""The timeline: what has a day in the order of days, today between what was and what comes."""

from dataclasses import dataclass

from mops_kb.show.ask import Desk, Group, Row, Shown
from mops_kb.show.cell import Cell, first_day
from mops_kb.show.month import is_dated
from mops_kb.show.shapes import day


@dataclass(frozen=True)
class Moment:
    """`after_today` is the first that comes, or the first that was where the latest stands first."""

    row: Row
    when: Cell
    after_today: bool


@dataclass(frozen=True)
class Line:
    group: Group
    moments: tuple[Moment, ...]
    undated: tuple[Row, ...]


def timeline(shown: Shown, desk: Desk) -> tuple[Line, ...]:
    column = day(desk.spec, desk.columns)
    assert column
    is_turned = (column.name, True) in desk.spec.sorted_by
    return tuple(_line(group, desk, column.name, is_turned) for group in shown.groups)


def _line(group: Group, desk: Desk, name: str, is_turned: bool) -> Line:
    cells = [(row, desk.cell(row.entity, name)) for row in group.rows]
    dated = [(row, cell) for row, cell in cells if cell and is_dated(cell)]
    dated.sort(key=lambda pair: pair[1].rank, reverse=is_turned)
    moments = []
    was_before: bool | None = None
    for row, cell in dated:
        first = first_day(cell.value, desk.settings)
        is_before = bool(first and first < desk.settings.as_of)
        moments.append(Moment(row, cell, was_before is not None and was_before != is_before))
        was_before = is_before
    return Line(group, tuple(moments), tuple(row for row, cell in cells if not (cell and is_dated(cell))))

"""Months: what has a day in a grid of weeks, what is known to the month below it, and the rest beside it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mops_kb.model.when import Occurrence, When
from mops_kb.model.workdays import holidays
from mops_kb.show.ask import Desk, Row, Shown
from mops_kb.show.cell import Cell, first_day
from mops_kb.show.shapes import day

GRIDS = 3
"""So many months are drawn; a page is no almanac."""
_AHEAD = 12
"""How many months from today's on are looked at."""
_LONGEST = 31
"""Days that something may fill in a grid."""


@dataclass(frozen=True)
class Day:
    """`is_off` on Sundays and holidays; `rows` with whether each goes on from the day before."""

    day: date
    rows: tuple[tuple[Row, bool], ...]
    is_today: bool
    is_off: bool


@dataclass(frozen=True)
class Month:
    """`weeks` begin on Sunday, None stands for days of other months; `vague` is known no better than to the month."""

    first: date
    weeks: tuple[tuple[Day | None, ...], ...]
    vague: tuple[tuple[Row, Cell], ...]


@dataclass(frozen=True)
class Calendar:
    """`others` have a day in no month that is drawn, `undated` have none."""

    months: tuple[Month, ...]
    others: tuple[tuple[Row, Cell], ...]
    undated: tuple[Row, ...]


def calendar(shown: Shown, desk: Desk) -> Calendar:
    column = day(desk.spec, desk.columns)
    assert column
    dated = [(row, cell) for row in shown.rows if (cell := desk.cell(row.entity, column.name)) and is_dated(cell)]
    times = [(row, cell, one) for row, cell in dated for one in _times(cell, desk)]
    firsts = _chosen({month for _, _, one in times for month in _months(one)}, desk.settings.as_of)
    drawn = {row.entity.ref for row, _, one in times if not set(firsts).isdisjoint(_months(one))}
    return Calendar(
        tuple(_month(first, times, desk) for first in firsts),
        tuple((row, cell) for row, cell in dated if row.entity.ref not in drawn),
        tuple(row for row in shown.rows if not any(row is other for other, _ in dated)),
    )


def is_dated(cell: Cell) -> bool:
    return not cell.is_empty and first_day(cell.value, cell.settings) is not None


def _times(cell: Cell, desk: Desk) -> Iterator[Occurrence]:
    """Of a series those in the months that are looked at, of anything else all of it."""
    settings = desk.settings
    for value in cell.value if isinstance(cell.value, tuple) else (cell.value,):
        if not isinstance(value, When):
            yield Occurrence(value, value)
        elif value.precision == "recurring":
            first = settings.as_of.replace(day=1)
            yield from value.occurrences(first, _next(first, _AHEAD), settings.fiscal_year_start)
        elif span := value.span(settings.fiscal_year_start):
            yield Occurrence(*span, exact=value.is_exact)


def _months(one: Occurrence) -> list[date]:
    """The months in which it is drawn; what is vague stands where it begins."""
    first = one.first.replace(day=1)
    last = min(one.last, one.first + timedelta(days=_LONGEST)) if one.exact else one.first
    return [first] if last < _next(first, 1) else [first, _next(first, 1)]


def _chosen(months: set[date], as_of: date) -> list[date]:
    """From this month on, or the last ones where all is past."""
    this = as_of.replace(day=1)
    ahead = sorted(month for month in months if this <= month)[:GRIDS]
    return ahead or sorted(months)[-GRIDS:]


def _month(first: date, times: Sequence[tuple[Row, Cell, Occurrence]], desk: Desk) -> Month:
    by_day: dict[date, list[tuple[Row, bool]]] = defaultdict(list)
    vague = []
    for row, cell, one in times:
        if not one.exact:
            if one.first.replace(day=1) == first:
                vague.append((row, cell))
            continue
        for number in range(min((one.last - one.first).days, _LONGEST) + 1):
            on = one.first + timedelta(days=number)
            if on.replace(day=1) == first:
                by_day[on].append((row, number > 0 and on.day > 1 and on.isoweekday() != 7))
    last = _next(first, 1) - timedelta(days=1)
    start = first - timedelta(days=first.isoweekday() % 7)
    days = [start + timedelta(days=number) for number in range((last - start).days + 7 - last.isoweekday() % 7)]
    cells = [_day(one, by_day[one], desk) if first <= one <= last else None for one in days]
    return Month(first, tuple(tuple(cells[at : at + 7]) for at in range(0, len(cells), 7)), tuple(vague))


def _day(on: date, rows: Sequence[tuple[Row, bool]], desk: Desk) -> Day:
    is_off = on.isoweekday() == 7 or on in holidays(desk.settings.country, on.year)
    return Day(on, tuple(rows), on == desk.settings.as_of, is_off)


def _next(first: date, months: int) -> date:
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)

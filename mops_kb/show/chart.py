"""The chart: how many there are in each group or what they add up to, by months as a line; or the figures of KPIs."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from mops_kb.formats.chart import Plot, Slot
from mops_kb.model.exact import half_up
from mops_kb.model.when import When
from mops_kb.show.ask import Desk, Group, Row, Shown
from mops_kb.show.cell import Cell
from mops_kb.show.columns import DATES
from mops_kb.show.matrix import told
from mops_kb.show.shapes import measured

_UNIT = "count"
_FEWEST = 2
"""A dot is no course."""


@dataclass(frozen=True)
class Bar:
    """`share` is of the longest bar; `told` the sum, or how many."""

    group: Group
    told: Cell | int
    share: Fraction

    @property
    def width(self) -> Decimal:
        """As a percentage."""
        return half_up(self.share * 100, 1)


@dataclass(frozen=True)
class Chart:
    """`figures` are KPIs with their own charts, `without` those that have none; `course` is drawn over months."""

    bars: tuple[Bar, ...]
    course: Plot | None
    figures: tuple[tuple[Row, Any], ...]
    without: tuple[Row, ...]


def chart(shown: Shown, desk: Desk) -> Chart:
    if not desk.spec.group:
        return _figures(shown, desk)
    is_summed = bool(measured(desk.spec, desk.columns))
    counted = [(group, (told(group.rows, desk) or 0) if is_summed else len(group.rows)) for group in shown.groups]
    most = max((_amount(value) for _, value in counted), default=Fraction(0))
    bars = tuple(Bar(group, value, _amount(value) / most if most > 0 else Fraction(0)) for group, value in counted)
    return Chart(bars, _course(bars), (), ())


def _amount(value: Cell | int) -> Fraction:
    return Fraction(value) if isinstance(value, int) else Fraction(value.value)


def _course(bars: tuple[Bar, ...]) -> Plot | None:
    """Over months, those without anything among them."""
    by_month = {bar.group.cell.value: bar for bar in bars if bar.group.cell and isinstance(bar.group.cell.value, When)}
    is_dated = any(bar.group.cell and bar.group.cell.column.sort in DATES for bar in bars)
    if not is_dated or len(by_month) < _FEWEST:
        return None
    numbers = {when.year * 12 + when.number - 1: bar for when, bar in by_month.items()}
    slots = []
    for number in range(min(numbers), max(numbers) + 1):
        value = _amount(numbers[number].told) if number in numbers else Fraction(0)
        slots.append(Slot(When.of(f"{number // 12}-{number % 12 + 1:02}"), half_up(value, 2).normalize() + Decimal(0)))
    return Plot(tuple(slots), _UNIT, 0)


def _figures(shown: Shown, desk: Desk) -> Chart:
    drawn, without = [], []
    for row in shown.rows:
        plot = desk.columns.kinds[row.entity.kind].plot
        found = plot(row.entity, desk.catalog, desk.settings) if plot else None
        if found:
            drawn.append((row, found))
        else:
            without.append(row)
    return Chart((), None, tuple(drawn), tuple(without))

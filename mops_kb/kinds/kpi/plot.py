"""What the chart of a KPI shows: every period from the first figure to the latest, the latest three years of them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from mops_kb.formats.chart import Plot, Slot
from mops_kb.kinds.kpi import periods
from mops_kb.kinds.kpi.arithmetic import limit, number
from mops_kb.kinds.kpi.judged import Judge, Row
from mops_kb.kinds.kpi.series import Point

MOST = {"monthly": 37, "quarterly": 13}
"""So many periods: three years, and the one that they are compared with."""


def plot(judge: Judge, rows: Sequence[Row], fiscal_year_start: int) -> Plot | None:
    """None below two figures: a dot is no course."""
    kpi = judge.series.kpi
    if sum(row.point.value is not None for row in rows) < 2:
        return None
    by_first = {row.point.first: row.point for row in rows}
    firsts = tuple(periods.firsts(rows[0].point.first, rows[-1].point.first, kpi.cadence))[-MOST[kpi.cadence] :]
    slots = tuple(_slot(judge, first, by_first.get(first), fiscal_year_start) for first in firsts)
    return Plot(slots, kpi.unit, kpi.decimals, kpi.curve)


def _slot(judge: Judge, first: date, point: Point | None, fiscal_year_start: int) -> Slot:
    kpi = judge.series.kpi
    last = periods.ends(first, kpi.cadence)
    aim = number(judge.targets.of(first))
    marks = [mark for mark in judge.series.marks if first <= mark.first <= last]
    return Slot(
        point.period if point else periods.named(first, kpi.cadence, fiscal_year_start),
        _drawn(point.value) if point else None,
        _drawn(point.low) if point else None,
        _drawn(point.high) if point else None,
        _drawn(aim),
        None if aim is None else _drawn(limit(aim, kpi.tolerance, kpi.better)),
        bool(point and point.provisional),
        f"kpi.break.{marks[0].what}" if marks else "",
        first.month == fiscal_year_start,
    )


def _drawn(value: Fraction | None) -> Decimal | None:
    """Near enough for a drawing."""
    return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)

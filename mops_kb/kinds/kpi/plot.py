"""What the chart of a KPI shows: every period from the first figure to the latest, the latest three years of them."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from mops_kb.formats.chart import Plot, Slot
from mops_kb.kinds.kpi import periods
from mops_kb.kinds.kpi.judged import Judge, Row
from mops_kb.kinds.kpi.series import Mark

MOST = {"monthly": 37, "quarterly": 13}
"""So many periods: three years, and the one that they are compared with."""


def plot(judge: Judge, rows: Sequence[Row], fiscal_year_start: int) -> Plot | None:
    """None below two figures: a dot is no course."""
    kpi = judge.series.kpi
    if sum(row.point.value is not None for row in rows) < 2:
        return None
    by_first = {row.point.first: row for row in rows}
    slots = []
    for first in periods.firsts(rows[0].point.first, rows[-1].point.first, kpi.cadence):
        marks = [mark for mark in judge.series.marks if first <= mark.first <= periods.ends(first, kpi.cadence)]
        when = periods.named(first, kpi.cadence, fiscal_year_start)
        begins = first.month == fiscal_year_start
        slots.append(_slot(by_first[first], marks, begins) if first in by_first else Slot(when, begins_year=begins))
    return Plot(tuple(slots[-MOST[kpi.cadence] :]), kpi.unit, kpi.decimals, kpi.curve)


def _slot(row: Row, marks: Sequence[Mark], begins_year: bool) -> Slot:
    point = row.point
    return Slot(
        point.period,
        _drawn(point.value),
        _drawn(point.low),
        _drawn(point.high),
        _drawn(row.target),
        _drawn(row.limit),
        point.provisional,
        f"kpi.breaks.what.{marks[0].what}" if marks else "",
        begins_year,
    )


def _drawn(value: Fraction | None) -> Decimal | None:
    """Near enough for a drawing."""
    return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)

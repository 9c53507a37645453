"""A KPI's figures in order, and what several of them make together: never across a break, never with one missing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Literal

from mops_kb.kinds.kpi import arithmetic, periods
from mops_kb.kinds.kpi.arithmetic import Aggregation, Change, Reason, Result
from mops_kb.kinds.kpi.model import Kpi, Measurement, Worked
from mops_kb.kinds.kpi.parts import Break
from mops_kb.model.text import Text
from mops_kb.model.when import When

By = Literal["typed", "sql", "measure", "warehouse", "ratio"]


@dataclass(frozen=True)
class Mark:
    """From `first` on, figures cannot be compared with those before. `kpi` is whose break it is: a ratio has those of
    its two parts too."""

    since: When
    first: date
    what: Literal["definition", "tool", "data"]
    note: Text | None
    kpi: Kpi


@dataclass(frozen=True)
class Point:
    """One figure; `first` and `last` are the days that its period spans.

    `value` is None where it may not or cannot be told, and `why` says which: "too-few", or "zero" for a ratio to
    nothing. It is `provisional` while its period is not over. `by` is where it comes from.
    """

    period: When
    first: date
    last: date
    value: Fraction | None
    n: int | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    note: Text | None = None
    by: By = "typed"
    provisional: bool = False
    why: Reason | None = None

    @cached_property
    def result(self) -> Result:
        if self.provisional:
            return "running"
        return self.why or "no-figure" if self.value is None else self.value

    @property
    def counts(self) -> bool:
        """Whether it takes part in what several make together: a ratio to nothing does, with its parts."""
        return isinstance(self.result, Fraction) or self.result == "zero"


@dataclass(frozen=True)
class Series:
    """The figures of one KPI, oldest first; of a ratio, the series that it divides are its `parts`."""

    kpi: Kpi
    points: tuple[Point, ...]
    marks: tuple[Mark, ...] = ()
    as_of: date = date.max
    parts: "tuple[Series, Series] | None" = field(default=None, compare=False)

    @cached_property
    def told(self) -> tuple[Point, ...]:
        """Those of periods that are over and have a value: what is judged."""
        return tuple(point for point in self.points if point.value is not None and not point.provisional)

    @property
    def latest(self) -> Point | None:
        return self.told[-1] if self.told else None

    @cached_property
    def arrived(self) -> Point | None:
        """The last one that came in for a period that is over, whether its value may be told or not."""
        return next((point for point in reversed(self.points) if not point.provisional), None)

    @cached_property
    def gaps(self) -> tuple[date, ...]:
        """The first days of periods between the first and the last figure that have none."""
        there = [point.first for point in self.points if not point.provisional]
        expected = periods.firsts(there[0], there[-1], self.kpi.cadence) if there else ()
        return tuple(first for first in expected if first not in self._by_first)

    @cached_property
    def _by_first(self) -> dict[date, Point]:
        return {point.first: point for point in self.points}

    def at(self, first: date) -> Point | None:
        """The figure of the period that begins then."""
        return self._by_first.get(first)

    def era(self, first: date, last: date) -> int | None:
        """Which stretch between two breaks the days are in, counted from 0; None if a break is among them."""
        if not self.marks:
            return 0
        if any(first < mark.first <= last for mark in self.marks):
            return None
        return sum(mark.first <= first for mark in self.marks)

    def era_of(self, point: Point) -> int | None:
        return self.era(point.first, point.last)

    def is_whole(self, firsts: Sequence[date]) -> bool:
        """Whether no break is between the first of these periods and the last."""
        return not self.marks or self.era(firsts[0], periods.ends(firsts[-1], self.kpi.cadence)) is not None

    def over(self, firsts: Sequence[date], how: Aggregation | None = None) -> Result:
        """What the figures of these periods make together, by the KPI's aggregation or by `how`. A ratio is that of
        what its parts make together."""
        if not self.is_whole(firsts):
            return "break"
        found = [point.result if (point := self.at(first)) else "no-figure" for first in firsts]
        missing: Sequence[Reason] = [one for one in found if not isinstance(one, Fraction) and one != "zero"]
        if missing:
            return "too-few" if "too-few" in missing else missing[0]
        if self.kpi.ratio:
            return self._quotient(firsts)
        values = [one for one in found if isinstance(one, Fraction)]
        return arithmetic.together(values, how or self.kpi.aggregation)

    def _quotient(self, firsts: Sequence[date]) -> Result:
        if not self.parts:
            return "not-added"
        above, below = (part.over(firsts) for part in self.parts)
        if not isinstance(above, Fraction):
            return above
        return arithmetic.quotient(above, below, scale(self.kpi)) if isinstance(below, Fraction) else below

    def rolling(self, point: Point, n: int) -> Result:
        """The last `n` periods up to this one: their sum, or of figures that are no parts of a sum their mean."""
        first = periods.moved(point.first, -(n - 1) * periods.MONTHS[self.kpi.cadence])
        how: Aggregation = "mean" if self.kpi.aggregation == "last" else self.kpi.aggregation
        return self.over(tuple(periods.firsts(first, point.first, self.kpi.cadence)), how)

    def year_to_date(self, point: Point, fiscal_year_start: int) -> Result:
        """From the beginning of the fiscal year up to this period."""
        return self.over(self.year_so_far(point, fiscal_year_start))

    def year_so_far(self, point: Point, fiscal_year_start: int) -> tuple[date, ...]:
        begin = periods.fiscal_year(point.first, fiscal_year_start)
        return tuple(periods.firsts(begin, point.first, self.kpi.cadence))

    def since_previous(self, point: Point | None = None) -> Change | Reason | None:
        """Against the period just before; None if there is no figure at all."""
        return self._against(point, -periods.MONTHS[self.kpi.cadence])

    def since_last_year(self, point: Point | None = None) -> Change | Reason | None:
        """Against the same period of the year before."""
        return self._against(point, -12)

    def _against(self, point: Point | None, months: int) -> Change | Reason | None:
        point = point or self.latest
        return self.compared(self.at(periods.moved(point.first, months)), point) if point else None

    def since_first(self, point: Point | None = None) -> Change | Reason | None:
        """Against the first figure since the last break."""
        point = point or self.latest
        if not point:
            return None
        first = self._firsts.get(self.era_of(point))
        return self.compared(first, point) if first is not point else "no-figure"

    @cached_property
    def _firsts(self) -> dict[int | None, Point]:
        """The first figure of each era."""
        return {self.era_of(point): point for point in reversed(self.told) if self.era_of(point) is not None}

    def compared(self, before: Point | None, now: Point) -> Change | Reason:
        if before and (self.era_of(now) is None or self.era_of(before) != self.era_of(now)):
            return "break"
        earlier = before.result if before else "no-figure"
        actual = now.result
        if not isinstance(earlier, Fraction):
            return earlier
        if not isinstance(actual, Fraction):
            return actual
        return arithmetic.change(earlier, actual, self.kpi.better)


def scale(kpi: Kpi) -> int:
    """Percentages are counted in hundredths."""
    return 100 if kpi.unit == "percent" else 1


def series(kpi: Kpi, figures: Sequence[Measurement], as_of: date, fiscal_year_start: int) -> Series:
    """The figures of periods that had begun by `as_of`, of the length that the cadence asks for."""
    points = [
        _point(kpi, figure, *span, as_of)
        for figure in figures
        if figure.period.precision == periods.PRECISION[kpi.cadence]
        and (span := figure.span(fiscal_year_start))[0] <= as_of
    ]
    return Series(kpi, ordered(points), marks(kpi, fiscal_year_start), as_of)


def _point(kpi: Kpi, row: Measurement, first: date, last: date, as_of: date) -> Point:
    by: By = row.by if isinstance(row, Worked) else "typed"
    provisional = last >= as_of
    if row.value is None or too_few(kpi, row.n):
        return Point(row.period, first, last, None, by=by, provisional=provisional, why="too-few")
    value, low, high = (_exact(one) for one in (row.value, row.low, row.high))
    return Point(row.period, first, last, value, row.n, low, high, row.note, by, provisional)


def too_few(kpi: Kpi, n: int | None) -> bool:
    """A figure of too few cases tells of single people; one of who knows how many may do so."""
    return kpi.minimum_n > 0 and (n is None or n < kpi.minimum_n)


def ordered(points: Sequence[Point]) -> tuple[Point, ...]:
    return tuple(sorted(points, key=lambda point: (point.first, point.last)))


def marks(kpi: Kpi, fiscal_year_start: int) -> tuple[Mark, ...]:
    def mark(one: Break) -> Mark:
        return Mark(one.since, one.since.days(fiscal_year_start)[0], one.what, one.note, kpi)

    return tuple(mark(one) for one in kpi.breaks)


def _exact(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)

"""A KPI's figures in order, and what can be worked out from them: latest, change, spark."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from mops_kb.formats.chart import spark
from mops_kb.kinds.kpi.model import Kpi, Measurement
from mops_kb.model.text import Text
from mops_kb.model.when import When

PERIOD = {"monthly": "month", "quarterly": "quarter"}
"""How long the period of a figure is, by cadence."""
LATE_AFTER = {"monthly": timedelta(days=62), "quarterly": timedelta(days=184)}
"""Figures count as stale when the latest period ended longer ago than this: two periods."""


@dataclass(frozen=True)
class Point:
    """One figure; `first` and `last` are the days that its period spans."""

    period: When
    first: date
    last: date
    value: Decimal
    note: Text | None


@dataclass(frozen=True)
class Change:
    """From one figure to another: the difference, its share of |before| (None if that is 0), and whether it is good."""

    difference: Decimal
    share: Decimal | None
    good: bool | None


@dataclass(frozen=True)
class Series:
    """The figures of one KPI, oldest first."""

    kpi: Kpi
    points: tuple[Point, ...]

    @property
    def latest(self) -> Point | None:
        return self.points[-1] if self.points else None

    def is_stale(self, as_of: date) -> bool:
        return bool(self.latest and as_of - self.latest.last > LATE_AFTER[self.kpi.cadence])

    def since_previous(self) -> Change | None:
        """Against the period that ended the day before the latest began; a gap gives none."""
        if not self.latest:
            return None
        before = next((p for p in self.points if p.last == self.latest.first - timedelta(days=1)), None)
        return self._change(before)

    def since_last_year(self) -> Change | None:
        """Against the period of the same length that began one year earlier."""
        if not self.latest:
            return None
        start = self.latest.first.replace(year=self.latest.first.year - 1)
        same = self.latest.period.precision
        return self._change(next((p for p in self.points if p.first == start and p.period.precision == same), None))

    def since_first(self) -> Change | None:
        return self._change(self.points[0]) if len(self.points) > 1 else None

    def spark(self) -> tuple[tuple[float, float], ...]:
        """The last thirteen figures."""
        return spark([point.value for point in self.points[-13:]])

    def _change(self, before: Point | None) -> Change | None:
        if not before or not self.latest:
            return None
        difference = self.latest.value - before.value
        good = None if not difference else (difference > 0) == (self.kpi.better == "higher")
        return Change(difference, difference / abs(before.value) if before.value else None, good)


def series(kpi: Kpi, figures: tuple[Measurement, ...], as_of: date, fiscal_year_start: int) -> Series:
    """The figures of periods that had begun by `as_of`, of the length that the cadence asks for."""
    points = []
    for figure in figures:
        first, last = figure.span(fiscal_year_start)
        if first <= as_of and figure.period.precision == PERIOD[kpi.cadence]:
            points.append(Point(figure.period, first, last, figure.value, figure.note))
    return Series(kpi, tuple(sorted(points, key=lambda point: (point.first, point.last))))

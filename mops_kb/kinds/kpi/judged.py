"""Judged: each period's figure against its target and against others, and quarters, halves and years made of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import get_args

from mops_kb.kinds.kpi import arithmetic, periods
from mops_kb.kinds.kpi.arithmetic import Change, Reason, Result, Status, number, reason
from mops_kb.kinds.kpi.series import Point, Series
from mops_kb.kinds.kpi.targets import Targets
from mops_kb.model.when import When


@dataclass(frozen=True)
class Row:
    """One period. What is None has its reason in `why`, by the field's name, where there is more to say than that the
    KPI has no such thing. A figure that is provisional or not told is not judged."""

    point: Point
    target: Fraction | None
    limit: Fraction | None
    """Up to here a figure that misses the target is at risk, beyond it off track."""
    attainment: Fraction | None
    status: Status | None
    previous: Change | None
    last_year: Change | None
    first: Change | None
    rolling_3: Fraction | None
    rolling_12: Fraction | None
    year_to_date: Fraction | None
    year_to_date_target: Fraction | None
    progress: Fraction | None
    """Of the way from the baseline to the target."""
    why: Mapping[str, Reason]


@dataclass(frozen=True)
class Whole:
    """A quarter, half or year of the fiscal calendar, made of the `has` figures that there are of `of`.

    As long as it is not complete it is not judged, and its value is that of the figures so far. `why` is the
    reason for a value or status that is None.
    """

    sort: periods.Sort
    period: When
    first: date
    last: date
    value: Fraction | None
    target: Fraction | None
    attainment: Fraction | None
    status: Status | None
    has: int
    of: int
    previous: Change | None
    last_year: Change | None
    why: Reason | None

    @property
    def is_complete(self) -> bool:
        return self.has == self.of


@dataclass(frozen=True)
class Judge:
    """Judges the figures of one KPI."""

    series: Series
    targets: Targets

    @classmethod
    def of(cls, series: Series, fiscal_year_start: int) -> "Judge":
        return cls(series, Targets(series, fiscal_year_start))

    def rows(self) -> tuple[Row, ...]:
        return tuple(self.row(point) for point in self.series.points)

    def row(self, point: Point) -> Row:
        run, kpi, start = self.series, self.series.kpi, self.targets.fiscal_year_start
        actual, target = point.value, number(self.targets.of(point.first))
        numbers: dict[str, Result] = {
            "target": self.targets.of(point.first),
            "rolling_3": run.rolling(point, 3),
            "rolling_12": run.rolling(point, 12),
            "year_to_date": run.year_to_date(point, start),
            "year_to_date_target": self.targets.over(run.year_so_far(point, start)),
        }
        changes: dict[str, Change | Reason | None] = {
            "previous": run.since_previous(point),
            "last_year": run.since_last_year(point),
            "first": run.since_first(point),
        }
        why = {name: found for name, result in numbers.items() if (found := reason(result))}
        why |= {name: found for name, found in changes.items() if isinstance(found, str)}
        if point.value is None or point.provisional:
            why |= {"status": reason(point.result) or "no-figure"}
        judged = None if "status" in why else actual
        if kpi.baseline is not None and self._baseline_era != run.era_of(point):
            why["progress"] = "break"
        return Row(
            point=point,
            target=target,
            limit=None if target is None else arithmetic.limit(target, kpi.tolerance, kpi.better),
            attainment=arithmetic.attainment(judged, target, kpi.better),
            status=None if judged is None else arithmetic.status(judged, target, kpi.tolerance, kpi.better),
            previous=_change(changes["previous"]),
            last_year=_change(changes["last_year"]),
            first=_change(changes["first"]),
            rolling_3=number(numbers["rolling_3"]),
            rolling_12=number(numbers["rolling_12"]),
            year_to_date=number(numbers["year_to_date"]),
            year_to_date_target=number(numbers["year_to_date_target"]),
            progress=None if "progress" in why else self._progress(judged, target),
            why=why,
        )

    def _progress(self, actual: Fraction | None, target: Fraction | None) -> Fraction | None:
        baseline = self.series.kpi.baseline
        if actual is None or target is None or baseline is None:
            return None
        return arithmetic.progress(actual, baseline, target)

    @property
    def _baseline_era(self) -> int | None:
        """The baseline is of the time in which the figures begin."""
        points = self.series.points
        return self.series.era_of(points[0]) if points else 0

    def wholes(self, sort: periods.Sort) -> tuple[Whole, ...]:
        """From the first figure to the last, oldest first; nothing where the figures make none together."""
        if not self.series.told or sort not in self.sorts():
            return ()
        found: dict[date, tuple[Whole, Result]] = {}
        for stretch in self._stretches(sort):
            found[stretch.first] = self._whole(stretch, found)
        return tuple(whole for whole, _ in found.values())

    def sorts(self) -> tuple[periods.Sort, ...]:
        """What the figures of the KPI make together."""
        kpi = self.series.kpi
        if kpi.aggregation == "none" and not self.series.parts:
            return ()
        return tuple(sort for sort in get_args(periods.Sort) if periods.MONTHS[sort] > periods.MONTHS[kpi.cadence])

    def _stretches(self, sort: periods.Sort) -> Iterator[periods.Stretch]:
        first, last = self.series.told[0].first, self.series.told[-1].first
        while first <= last:
            found = periods.stretch(first, sort, self.series.kpi.cadence, self.targets.fiscal_year_start)
            yield found
            first = periods.moved(found.first, periods.MONTHS[sort])

    def _whole(self, stretch: periods.Stretch, before: Mapping[date, tuple[Whole, Result]]) -> tuple[Whole, Result]:
        """Together with what others may be compared with: its value where it is complete, else the reason."""
        run, kpi = self.series, self.series.kpi
        there = [first for first in stretch.firsts if (point := run.at(first)) and point.counts]
        complete = run.over(stretch.firsts)
        has = len(there)
        hidden = complete in ("break", "too-few")
        so_far = complete if hidden or has == len(stretch.firsts) or not there else run.over(there)
        value, target = number(so_far), number(self.targets.over(stretch.firsts))
        whole = Whole(
            stretch.sort,
            stretch.period,
            stretch.first,
            stretch.last,
            value,
            target,
            arithmetic.attainment(number(complete), target, kpi.better),
            arithmetic.status(complete, target, kpi.tolerance, kpi.better) if isinstance(complete, Fraction) else None,
            has,
            len(stretch.firsts),
            self._change(before, periods.moved(stretch.first, -periods.MONTHS[stretch.sort]), stretch, complete),
            self._change(before, periods.moved(stretch.first, -12), stretch, complete),
            reason(so_far) or ("incomplete" if not isinstance(complete, Fraction) else None),
        )
        return whole, complete

    def _change(
        self, before: Mapping[date, tuple[Whole, Result]], first: date, now: periods.Stretch, complete: Result
    ) -> Change | None:
        earlier = before.get(first)
        if not earlier or not isinstance(earlier[1], Fraction) or not isinstance(complete, Fraction):
            return None
        if self.series.era(first, earlier[0].last) != self.series.era(now.first, now.last):
            return None
        return arithmetic.change(earlier[1], complete, self.series.kpi.better)


def _change(found: Change | Reason | None) -> Change | None:
    return found if isinstance(found, Change) else None

"""What is known of how leads were answered, and the figures that KPIs take from it.

A lead that nobody has touched yet has waited, but not how long it will have: it is in no median, which therefore looks
a little better than the truth while leads are open (survivorship). It is counted, and once it has waited longer than
the SLA it is late for good, whatever happens to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mops_kb.kinds.kpi.parts import Asked
from mops_kb.measures.share import Share
from mops_kb.model.measured import Figure
from mops_kb.model.settings import Settings

_MICRO = Decimal("0.000001")


@dataclass(frozen=True)
class Kept:
    """How an SLA of so many minutes was kept: `share` is of the leads that were touched in time or can no longer be;
    `waiting` are untouched and late."""

    sla: int
    share: Share
    waiting: int


@dataclass(frozen=True)
class Speed:
    """Of so many leads (`n`), how fast those that were touched were, in seconds of business hours. Quantiles lie on the
    line between the closest two (type 7 of R. J. Hyndman and Y. Fan, "Sample Quantiles in Statistical Packages", The
    American Statistician 50 (1996), 361–365)."""

    n: int
    touched: int
    median_seconds: Decimal | None
    p90_seconds: Decimal | None
    kept: tuple[Kept, ...]

    @property
    def open(self) -> int:
        return self.n - self.touched

    @property
    def median(self) -> Decimal | None:
        return _minutes(self.median_seconds)

    @property
    def p90(self) -> Decimal | None:
        return _minutes(self.p90_seconds)

    def within(self, sla: int | None) -> Kept | None:
        return next((kept for kept in self.kept if kept.sla == sla), None)


@dataclass(frozen=True)
class Response:
    """`months` are those in which leads came in; `until` is the last day of which the data speak, `over` the last one
    of the last month that is over. `recent` are the last 90 days, and so are `teams`, `slots` (whether a lead came in
    while we were open, on a business day before or after, or on a day off) and `hours` of the clock."""

    dataset: str
    until: date
    over: date
    slas: tuple[int, ...]
    whole: Speed
    recent: Speed
    months: tuple[tuple[str, Speed], ...]
    teams: tuple[tuple[str, Speed], ...]
    teams_ever: tuple[tuple[str, Speed], ...]
    slots: tuple[tuple[str, Speed], ...]
    hours: tuple[tuple[int, Speed], ...]

    @property
    def nothing(self) -> Speed:
        """Of no leads at all."""
        return Speed(0, 0, None, None, tuple(Kept(sla, Share(0, 0), 0) for sla in self.slas))

    def is_over(self, month: str) -> bool:
        return month <= f"{self.over:%Y-%m}"

    @property
    def finished(self) -> tuple[tuple[str, Speed], ...]:
        """Months that are over."""
        return tuple((month, speed) for month, speed in self.months if self.is_over(month))


def _minutes(seconds: Decimal | None) -> Decimal | None:
    return None if seconds is None else (seconds / 60).quantize(_MICRO)


def figures(asked: Asked, facts: Response | None, settings: Settings) -> list[Figure]:
    """Of the months that are over, each by when its leads came in."""
    if not facts:
        return []
    return [figure for month, speed in facts.finished for figure in _figure(month, speed, asked)]


def _figure(month: str, speed: Speed, asked: Asked) -> Iterator[Figure]:
    if asked.statistic == "count":
        yield Figure(month, Decimal(speed.n), speed.n)
    elif asked.statistic == "within-sla":
        kept = speed.within(asked.sla)
        if kept and kept.share.value is not None:
            assert kept.share.low is not None
            assert kept.share.high is not None
            bounds = (100 * kept.share.low, 100 * kept.share.high)
            yield Figure(month, 100 * kept.share.value, kept.share.n, *bounds)
    else:
        value = speed.p90 if asked.statistic == "p90" else speed.median
        if value is not None:
            yield Figure(month, value, speed.touched)

"""What is known of the way of leads through the stages, and the figures that KPIs take from it.

- **A lead has passed a stage as soon as it has reached it or a later one.** So a stage that was skipped counts as
  passed, at the time of the next one; a lead that falls back or comes again counts from the first time; and nobody
  passes a later stage before an earlier one, whatever the order of the records.
- **A cohort** are the leads that passed a stage in one month. Recent cohorts have had less time, so all are compared by
  what they had done within the same time (`horizon`), and only once every lead of them has had it.
- **Velocity** is the median of the elapsed days from one stage to another, of the leads that got there within the
  horizon and were really seen in both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from mops_kb.kinds.kpi.parts import Asked
from mops_kb.measures.share import Share
from mops_kb.model.measured import Figure
from mops_kb.model.settings import Settings

HORIZON = 90
"""Days, where a KPI does not say it."""
Way = tuple[str, str]
"""From one stage to a later one, by their ids."""


@dataclass(frozen=True)
class Within:
    """What leads had done within so many days; `share` is of those that have had so long, `median` the days of those
    `timed`."""

    horizon: int
    share: Share
    median: Decimal | None
    timed: int


@dataclass(frozen=True)
class Step:
    """Of `n` leads that passed a stage, how many have passed a later one (`gone`), so far."""

    n: int
    gone: int
    within: tuple[Within, ...]

    @property
    def so_far(self) -> Share:
        return Share(self.gone, self.n)

    def by(self, horizon: int) -> Within:
        return next(one for one in self.within if one.horizon == horizon)


@dataclass(frozen=True)
class Standing:
    """A stage: who has passed it, who was really seen in it, and who has got no further (`sitting`), for how many days
    in the median."""

    stage: str
    passed: int
    seen: int
    sitting: int
    sitting_days: Decimal | None


@dataclass(frozen=True)
class Funnel:
    """`until` is the day on which the data end, `over` the last one of the last month that is over. `disordered` leads
    were seen in a later stage before an earlier one."""

    dataset: str
    until: date
    over: date
    leads: int
    disordered: int
    stages: tuple[Standing, ...]
    steps: Mapping[Way, Step]
    cohorts: Mapping[Way, tuple[tuple[str, Step], ...]]
    channels: Mapping[Way, tuple[tuple[str, Step], ...]]
    arrivals: Mapping[str, tuple[tuple[str, int], ...]]
    """By stage, the leads that passed it, month by month."""

    @property
    def ways(self) -> tuple[Way, ...]:
        """From each stage to the next."""
        ids = [standing.stage for standing in self.stages]
        return tuple(pairwise(ids))

    def is_ripe(self, month: str, horizon: int) -> bool:
        """Whether every lead of a cohort has had so many days."""
        return _last_day(month) + timedelta(days=horizon) < self.until


def _last_day(month: str) -> date:
    first = date.fromisoformat(f"{month}-01")
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def horizon(asked: Asked) -> int:
    return asked.horizon.days if asked.horizon else HORIZON


def figures(asked: Asked, facts: Funnel | None, settings: Settings) -> list[Figure]:
    """Conversion and velocity of the cohorts that have had their time; `count` is who reached the later stage in each
    month that is over."""
    if not facts or not asked.from_stage or not asked.to_stage:
        return []
    if asked.statistic == "count":
        arrivals = facts.arrivals.get(asked.to_stage, ())
        return [Figure(month, Decimal(n), n) for month, n in arrivals if month <= f"{facts.over:%Y-%m}"]
    days = horizon(asked)
    ripe = [
        (month, step.by(days))
        for month, step in facts.cohorts.get((asked.from_stage, asked.to_stage), ())
        if facts.is_ripe(month, days)
    ]
    if asked.statistic == "velocity":
        return [Figure(month, one.median, one.timed) for month, one in ripe if one.median is not None]
    return [figure for month, one in ripe if (figure := _conversion(month, one.share))]


def _conversion(month: str, share: Share) -> Figure | None:
    if share.value is None or share.low is None or share.high is None:
        return None
    return Figure(month, 100 * share.value, share.n, 100 * share.low, 100 * share.high)

"""Freshness: how long ago the period of the latest figures ended, and whether those that follow are due."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.kpi.series import Series

DUE = {"monthly": timedelta(days=45), "quarterly": timedelta(days=122)}
"""Where a KPI does not say otherwise: a period and about half a month, or a quarter and a month."""
STALE = {"monthly": timedelta(days=62), "quarterly": timedelta(days=184)}
"""Two periods."""


@dataclass(frozen=True)
class Age:
    """Of the latest figures: whole days since their period ended, and after how many the next are due or they stale.
    `days` is None where there are no figures."""

    days: int | None
    warn: int
    error: int

    @property
    def state(self) -> Literal["fresh", "due", "stale", "none"]:
        if self.days is None:
            return "none"
        return "stale" if self.days > self.error else "due" if self.days > self.warn else "fresh"


def age(series: Series, as_of: date) -> Age:
    """Figures that came in but may not be told are figures: it is not them that are missing."""
    warn, error = limits(series.kpi)
    latest = series.arrived
    return Age((as_of - latest.last).days if latest else None, warn.days, error.days)


def limits(kpi: Kpi) -> tuple[timedelta, timedelta]:
    """What the contract says, or else what its cadence means."""
    given = kpi.freshness_limits
    warn, error = (given.warn, given.error) if given else (None, None)
    if warn is not None and error is not None:
        return warn, error
    if warn is not None:
        return warn, max(warn, STALE[kpi.cadence])
    if error is not None:
        return min(error, DUE[kpi.cadence]), error
    return DUE[kpi.cadence], STALE[kpi.cadence]

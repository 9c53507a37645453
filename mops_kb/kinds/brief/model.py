"""A kept brief: its period, a headline by hand, and the figures that were told then."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, model_validator

from mops_kb.model.entity import Entity, Part
from mops_kb.model.period import Period
from mops_kb.model.settings import Visibility
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Day, Number, wrong
from mops_kb.model.when import When

Unit = Literal["count", "people", "percent", "jpy", "minutes", "hours", "days", "score", "times", "money"]
Status = Literal[
    "on-track", "at-risk", "off-track", "no-data", "no-target",
    "proved", "claimed", "part",
    "before", "during", "after", "finished",
]  # fmt: skip
"""Of a KPI, of an improvement, and the phase of an initiative."""


_TALLIES = ("kpis-judged", "kpis-on-track", "improvements", "hours", "money", "hours-per-year", "money-per-year")
_KEY = re.compile(r"(kpi|improvement|initiative):[a-z0-9]+(-[a-z0-9]+)*")


def _key(written: str) -> str:
    if written not in _TALLIES and not _KEY.fullmatch(written):
        raise wrong("brief-key", written)
    return written


class Kept(Part):
    """One figure as it was told. The key says of what: `kpi:mql`, `improvement:faster-reply`, `initiative:one-model`,
    `hours`. Without a value there were no data. As the key is no reference, nobody can tell from here whether a public
    site shows what it is of."""

    key: Annotated[str, AfterValidator(_key)]
    value: Number | None = None
    unit: Unit | None = None
    target: Number | None = None
    status: Status | None = None

    @property
    def seen_by(self) -> Visibility:
        return "internal"


class Brief(Entity):
    kind = "brief"
    folder = "briefs"

    period: Period
    kept_on: Day
    headline: Text | None = None
    note: Text | None = None
    figures: Annotated[tuple[Kept, ...], ONE_OR_MANY] = ()

    @property
    def is_over(self) -> bool:
        return True

    @model_validator(mode="after")
    def _agrees(self) -> "Brief":
        if not is_brief(self.period):
            raise wrong("brief-period", self.period.written, at="period")
        if self.id != named(self.period):
            raise wrong("brief-id", named(self.period), at="period")
        keys = [kept.key for kept in self.figures]
        if twice := next((key for at, key in enumerate(keys) if key in keys[:at]), None):
            raise wrong("brief-twice", twice, at="figures")
        return self


def is_brief(period: When) -> bool:
    """Months of the calendar and quarters have briefs."""
    return period.precision == "quarter" or (period.precision == "month" and not period.fiscal)


def named(period: When) -> str:
    """The id of the brief of a period: `2026-10`, `fy2026-q2`, `2026-q3`."""
    if period.precision == "month":
        return f"{period.year}-{period.number:02}"
    return f"{'fy' if period.fiscal else ''}{period.year}-q{period.number}"

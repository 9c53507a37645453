"""Terms: the months and quarters that briefs are of."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from mops_kb.kinds.brief.model import is_brief, named
from mops_kb.kinds.kpi import periods
from mops_kb.model.period import Period
from mops_kb.model.settings import Settings
from mops_kb.model.when import When

MONTHS, QUARTERS = 6, 2
"""So many complete ones have a brief, kept or not."""
_LENGTH = {"month": 1, "quarter": 3}
_PERIOD: TypeAdapter[When] = TypeAdapter(Period)
_QUARTER = re.compile(r"^(fy[0-9]{4}|[0-9]{4})-q([1-4])$", re.IGNORECASE)


@dataclass(frozen=True)
class Term:
    """A month or a quarter, from its first day to its last."""

    when: When
    first: date
    last: date

    @property
    def id(self) -> str:
        return named(self.when)

    @property
    def path(self) -> str:
        return f"briefs/{self.id}.md"

    @property
    def sort(self) -> Literal["month", "quarter"]:
        return "month" if self.when.precision == "month" else "quarter"

    def is_over(self, as_of: date) -> bool:
        return self.last < as_of

    def has(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    @property
    def next_last(self) -> date:
        """The last day of the term that follows."""
        months = _LENGTH[self.sort]
        return periods.moved(self.first, 2 * months) - timedelta(days=1)


def term(period: When, settings: Settings) -> Term:
    return Term(period, *period.days(settings.fiscal_year_start))


def complete(settings: Settings) -> tuple[Term, ...]:
    """The last months and quarters that were over, the latest first."""
    first = settings.as_of.replace(day=1)
    months = [periods.named(periods.moved(first, -n), "monthly", 4) for n in range(1, MONTHS + 1)]
    running = periods.stretch(settings.as_of, "quarter", "quarterly", settings.fiscal_year_start).first
    quarters = [
        periods.named(periods.moved(running, -3 * n), "quarterly", settings.fiscal_year_start)
        for n in range(1, QUARTERS + 1)
    ]
    return latest_first(term(when, settings) for when in (*months, *quarters))


def latest_first(terms: Iterable[Term]) -> tuple[Term, ...]:
    """By their last day; of those that end together, the longer one first."""
    return tuple(sorted(terms, key=lambda term: (-term.last.toordinal(), term.first)))


def read(written: str) -> When | None:
    """A period as one types it: `2026-10`, `FY2026 Q2`, or the id of its brief, `fy2026-q2`; None for anything else."""
    words = _QUARTER.sub(lambda part: f"{part[1].upper()} Q{part[2]}", written.strip())
    try:
        found: When = _PERIOD.validate_python(words)
    except ValidationError:
        return None
    return found if is_brief(found) else None

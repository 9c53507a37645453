"""Said: what the words of a date say, in numbers, and which days they span."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Literal

from mops_kb.model.when.rule import Rule

Precision = Literal["moment", "day", "range", "part", "month", "months", "quarter", "half", "year", "tbd", "recurring"]
Span = tuple[date, date]
LAST_DAY = date(2199, 12, 31)
"""What repeats without an end is reckoned with until here."""
_MONTHS = {"quarter": 3, "half": 6, "year": 12}


@dataclass(frozen=True)
class Said:
    """A day, perhaps with its time; a range; a third of a month, a month, a quarter, half or year (calendar or fiscal),
    or from one of these to another (`months`, the `ends`); something that repeats; or not yet decided."""

    written: str
    precision: Precision
    fiscal: bool = False
    year: int = 0
    number: int = 0
    """Month, quarter or half, counted from 1."""
    third: int = 0
    first_day: date | None = None
    """Of a day, a moment or a range; of what repeats the first day on which it happens."""
    last_day: date | None = None
    ends: "tuple[Said, Said] | None" = None
    start: time | None = None
    end: time | None = None
    zone: str | None = None
    """Name of a time zone as in `Asia/Tokyo`; None is the site's."""
    rule: str | None = None
    """RRULE (RFC 5545) without UNTIL and COUNT, which are `last_day`."""
    within: "Said | None" = None
    """The fiscal period in which it repeats: what its days are depends on where the fiscal year starts."""
    exceptions: tuple[date, ...] = ()
    decide_by: date | None = None

    def span(self, fiscal_year_start: int) -> Span | None:
        """First and last day, both included, where the fiscal year starts in that month; None if not decided."""
        if self.precision == "recurring":
            return self._series(fiscal_year_start)
        if self.first_day and self.last_day:
            return self.first_day, self.last_day
        if self.precision == "tbd":
            return None
        if self.ends:
            first, last = (end.days(fiscal_year_start) for end in self.ends)
            return min(first[0], last[0]), max(first[1], last[1])
        if self.precision in ("part", "month"):
            return self._in_month(self.year + (1 if self.fiscal and self.number < fiscal_year_start else 0))
        months = _MONTHS[self.precision]
        start = (fiscal_year_start - 1 if self.fiscal else 0) + months * (max(self.number, 1) - 1)
        end = start + months - 1
        return date(self.year + start // 12, start % 12 + 1, 1), month_end(self.year + end // 12, end % 12 + 1)

    def days(self, fiscal_year_start: int) -> Span:
        """The span of what is decided."""
        span = self.span(fiscal_year_start)
        assert span
        return span

    @property
    def is_fiscal(self) -> bool:
        """Whether its days depend on where the fiscal year starts."""
        return self.fiscal or any(end.fiscal for end in self.ends or ())

    def _in_month(self, year: int) -> Span:
        first = date(year, self.number, 1 + 10 * self.third)
        if self.precision == "part" and self.third < 2:
            return first, first + timedelta(days=9)
        return first, month_end(year, self.number)

    def _series(self, fiscal_year_start: int) -> Span:
        first, last = self.first_day, self.last_day or LAST_DAY
        if self.within:
            first, last = self.within.days(fiscal_year_start)
        assert first
        assert self.rule
        begins = Rule.of(self.rule).first(first, last)
        return begins or first, last


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])

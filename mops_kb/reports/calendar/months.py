"""Months and fiscal quarters as stretches of days."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

Span = tuple[date, date]


def later(first: date, months: int) -> date:
    """The first day of the month so many months after that of `first`."""
    month = first.month - 1 + months
    return date(first.year + month // 12, month % 12 + 1, 1)


def months_of(span: Span) -> tuple[date, ...]:
    """The first days of the months that it touches."""
    first, last = span
    if (first.year, first.month) == (last.year, last.month):
        return (first.replace(day=1),)
    count = 12 * (last.year - first.year) + last.month - first.month + 1
    return tuple(later(first, month) for month in range(count))


def month(first: date) -> Span:
    """From the first to the last day of the month."""
    return first, later(first, 1) - timedelta(days=1)


class Quarter(NamedTuple):
    """One of a fiscal year, which has the number of the calendar year in which it begins."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date, fiscal_year_start: int) -> "Quarter":
        months = 12 * day.year + day.month - fiscal_year_start
        return cls(months // 12, months % 12 // 3 + 1)

    def span(self, fiscal_year_start: int) -> Span:
        first = later(date(self.year, fiscal_year_start, 1), 3 * (self.number - 1))
        return first, later(first, 3) - timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)


def quarters_of(span: Span, fiscal_year_start: int) -> Iterator[Quarter]:
    """The fiscal quarters that it touches."""
    quarter = Quarter.of(span[0], fiscal_year_start)
    last = quarter if span[0] == span[1] else Quarter.of(span[1], fiscal_year_start)
    while quarter <= last:
        yield quarter
        quarter = quarter.next

"""Months and fiscal quarters as stretches of days."""

from datetime import date, timedelta

Span = tuple[date, date]


def later(first: date, months: int) -> date:
    """The first day of the month so many months after that of `first`."""
    month = first.month - 1 + months
    return date(first.year + month // 12, month % 12 + 1, 1)


def months_of(span: Span) -> tuple[date, ...]:
    """The first days of the months that it touches."""
    first, last = span
    count = 12 * (last.year - first.year) + last.month - first.month + 1
    return tuple(later(first, month) for month in range(count))


def month(first: date) -> Span:
    """From the first to the last day of the month."""
    return first, later(first, 1) - timedelta(days=1)

"""Periods: which month or quarter a figure is of, what comes before and after it, and what they make together."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from mops_kb.model.when import When
from mops_kb.model.when.said import month_end

Cadence = Literal["monthly", "quarterly"]
Sort = Literal["quarter", "half", "year"]
PRECISION = {"monthly": "month", "quarterly": "quarter"}
"""How long the period of a figure is, by cadence."""
MONTHS = {"monthly": 1, "quarterly": 3, "quarter": 3, "half": 6, "year": 12}


@dataclass(frozen=True)
class Stretch:
    """A quarter, half or year of the fiscal calendar; `firsts` are the first days of the periods in it."""

    sort: Sort
    period: When
    first: date
    last: date
    firsts: tuple[date, ...]


def moved(first: date, months: int) -> date:
    """The first day of the month that is so many months later."""
    ahead = first.year * 12 + first.month - 1 + months
    return date(ahead // 12, ahead % 12 + 1, 1)


def months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def ends(first: date, cadence: Cadence) -> date:
    """The last day of the period that begins then."""
    return moved(first, MONTHS[cadence]) - timedelta(days=1)


def firsts(first: date, last: date, cadence: Cadence) -> Iterator[date]:
    """Where periods begin, from one to another, both included."""
    while first <= last:
        yield first
        first = moved(first, MONTHS[cadence])


def fiscal_year(day: date, start: int) -> date:
    """The first day of the fiscal year that the day is in."""
    return date(day.year - (day.month < start), start, 1)


def named(first: date, cadence: Cadence, start: int) -> When:
    """The period that begins then."""
    if cadence == "monthly":
        return When.of(f"{first:%Y-%m}")
    return stretch(first, "quarter", "quarterly", start).period


def stretch(day: date, sort: Sort, cadence: Cadence, start: int) -> Stretch:
    """The quarter, half or year of the fiscal calendar that a day is in. Where fiscal years begin in January they are
    those of the calendar, and called so."""
    year, months = fiscal_year(day, start), MONTHS[sort]
    number = months_between(year, day) // months
    first = moved(year, number * months)
    last = month_end(*_month(moved(first, months - 1)))
    name = f"{'' if start == 1 else 'FY'}{year.year}" + _PART[sort].format(number + 1)
    return Stretch(sort, When.of(name), first, last, tuple(firsts(first, last, cadence)))


_PART = {"quarter": " Q{}", "half": " H{}", "year": ""}


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month

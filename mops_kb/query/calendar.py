"""Calendar: tables of months, quarters, fiscal years and days, so that SQL can say what has no rows."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from mops_kb.model.question import Column, Source
from mops_kb.model.settings import Settings
from mops_kb.model.workdays import Workdays
from mops_kb.query.rows import Rows

YEARS = 5
"""So many fiscal years before the one in which the wiki speaks are in the tables."""
_PERIOD = (Column("period", "text"), Column("first_day", "day"), Column("last_day", "day"), Column("is_over", "flag"))
_DAY = (Column("day", "day"), Column("month", "text"), Column("is_business_day", "flag"))


def calendar(settings: Settings) -> Sequence[Source]:
    """`settings`, the periods until the one of `as_of`, and `days` until a year after it."""
    start = settings.fiscal_year_start
    said = (settings.as_of, start, settings.currency, settings.default_language, settings.time_zone)
    names = (Column("as_of", "day"), Column("fiscal_year_start", "whole"))
    texts = tuple(Column(name, "text") for name in ("currency", "language", "time_zone"))
    return (
        Source("settings", (*names, *texts), (said,)),
        Source("months", _PERIOD, Rows(lambda: _periods(settings, 1))),
        Source("quarters", _PERIOD, Rows(lambda: _periods(settings, 3))),
        Source("fiscal_years", _PERIOD, Rows(lambda: _periods(settings, 12))),
        Source("days", _DAY, Rows(lambda: _days(settings))),
    )


def _first(settings: Settings) -> date:
    """The first day of the first fiscal year in the tables."""
    as_of, start = settings.as_of, settings.fiscal_year_start
    return date(as_of.year - YEARS - (as_of.month < start), start, 1)


def _periods(settings: Settings, length: int) -> Iterator[tuple[Any, ...]]:
    first = _first(settings)
    number = 0
    while first <= settings.as_of:
        after = _later(first, length)
        year = _first(settings).year + number * length // 12
        word = {1: f"{first:%Y-%m}", 3: f"FY{year} Q{number % 4 + 1}", 12: f"FY{year}"}[length]
        yield word, first, after - timedelta(days=1), after <= settings.as_of
        first, number = after, number + 1


def _later(first: date, months: int) -> date:
    month = first.month - 1 + months
    return date(first.year + month // 12, month % 12 + 1, 1)


def _days(settings: Settings) -> Iterator[tuple[Any, ...]]:
    """Business days of the country; days on which the company alone is closed are among them."""
    workdays = Workdays(settings.country)
    day, last = _first(settings), settings.as_of + timedelta(days=366)
    while day <= last:
        yield day, f"{day:%Y-%m}", workdays.is_open(day)
        day += timedelta(days=1)

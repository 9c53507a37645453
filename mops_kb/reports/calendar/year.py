"""The year at a glance: twelve small months on one sheet, with how much takes place on which day and of what sort."""

from calendar import Calendar
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import get_args

from mops_kb.model.catalog import Catalog
from mops_kb.model.category import Category
from mops_kb.model.settings import Settings
from mops_kb.model.workdays import holidays
from mops_kb.reports.calendar.entries import Entry, bounds, entries, fiscal_year, touches
from mops_kb.reports.calendar.months import Span, later, month, months_of

_A_WHILE = 7
"""What takes more days than this is a line below its days and no mark on them."""
_MOST = 3


@dataclass(frozen=True, slots=True)
class SmallDay:
    """`count` takes place on it; `is_within` something that takes a while."""

    day: int
    count: int
    is_within: bool
    is_off: bool
    is_today: bool

    @property
    def looks(self) -> str:
        """The classes of its cell."""
        names = {
            f"mk-small__{min(self.count, _MOST)}": self.count > 0,
            "mk-small__within": self.is_within,
            "mk-small__off": self.is_off,
            "mk-small__today": self.is_today,
        }
        return " ".join(name for name, holds in names.items() if holds)


@dataclass(frozen=True)
class SmallMonth:
    """`by_category` counts what touches it, `vague` how much of that has no day; `is_drawn`: there is a large one."""

    first: date
    weeks: tuple[tuple[SmallDay | None, ...], ...]
    by_category: tuple[tuple[str, int], ...]
    count: int
    vague: int
    is_drawn: bool


@dataclass(frozen=True)
class Year:
    """`long` is what has no month but falls into it."""

    number: int
    months: tuple[SmallMonth, ...]
    long: tuple[Entry, ...]
    count: int


def years(catalog: Catalog, settings: Settings) -> tuple[Year, ...]:
    """The fiscal year of as_of, and the next one where something stands there; without what is cancelled."""
    found = catalog.once(entries, settings)
    live = [entry for entry in found.entries if entry.is_live and entry.span]
    this = fiscal_year(settings.as_of, settings.fiscal_year_start)
    firsts = [this, *([later(this, 12)] if _stands(live, later(this, 12)) else [])]
    exact, within = _days(live, bounds(settings))
    return tuple(_year(first, live, exact, within, found.window, settings) for first in firsts)


def _stands(live: Sequence[Entry], first: date) -> bool:
    """Something that does not merely recur without an end."""
    return any(touches(span, first, _end(first)) for entry in live if not entry.recurs for span in entry.stretches)


def _end(first: date) -> date:
    return later(first, 12) - timedelta(days=1)


def _days(live: Sequence[Entry], limits: Span) -> tuple[Mapping[date, int], set[date]]:
    """How much is on each day, and the days within something that takes a while."""
    exact: Counter[date] = Counter()
    within: set[date] = set()
    for entry in live:
        for run in entry.runs:
            if run[0] == run[1]:
                exact[run[0]] += 1
                continue
            first, last = max(run[0], limits[0]), min(run[1], limits[1])
            days = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
            if (run[1] - run[0]).days >= _A_WHILE:
                within.update(days)
            else:
                exact.update(days)
    return exact, within


def _year(
    first: date, live: Sequence[Entry], exact: Mapping[date, int], within: set[date], window: Span, settings: Settings
) -> Year:
    span = first, _end(first)
    inside = [entry for entry in live if any(touches(one, *span) for one in entry.stretches)]
    months: dict[date, list[Entry]] = defaultdict(list)
    for entry in inside:
        for month_first in _months(entry, span):
            months[month_first].append(entry)
    return Year(
        first.year,
        tuple(_month(one, months.get(one, ()), exact, within, window, settings) for one in months_of(span)),
        tuple(entry for entry in inside if entry.sort == "long"),
        len(inside),
    )


def _months(entry: Entry, year: Span) -> set[date]:
    spans = entry.stretches if entry.sort in ("exact", "vague") else ()
    return {
        first
        for span in spans
        if touches(span, *year)
        for first in months_of((max(span[0], year[0]), min(span[1], year[1])))
    }


def _month(
    first: date,
    those: Sequence[Entry],
    exact: Mapping[date, int],
    within: set[date],
    window: Span,
    settings: Settings,
) -> SmallMonth:
    off = holidays(settings.country, first.year)
    weeks = tuple(
        tuple(
            SmallDay(
                day.day,
                exact.get(day, 0),
                day in within,
                day in off or day.isoweekday() == 7,
                day == settings.as_of,
            )
            if day.month == first.month
            else None
            for day in week
        )
        for week in Calendar(firstweekday=6).monthdatescalendar(first.year, first.month)
    )
    categories = Counter(entry.event.category for entry in those)
    return SmallMonth(
        first,
        weeks,
        tuple((category, categories[category]) for category in get_args(Category) if category in categories),
        len(those),
        sum(1 for entry in those if entry.sort == "vague"),
        touches(window, *month(first)),
    )

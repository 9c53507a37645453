"""Month grids: weeks of days from Sunday with what takes place on each and what closes it, and what has no day."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from mops_kb.model.catalog import Catalog
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text
from mops_kb.model.workdays import holidays
from mops_kb.reports.calendar.entries import Entries, Entry, entries
from mops_kb.reports.calendar.layers import Layered, LayerMonth, by_month, closed
from mops_kb.reports.calendar.months import Span, month, months_of

_NAMED_DAILY = 7
"""What takes more days than this in one stretch is named on its first day, on Sundays and on the first of a month."""


class Shown(NamedTuple):
    """An entry on a day; `goes_on` says that it was named before."""

    entry: Entry
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    is_today: bool
    holiday: Text | None
    closed: tuple[Layered, ...]
    closes: tuple[Layered, ...]
    """Of the blackouts on it, those that are named here."""
    shown: Sequence[Shown]

    @property
    def is_marked(self) -> bool:
        """Whether something is said of it."""
        return bool(self.holiday or self.closes) or any(not shown.goes_on for shown in self.shown)

    @property
    def looks(self) -> str:
        """The classes of its cell."""
        weekday = self.day.isoweekday() % 7
        names = {
            "empty": not self.is_marked,
            "off": weekday == 0 or bool(self.holiday),
            "sat": weekday == 6 and not self.holiday,
            "today": self.is_today,
            "closed": bool(self.closed),
        }
        return " ".join(f"mk-grid__{name}" for name, holds in names.items() if holds)


@dataclass(frozen=True)
class Month:
    """Weeks of seven days, those of its neighbours None; `vague` are the entries that may fall into it."""

    first: date
    weeks: tuple[tuple[Day | None, ...], ...]
    vague: tuple[Entry, ...]
    count: int
    is_current: bool
    layers: LayerMonth | None

    @property
    def days(self) -> Iterator[Day]:
        return (day for week in self.weeks for day in week if day)


def grids(catalog: Catalog, settings: Settings) -> tuple[Month, ...]:
    """All months of the window."""
    found = catalog.once(entries, settings)
    exact, shut, layers = _by_day(found), closed(catalog, settings), by_month(catalog, settings)
    vague: dict[date, list[Entry]] = defaultdict(list)
    for entry in found.entries:
        if entry.sort == "vague" and entry.span:
            for first in months_of(entry.span):
                vague[first].append(entry)
    return tuple(
        _grid(first, exact, shut, vague.get(first, ()), layers.get(first), settings)
        for first in months_of(found.window)
    )


def _by_day(found: Entries) -> Mapping[date, Sequence[Shown]]:
    days: dict[date, list[Shown]] = defaultdict(list)
    for entry in found.entries:
        for run in entry.runs:
            for day in _days(run, found.window):
                days[day].append(Shown(entry, _goes_on(day, run)))
    return days


def _days(run: Span, window: Span) -> Iterator[date]:
    first, last = max(run[0], window[0]), min(run[1], window[1])
    return (first + timedelta(days=offset) for offset in range((last - first).days + 1))


def _goes_on(day: date, run: Span) -> bool:
    return (run[1] - run[0]).days >= _NAMED_DAILY and not _is_named_again(day) and day != run[0]


def _is_named_again(day: date) -> bool:
    return day.day == 1 or day.isoweekday() == 7


def _grid(
    first: date,
    exact: Mapping[date, Sequence[Shown]],
    shut: Mapping[date, tuple[Layered, ...]],
    vague: Sequence[Entry],
    layers: LayerMonth | None,
    settings: Settings,
) -> Month:
    off = holidays(settings.country, first.year)

    def drawn(day: date) -> Day:
        there = shut.get(day, ())
        before = () if _is_named_again(day) else shut.get(day - timedelta(days=1), ())
        named = tuple(one for one in there if one not in before)
        return Day(day, day == settings.as_of, off.get(day), there, named, exact.get(day, ()))

    weeks = tuple(
        tuple(drawn(day) if day.month == first.month else None for day in week)
        for week in Calendar(firstweekday=6).monthdatescalendar(first.year, first.month)
    )
    seen = {shown.entry.event.id for week in weeks for day in week if day for shown in day.shown}
    is_current = month(first)[0] <= settings.as_of <= month(first)[1]
    return Month(first, weeks, tuple(vague), len(seen) + len(vague), is_current, layers)

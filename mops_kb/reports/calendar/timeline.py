"""The timeline: for each fiscal quarter a table, teams down and weeks across, each entry a bar over its weeks."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text
from mops_kb.reports.calendar.entries import Choice, Entry, bounds, entries, touches
from mops_kb.reports.calendar.months import Quarter, Span, quarters_of

_WEEK = timedelta(days=7)
_ROOM = 4
"""The words of an entry take so many weeks at least."""


@dataclass(frozen=True)
class Bar:
    """`column` is the first of the quarter's `weeks` that it touches, counted from 1; `times` is how often it does."""

    entry: Entry
    column: int
    columns: int
    weeks: int
    starts_before: bool
    ends_after: bool
    times: int

    @property
    def place(self) -> str:
        """The classes of the weeks that it has room in: a short one has more than it touches, for its words."""
        room = min(max(self.columns, _ROOM), self.weeks)
        return f"mk-from-{min(self.column, self.weeks - room + 1)} mk-for-{room}"

    @property
    def looks(self) -> str:
        """The classes that say which of these weeks it touches and how sure it is."""
        before = max(self.column - (self.weeks - _ROOM + 1), 0)
        names = {
            f"mk-at-{before}": before > 0,
            f"mk-on-{self.columns}": self.columns < _ROOM,
            "mk-bar--vague": self.entry.sort != "exact",
            "mk-bar--recurs": self.entry.recurs,
            "mk-bar--before": self.starts_before,
            "mk-bar--after": self.ends_after,
        }
        return " ".join(["mk-bar", *(name for name, holds in names.items() if holds)])


@dataclass(frozen=True)
class Lane:
    """What one team does; `team` is None and `title` the key of a label where none is named."""

    team: Entity | None
    title: Text | str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class QuarterTable:
    """`weeks` are the first days of its columns: that of the quarter, then Sundays."""

    quarter: Quarter
    span: Span
    weeks: tuple[date, ...]
    lanes: tuple[Lane, ...]
    count: int
    is_current: bool


@dataclass(frozen=True)
class Timeline:
    quarters: tuple[QuarterTable, ...]
    undecided: tuple[Entry, ...]


def timeline(catalog: Catalog, settings: Settings) -> Timeline:
    """The quarters of this fiscal year, and those of the years beside it in which something stands."""
    found = catalog.once(entries, settings)
    start = settings.fiscal_year_start
    today, limits = Quarter.of(settings.as_of, start), bounds(settings)
    drawn = {*quarters_of(found.window, start), *(Quarter(today.year, number) for number in range(1, 5))}
    bars: dict[Quarter, dict[str, list[Bar]]] = defaultdict(lambda: defaultdict(list))
    for entry in found.entries:
        for quarter, runs in _by_quarter(entry, limits, start).items():
            if quarter in drawn or not entry.recurs:
                bars[quarter][entry.values["team"][0]].append(_bar(entry, runs, quarter.span(start)))
    teams = found.dimension("team").choices
    return Timeline(
        tuple(_table(quarter, bars.get(quarter, {}), teams, today, start) for quarter in sorted({*drawn, *bars})),
        tuple(entry for entry in found.entries if entry.sort == "undecided"),
    )


def _by_quarter(entry: Entry, limits: Span, start: int) -> Mapping[Quarter, list[Span]]:
    inside: dict[Quarter, list[Span]] = defaultdict(list)
    for run in entry.stretches:
        if touches(run, *limits):
            for quarter in quarters_of((max(run[0], limits[0]), min(run[1], limits[1])), start):
                inside[quarter].append(run)
    return inside


def _bar(entry: Entry, runs: Sequence[Span], quarter: Span) -> Bar:
    """From the first to the last of its days in the quarter."""
    begins, ends = min(run[0] for run in runs), max(run[1] for run in runs)
    column = _column(max(begins, quarter[0]), quarter[0])
    columns = _column(min(ends, quarter[1]), quarter[0]) - column + 1
    weeks = _column(quarter[1], quarter[0])
    return Bar(entry, column, columns, weeks, begins < quarter[0], ends > quarter[1], len(runs))


def _sunday(day: date) -> date:
    return day - timedelta(days=day.isoweekday() % 7)


def _column(day: date, first: date) -> int:
    return (day - _sunday(first)).days // 7 + 1


def _weeks(span: Span) -> tuple[date, ...]:
    count = _column(span[1], span[0])
    return (span[0], *(_sunday(span[0]) + _WEEK * number for number in range(1, count)))


def _table(
    quarter: Quarter, bars: dict[str, list[Bar]], teams: Sequence[Choice], today: Quarter, start: int
) -> QuarterTable:
    span = quarter.span(start)
    lanes = []
    for choice in teams:
        if those := bars.get(choice.value):
            ordered = sorted(those, key=lambda bar: (bar.column, -bar.columns))
            lanes.append(Lane(those[0].entry.team, choice.title, tuple(ordered)))
    count = sum(len(lane.bars) for lane in lanes)
    return QuarterTable(quarter, span, _weeks(span), tuple(lanes), count, quarter == today)

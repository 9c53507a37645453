"""The agenda: all entries in their order, month by month, then what has no month."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from mops_kb.model.catalog import Catalog
from mops_kb.model.settings import Settings
from mops_kb.reports.calendar.entries import Entry, entries, touches
from mops_kb.reports.calendar.months import Span
from mops_kb.reports.calendar.overview import Undecided, undecided


@dataclass(frozen=True)
class Row:
    """`days` are those in the month of what recurs, which stands in each month once."""

    entry: Entry
    days: tuple[date, ...] = ()


@dataclass(frozen=True)
class AgendaMonth:
    """What begins in it, or may begin: what has a day first, by the day."""

    first: date
    rows: tuple[Row, ...]
    is_current: bool


@dataclass(frozen=True)
class Agenda:
    """`long` are quarters, halves and years."""

    months: tuple[AgendaMonth, ...]
    long: tuple[Entry, ...]
    undecided: tuple[Undecided, ...]
    count: int


def agenda(catalog: Catalog, settings: Settings) -> Agenda:
    found, window = catalog.once(entries, settings).entries, catalog.once(entries, settings).window
    months: dict[date, list[tuple[tuple[bool, date], Row]]] = defaultdict(list)
    for entry in found:
        for first, days in _begins(entry, window).items():
            row = Row(entry, tuple(days) if entry.recurs else ())
            months[first].append(((entry.sort != "exact", days[0]), row))
    today = settings.as_of.replace(day=1)
    return Agenda(
        tuple(
            AgendaMonth(first, tuple(row for _, row in sorted(rows, key=lambda one: one[0])), first == today)
            for first, rows in sorted(months.items())
        ),
        tuple(entry for entry in found if entry.sort == "long"),
        undecided(found, settings.as_of),
        len(found),
    )


def _begins(entry: Entry, window: Span) -> dict[date, list[date]]:
    """By month, the days on which it begins, or may; what recurs goes on as far as months are drawn."""
    months: dict[date, list[date]] = defaultdict(list)
    if entry.sort in ("exact", "vague"):
        spans = entry.stretches
        if entry.recurs:
            spans = tuple(span for span in spans if touches(span, *window)) or spans[:1]
        for first, _ in spans:
            months[first.replace(day=1)].append(first)
    return months

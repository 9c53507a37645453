"""What the marketing calendar shows: what is coming, month grids with holidays, and one page an event."""

from calendar import Calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from mops_kb.kinds.event.model import Event
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text
from mops_kb.model.workdays import holidays

UPCOMING = timedelta(days=42)
Span = tuple[date, date]


@dataclass(frozen=True)
class EventView:
    """`days_to_go` counts from as_of to the first day: 0 today, negative when past; None without an exact day."""

    event: Event
    span: Span | None
    team: Record | None
    playbook: Record | None
    goals: tuple[Record, ...]
    tools: tuple[Record, ...]
    people: tuple[Record, ...]
    days_to_go: int | None


@dataclass(frozen=True)
class Day:
    day: date
    inside: bool
    holiday: Text | None
    is_today: bool
    events: tuple[EventView, ...]


@dataclass(frozen=True)
class Month:
    """One grid: weeks of seven days from Sunday, and the entries of the month that have no exact day."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]
    vague: tuple[EventView, ...]
    count: int
    is_current: bool


@dataclass(frozen=True)
class CalendarView:
    """`coming` are the next six weeks, `later` what stands in no grid: quarters, years, to be decided, far away."""

    coming: tuple[EventView, ...]
    months: tuple[Month, ...]
    later: tuple[EventView, ...]
    count: int
    by_status: tuple[tuple[str, int], ...]
    budget: Decimal
    spent: Decimal
    until: date


def page(event: Event, catalog: Catalog, settings: Settings) -> EventView:
    span = event.when.span(settings.fiscal_year_start)
    return EventView(
        event,
        span,
        next(iter(catalog.follow(event, "team")), None),
        next(iter(catalog.follow(event, "playbook")), None),
        catalog.follow(event, "goals"),
        catalog.follow(event, "tools"),
        catalog.follow(event, "people"),
        (span[0] - settings.as_of).days if span and event.when.is_exact else None,
    )


def index(catalog: Catalog, settings: Settings) -> CalendarView:
    views = [page(event, catalog, settings) for event in catalog.of(Event)]
    live = [view for view in views if view.event.status != "cancelled"]
    until = settings.as_of + UPCOMING
    window = _window(views, settings)
    statuses = [view.event.status for view in views]
    return CalendarView(
        tuple(view for view in live if _touches(view, settings.as_of, until) and not _is_long(view)),
        _months(views, window, settings),
        tuple(view for view in views if not _is_drawn(view, window)),
        len(views),
        tuple((status, statuses.count(status)) for status in dict.fromkeys(statuses)),
        sum((view.event.budget or Decimal(0) for view in live), Decimal(0)),
        sum((view.event.spent or Decimal(0) for view in views), Decimal(0)),
        until,
    )


def _touches(view: EventView, first: date, last: date) -> bool:
    return view.span is not None and view.span[0] <= last and first <= view.span[1]


def _is_long(view: EventView) -> bool:
    return view.event.when.precision in ("quarter", "half", "year")


def _window(views: list[EventView], settings: Settings) -> Span:
    """The months that are drawn: the fiscal year of as_of, a year before and after it where something stands there."""
    start = fiscal_year(settings.as_of, settings.fiscal_year_start)
    starts = [view.span[0] for view in views if view.span and not _is_long(view)]
    ends = [view.span[1] for view in views if view.span and not _is_long(view)]
    first = max(min([*starts, start]), _later(start, -12))
    last = min(max([*ends, _later(start, 11)]), _later(start, 23))
    return first.replace(day=1), _later(last.replace(day=1), 1) - timedelta(days=1)


def _is_drawn(view: EventView, window: Span) -> bool:
    return not _is_long(view) and _touches(view, *window)


def _months(views: list[EventView], window: Span, settings: Settings) -> tuple[Month, ...]:
    exact: dict[date, list[EventView]] = defaultdict(list)
    vague: dict[date, list[EventView]] = defaultdict(list)
    for view in views:
        if not view.span or not _is_drawn(view, window):
            continue
        if view.event.when.is_exact:
            first, last = max(view.span[0], window[0]), min(view.span[1], window[1])
            for offset in range((last - first).days + 1):
                exact[first + timedelta(days=offset)].append(view)
        else:
            vague[view.span[0].replace(day=1)].append(view)
    months = []
    first = window[0]
    while first <= window[1]:
        months.append(_month(first, exact, vague[first], settings))
        first = _later(first, 1)
    return tuple(months)


def _month(first: date, exact: dict[date, list[EventView]], vague: list[EventView], settings: Settings) -> Month:
    off = holidays(settings.country, first.year)
    weeks = tuple(
        tuple(
            Day(
                day,
                inside=day.month == first.month,
                holiday=off.get(day) if day.month == first.month else None,
                is_today=day == settings.as_of,
                events=tuple(exact.get(day, ())) if day.month == first.month else (),
            )
            for day in week
        )
        for week in Calendar(firstweekday=6).monthdatescalendar(first.year, first.month)
    )
    seen = {view.event.id for week in weeks for day in week for view in day.events}
    is_current = (first.year, first.month) == (settings.as_of.year, settings.as_of.month)
    return Month(first, weeks, tuple(vague), len(seen) + len(vague), is_current)


def fiscal_year(day: date, start: int) -> date:
    """The first day of the fiscal year that a day is in."""
    return date(day.year if day.month >= start else day.year - 1, start, 1)


def _later(first: date, months: int) -> date:
    month = first.month - 1 + months
    return date(first.year + month // 12, month % 12 + 1, 1)


def by_date(entity: Entity, settings: Settings) -> tuple[date, int]:
    """Events are listed by date."""
    assert isinstance(entity, Event)
    return entity.when.order(settings.fiscal_year_start)

"""The entries of the calendar, each worked out once for all views: its days, its team, by what one filters it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from mops_kb.kinds.event.model import Event, Status
from mops_kb.model.catalog import Catalog
from mops_kb.model.category import Category
from mops_kb.model.entity import Entity
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text
from mops_kb.model.when import Occurrence, When
from mops_kb.reports.calendar.months import Span, later, month, months_of

Sort = Literal["exact", "vague", "long", "undecided"]
UPCOMING = timedelta(days=42)
CHANNELS = ("email", "web", "ads", "social", "offline", "partner", "phone")
"""Those that have a name; what else people write comes after them."""
_MOST_MONTHS = 3
"""An imprecise date over more months than this stands in none of them."""


@dataclass(frozen=True, eq=False)
class Entry:
    """`runs` are its days as far as they are known exactly and not too far away, `span` is all that it may touch.

    `values` say, by dimension, what one filters it by; `key` says the same in numbers: `0.3` is the fourth choice of
    the first dimension.
    """

    event: Event
    team: Entity | None
    sort: Sort
    span: Span | None
    runs: tuple[Span, ...]
    values: Mapping[str, tuple[str, ...]]
    key: str

    @property
    def is_live(self) -> bool:
        return self.event.status != "cancelled"

    @property
    def recurs(self) -> bool:
        return self.event.when.precision == "recurring"

    @property
    def stretches(self) -> tuple[Span, ...]:
        """Its days, or those on which it may be; of what recurs far away the first day."""
        if self.runs or not self.span:
            return self.runs
        return ((self.span[0], self.span[0]),) if self.recurs else (self.span,)


@dataclass(frozen=True)
class Coming:
    """An entry, and the day on which it begins, or may begin; of what recurs the next time."""

    entry: Entry
    day: date


@dataclass(frozen=True)
class Choice:
    """One value of a dimension and how many entries have it; `title` is a text, or the key of a label."""

    value: str
    title: Text | str
    count: int


@dataclass(frozen=True)
class Dimension:
    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Entries:
    """All in their order by date. `window` are the months that are drawn."""

    entries: tuple[Entry, ...]
    dimensions: tuple[Dimension, ...]
    window: Span

    def dimension(self, name: str) -> Dimension:
        return next(one for one in self.dimensions if one.name == name)


def entries(catalog: Catalog, settings: Settings) -> Entries:
    """For `catalog.once`."""
    events = catalog.of(Event)
    teams = {event.id: _team(event, catalog) for event in events}
    values = {event.id: _values(event, teams[event.id]) for event in events}
    dimensions = tuple(Dimension(name, order(values, catalog)) for name, order in _DIMENSIONS.items())
    numbers = {
        (dimension.name, choice.value): f"{place}.{rank}"
        for place, dimension in enumerate(dimensions)
        for rank, choice in enumerate(dimension.choices)
    }
    start = settings.fiscal_year_start
    spans = {event.id: event.when.span(start) for event in events}
    sorts = {event.id: _sort(event.when, spans[event.id]) for event in events}
    window = _window((_drawn(event.when, spans[event.id], sorts[event.id]) for event in events), settings)
    return Entries(
        tuple(
            Entry(
                event,
                teams[event.id],
                sorts[event.id],
                spans[event.id],
                happenings(event.when, bounds(settings), settings),
                values[event.id],
                " ".join(numbers[name, value] for name, those in values[event.id].items() for value in those),
            )
            for event in events
        ),
        dimensions,
        window,
    )


def happenings(when: When, span: Span, settings: Settings) -> tuple[Span, ...]:
    """The days that are known exactly, as the site's time zone counts them, as far as they touch these."""
    occurrences = when.occurrences(*span, settings.fiscal_year_start)
    return tuple(_here(one, when.zone, settings) for one in occurrences if one.exact)


def _here(one: Occurrence, zone: str | None, settings: Settings) -> Span:
    if not zone or not one.start or zone == settings.time_zone:
        return one.first, one.last
    here = ZoneInfo(settings.time_zone)
    first, last = (
        moment.replace(tzinfo=ZoneInfo(zone)).astimezone(here).date() for moment in (one.start, one.end or one.start)
    )
    return first, last


def coming(catalog: Catalog, settings: Settings) -> tuple[Coming, ...]:
    """What takes place, or may, in the next six weeks; a quarter would be there for months. For `catalog.once`."""
    first, last = settings.as_of, settings.as_of + UPCOMING
    found = []
    for entry in catalog.once(entries, settings).entries:
        spans = [span for span in entry.stretches if touches(span, first, last)]
        if spans and entry.is_live and entry.sort in ("exact", "vague"):
            found.append(Coming(entry, spans[0][0]))
    return tuple(sorted(found, key=lambda one: one.day))


def touches(span: Span, first: date, last: date) -> bool:
    return span[0] <= last and first <= span[1]


def _sort(when: When, span: Span | None) -> Sort:
    if span is None:
        return "undecided"
    if when.is_exact or when.precision == "recurring":
        return "exact"
    is_long = when.precision in ("quarter", "half", "year") or len(months_of(span)) > _MOST_MONTHS
    return "long" if is_long else "vague"


def _drawn(when: When, span: Span | None, sort: Sort) -> Span | None:
    """What wants its months drawn; what recurs, which may have neither end nor a near beginning, wants none."""
    if when.precision == "recurring":
        return None
    return span if sort in ("exact", "vague") else None


def _window(spans: Iterable[Span | None], settings: Settings) -> Span:
    """The fiscal year of as_of, and a year before and after it as far as something stands there."""
    start = fiscal_year(settings.as_of, settings.fiscal_year_start)
    limits = bounds(settings)
    found = [span for span in spans if span and touches(span, *limits)]
    first = max(min([start, *(span[0] for span in found)]), limits[0])
    last = min(max([later(start, 11), *(span[1] for span in found)]), limits[1])
    return first.replace(day=1), month(last.replace(day=1))[1]


def bounds(settings: Settings) -> Span:
    """Nothing is drawn beyond: the fiscal years before and after that of as_of, and that year."""
    start = fiscal_year(settings.as_of, settings.fiscal_year_start)
    return later(start, -12), later(start, 24) - timedelta(days=1)


def fiscal_year(day: date, start: int) -> date:
    """The first day of the fiscal year that a day is in."""
    return date(day.year if day.month >= start else day.year - 1, start, 1)


def _team(event: Event, catalog: Catalog) -> Entity | None:
    return next((team for team in catalog.follow(event, "team") if isinstance(team, Entity)), None)


def _values(event: Event, team: Entity | None) -> dict[str, tuple[str, ...]]:
    """Of what is not said, and of a team that is not shown, the empty one."""
    return {
        "team": (team.id if team else "",),
        "channel": event.channel or ("",),
        "category": (event.category,),
        "region": (event.region or "",),
        "product": (event.product or "",),
        "status": (event.status,),
    }


_Values = Mapping[str, Mapping[str, tuple[str, ...]]]


def _counted(name: str, values: _Values) -> Counter[str]:
    return Counter(value for those in values.values() for value in dict.fromkeys(those[name]))


def _teams(values: _Values, catalog: Catalog) -> tuple[Choice, ...]:
    found = _counted("team", values)
    titles = {team.id: team.title for team in catalog.named("team") if isinstance(team, Entity)}
    return tuple(Choice(id, titles.get(id, "calendar.none"), found[id]) for id in [*titles, ""] if id in found)


def _of(name: str, known: tuple[str, ...], prefix: str) -> Callable[[_Values, Catalog], tuple[Choice, ...]]:
    """Those that have a name in its order, then what people wrote by how often, then nothing."""

    def choices(values: _Values, _: Catalog) -> tuple[Choice, ...]:
        found = _counted(name, values)
        own = sorted(
            (value for value in found if value and value not in known), key=lambda value: (-found[value], value)
        )
        named = [Choice(value, f"{prefix}{value}", found[value]) for value in known if value in found]
        written = [Choice(value, Text.of(value), found[value]) for value in own]
        return (*named, *written, *([Choice("", "calendar.none", found[""])] if found[""] else ()))

    return choices


_DIMENSIONS: Mapping[str, Callable[[_Values, Catalog], tuple[Choice, ...]]] = {
    "team": _teams,
    "channel": _of("channel", CHANNELS, "channel."),
    "category": _of("category", get_args(Category), "event.category."),
    "region": _of("region", (), ""),
    "product": _of("product", (), ""),
    "status": _of("status", get_args(Status), "event.status."),
}
DIMENSIONS = tuple(_DIMENSIONS)

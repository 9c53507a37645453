"""The feeds of the marketing calendar: all events whose days are known, and those of each team, channel and category.

What has no exact day stands in no feed: a calendar program could only show it on a day that nobody has named. What is
cancelled stays, and says so: those who subscribe would else look for it in vain.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from mops_kb.kinds.event.model import Event
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.feed import Entry, Feed
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text
from mops_kb.model.values import id_of
from mops_kb.model.when.said import LAST_DAY

FOLDER = "calendar/"
PATH = f"{FOLDER}all.ics"
CHANNELS = ("email", "web", "ads", "social", "offline", "partner", "phone")
"""Those that have a label; others are shown as they were written."""
_STATUSES: Mapping[str, Literal["CONFIRMED", "CANCELLED"]] = {
    "cancelled": "CANCELLED",
    "confirmed": "CONFIRMED",
    "done": "CONFIRMED",
}
_UNKNOWN = date(2000, 1, 1)
"""In place of the day of the last change, where a record tells none."""
_DAY = timedelta(days=1)


def feeds(catalog: Catalog, settings: Settings) -> Iterator[Feed]:
    """All events first, then those of each team, channel and category, each in the order of the calendar."""
    entries = catalog.once(_entries, settings)
    yield Feed(PATH, "feeds.calendar-all", tuple(entries.values()))
    by_team: dict[str, list[Entry]] = defaultdict(list)
    by_channel: dict[str, list[Entry]] = defaultdict(list)
    by_category: dict[str, list[Entry]] = defaultdict(list)
    for event in catalog.of(Event):
        if one := entries.get(event.id):
            by_category[event.category].append(one)
            for channel in dict.fromkeys(event.channel):
                by_channel[channel].append(one)
            if event.team:
                by_team[event.team].append(one)
    for team in catalog.named("team"):
        if isinstance(team, Entity) and team.id in by_team:
            yield Feed(f"{FOLDER}team-{team.id}.ics", "feeds.calendar-team", tuple(by_team[team.id]), team.title)
    for channel in sorted(by_channel, key=_rank):
        name = f"channel.{channel}" if channel in CHANNELS else Text.of(channel)
        path = f"{FOLDER}channel-{id_of(channel)}.ics"
        yield Feed(path, "feeds.calendar-channel", tuple(by_channel[channel]), name)
    for category in sorted(by_category):
        path = f"{FOLDER}category-{category}.ics"
        yield Feed(path, "feeds.calendar-category", tuple(by_category[category]), f"event.category.{category}")


def vague(catalog: Catalog, settings: Settings) -> int:
    """How many events, of those that are not over, are in no feed because their day is not known."""
    entries = catalog.once(_entries, settings)
    return sum(1 for event in catalog.of(Event) if event.id not in entries and not event.is_over)


def entry(event: Event, settings: Settings) -> Entry | None:
    """As it stands in a calendar; None where its day is not known."""
    times = _times(event, settings)
    return times and Entry(
        uid=f"event:{event.id}",
        title=event.title,
        entity=event,
        start=times.start,
        end=times.end,
        stamp=event.changed_on or event.reviewed_on or _UNKNOWN,
        rule=times.rule,
        summary=event.summary,
        place=event.place,
        zone=event.when.zone,
        until=times.until,
        exceptions=event.when.exceptions,
        status=_STATUSES.get(event.status, "TENTATIVE"),
        category=f"event.category.{event.category}",
        link=event.landing_page,
    )


class _Times(NamedTuple):
    """When an entry begins and ends, the first time that it happens; an `end` in days is the day after."""

    start: date | datetime
    end: date | datetime
    rule: str | None = None
    until: date | None = None


def _times(event: Event, settings: Settings) -> _Times | None:
    when = event.when
    span = when.span(settings.fiscal_year_start)
    if span is None:
        return None
    first, last = span
    start, end = (when.start, when.end) if when.start else _clock(event.time)
    if when.precision == "moment" and start:
        return _Times(datetime.combine(first, start), datetime.combine(last, end or start))
    if when.precision == "recurring":
        return _Times(*_once(first, start, end), when.rule, last if last < LAST_DAY else None)
    if when.precision == "day":
        return _Times(*_once(first, start, end))
    if when.precision == "range" and start and end:  # from ten to six on each of its days
        return _Times(*_once(first, start, end), f"FREQ=DAILY;COUNT={(last - first).days + 1}")
    return _Times(first, last + _DAY) if when.precision == "range" else None


def _once(day: date, start: time | None, end: time | None) -> tuple[date | datetime, date | datetime]:
    """From then to then, perhaps over midnight; the whole day where there is no time."""
    if start is None:
        return day, day + _DAY
    begins, ends = datetime.combine(day, start), datetime.combine(day, end or start)
    return begins, ends if ends >= begins else ends + _DAY


def _clock(written: str | None) -> tuple[time | None, time | None]:
    start, _, end = (written or "").partition("-")
    return time.fromisoformat(start) if start else None, time.fromisoformat(end) if end else None


def _entries(catalog: Catalog, settings: Settings) -> Mapping[str, Entry]:
    """By the id of the event, in the order of the calendar."""
    return {event.id: made for event in catalog.of(Event) if (made := entry(event, settings))}


def _rank(channel: str) -> tuple[int, str]:
    """Those with a label in the order in which the guide names them, then the others."""
    return (CHANNELS.index(channel), "") if channel in CHANNELS else (len(CHANNELS), channel)

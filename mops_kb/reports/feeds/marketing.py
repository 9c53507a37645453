"""The feeds of the marketing calendar: all events whose days are known, and those of each team, channel and category.

What has no exact day stands in no feed: a calendar program could only show it on a day that nobody has named. What is
cancelled stays, and says so: those who subscribe would else look for it in vain.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from mops_kb.kinds.event.model import Event
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.feed import Entry, Feed
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text
from mops_kb.model.values import id_of
from mops_kb.model.when import When
from mops_kb.model.when.said import LAST_DAY

PATH = "calendar/all.ics"
CHANNELS = ("email", "web", "ads", "social", "offline", "partner", "phone")
"""Those that have a label; others are shown as they were written."""
_STATUSES: Mapping[str, str] = {"cancelled": "CANCELLED", "confirmed": "CONFIRMED", "done": "CONFIRMED"}
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
            yield Feed(f"calendar/team-{team.id}.ics", "feeds.calendar-team", tuple(by_team[team.id]), team.title)
    for channel in sorted(by_channel, key=_rank):
        name = f"channel.{channel}" if channel in CHANNELS else Text.of(channel)
        path = f"calendar/channel-{id_of(channel)}.ics"
        yield Feed(path, "feeds.calendar-channel", tuple(by_channel[channel]), name)
    for category in sorted(by_category):
        path = f"calendar/category-{category}.ics"
        yield Feed(path, "feeds.calendar-category", tuple(by_category[category]), f"event.category.{category}")


def vague(catalog: Catalog, settings: Settings) -> int:
    """How many events, of those that are not over, are in no feed because their day is not known."""
    entries = catalog.once(_entries, settings)
    return sum(1 for event in catalog.of(Event) if event.id not in entries and not event.is_over)


def entry(event: Event, settings: Settings) -> Entry | None:
    """As it stands in a calendar; None where its day is not known."""
    when = event.when
    span = when.span(settings.fiscal_year_start)
    if not span or not (when.is_exact or when.precision == "recurring"):
        return None
    start, end = _clock(event)
    rule, until, exceptions = _series(when, span[1], is_timed=bool(start and end))
    first, last = span if when.precision == "moment" or not (start or rule) else (span[0], span[0])
    return Entry(
        uid=f"event:{event.id}",
        title=event.title,
        entity=event,
        start=datetime.combine(first, start) if start else first,
        end=_end(first, last, start, end),
        stamp=event.changed_on or event.reviewed_on or _UNKNOWN,
        rule=rule,
        summary=event.summary,
        place=event.place,
        zone=when.zone,
        until=until,
        exceptions=exceptions,
        status=_STATUSES.get(event.status, "TENTATIVE"),
        category=f"event.category.{event.category}",
        link=event.landing_page,
    )

"""Write: a feed as calendar programs read it (RFC 5545)."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Event, Timezone, vRecur

from mops_kb.labels import Labels
from mops_kb.model.address import absolute
from mops_kb.model.feed import Entry, Feed
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text

_PRODUCER = "-//mops-kb//mops-kb//EN"
_END = "END:VCALENDAR\r\n"
_AHEAD = 30
"""Series have no end, descriptions of time zones have one: so many years after the last series begins."""


def ics(feeds: Sequence[Feed], labels: Labels, settings: Settings) -> list[str]:
    """The files' texts, with CRLF; words are in the site's language, times in its zone. An entry that stands in several
    feeds is spelled once."""
    home = _home(settings)
    entries = {entry.uid: entry for feed in feeds for entry in feed.entries}
    events = {uid: _text(_event(entry, home, labels, settings)) for uid, entry in entries.items()}
    return [_calendar(feed, events, labels, settings) for feed in feeds]


def _calendar(feed: Feed, events: Mapping[str, str], labels: Labels, settings: Settings) -> str:
    calendar = Calendar()
    calendar.prodid = _PRODUCER
    calendar.version = "2.0"
    calendar.calendar_name = f"{_title(feed, labels, settings)} – {settings.site_name}"
    for zone in _zones(feed, settings):
        calendar.add_component(zone)
    return "".join([_text(calendar).removesuffix(_END), *(events[entry.uid] for entry in feed.entries), _END])


def _zones(feed: Feed, settings: Settings) -> Sequence[Timezone]:
    """The description of the site's zone, where entries have times of day and it needs one."""
    starts = [entry.start for entry in feed.entries if isinstance(entry.start, datetime)]
    calendar, event = Calendar(), Event()
    if starts:
        event.add("dtstart", _zoned(starts[0], settings))
        calendar.add_component(event)
        last = max(start.year for start in starts) + _AHEAD
        calendar.add_missing_timezones(date(min(start.year for start in starts), 1, 1), date(last, 1, 1))
    zones: Sequence[Timezone] = calendar.timezones
    return zones


def _text(component: Component) -> str:
    spelled: bytes = component.to_ical()
    return spelled.decode()


def _title(feed: Feed, labels: Labels, settings: Settings) -> str:
    return labels(feed.title, of=_line(feed.of, settings)) if feed.of else labels(feed.title)


def _event(entry: Entry, home: str, labels: Labels, settings: Settings) -> Event:
    event = Event()
    url = absolute(entry.entity.path, settings.site_url, settings.directory_urls) if settings.site_url else ""
    title = _line(entry.title, settings)
    description = [_words(entry.summary, settings) if entry.summary else "", url]
    event.add("uid", f"{entry.uid}@{home}")
    event.add("summary", f"{labels(entry.lead)} {title}" if entry.lead else title)
    event.add("dtstart", _zoned(entry.start, settings))
    if entry.end > entry.start:
        event.add("dtend", _zoned(entry.end, settings))
    if entry.rule:
        event.add("rrule", vRecur.from_ical(entry.rule))
    if any(description):
        event.add("description", "\n".join(text for text in description if text))
    if url:
        event.add("url", url)
    if entry.place:
        event.add("location", _line(entry.place, settings))
    if not isinstance(entry.start, datetime):  # who has something to look through that day is free to meet
        event.add("transp", "TRANSPARENT")
    stamp = datetime.combine(entry.stamp, time(), UTC)
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    return event


def _zoned(when: date | datetime, settings: Settings) -> date | datetime:
    return when.replace(tzinfo=ZoneInfo(settings.time_zone)) if isinstance(when, datetime) else when


def _words(text: Text, settings: Settings) -> str:
    return text.words(settings.language, settings.default_language).text


def _line(text: Text, settings: Settings) -> str:
    return " ".join(_words(text, settings).split())


def _home(settings: Settings) -> str:
    """What makes the ids of entries unique in the world: the address of the site, else its name."""
    if settings.site_url:
        return settings.site_url.partition("://")[2].strip("/")
    return re.sub(r"[^a-z0-9]+", "-", settings.site_name.lower()).strip("-") or "mops-kb"

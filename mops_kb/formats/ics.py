"""ICS: a feed as calendar programs read it (RFC 5545)."""

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vRecur

from mops_kb.labels import Labels
from mops_kb.model.address import absolute
from mops_kb.model.feed import Entry, Feed
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text

_PRODUCER = "-//mops-kb//mops-kb//EN"
_AHEAD = 30
"""Series have no end, descriptions of time zones have one: so many years after the last series begins."""


def ics(feed: Feed, labels: Labels, settings: Settings) -> str:
    """The file's text, with CRLF; texts are in the site's language, times in its zone."""
    calendar = Calendar()
    calendar.prodid = _PRODUCER
    calendar.version = "2.0"
    calendar.calendar_name = f"{_title(feed, labels, settings)} – {settings.site_name}"
    home = _home(settings)
    for entry in feed.entries:
        calendar.add_component(_event(entry, home, labels, settings))
    if years := [entry.start.year for entry in feed.entries if isinstance(entry.start, datetime)]:
        calendar.add_missing_timezones(date(min(years), 1, 1), date(max(years) + _AHEAD, 1, 1))
    spelled: bytes = calendar.to_ical()
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

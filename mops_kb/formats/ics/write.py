"""Write: a feed as calendar programs read it (RFC 5545)."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Event, Timezone, vDatetime, vRecur

from mops_kb.kept import NOWHERE, Kept, text_of
from mops_kb.labels import Labels
from mops_kb.model.address import absolute
from mops_kb.model.feed import Entry, Feed
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text

_PRODUCER = "-//mops-kb//mops-kb//EN"
_END = "END:VCALENDAR\r\n"
_WIDTH = 75
_AHEAD = 30
"""Series may have no end, descriptions of time zones have one: so many years after the last entry begins."""
_FIRST_VERSION = date(2000, 1, 1)
"""The days from then to the day of a record's last change are its SEQUENCE: it grows with every change."""


class Said(NamedTuple):
    """An entry in words; all that its text is made of."""

    uid: str
    summary: str
    description: str
    url: str
    location: str
    category: str
    status: str | None
    start: date | datetime
    end: date | datetime
    zone: str
    rule: str | None
    until: date | datetime | None
    exceptions: tuple[date, ...]
    stamp: date


def ics(feeds: Sequence[Feed], labels: Labels, settings: Settings, kept: Kept = NOWHERE) -> list[str]:
    """The files' texts, with CRLF; words are in the site's language. An entry that stands in several feeds is spelled
    once, and one that is the same has been spelled before."""
    home = _home(settings)
    entries = {entry.uid: _said(entry, home, labels, settings) for feed in feeds for entry in feed.entries}
    said = [*entries.values()]
    spelled = kept.each([kept.key(repr(one)) for one in said], lambda place: _text(_event(said[place])), text_of)
    events = dict(zip(entries, spelled, strict=True))
    return [_calendar(feed, events, labels, settings) for feed in feeds]


def _calendar(feed: Feed, events: Mapping[str, str], labels: Labels, settings: Settings) -> str:
    calendar = Calendar()
    calendar.prodid = _PRODUCER
    calendar.version = "2.0"
    calendar.calendar_name = f"{_title(feed, labels, settings)} – {settings.site_name}"
    parts = [_text(calendar).removesuffix(_END), *_zones(feed, settings)]
    return "".join([*parts, *(events[entry.uid] for entry in feed.entries), _END])


def _zones(feed: Feed, settings: Settings) -> list[str]:
    """The descriptions of the time zones in which entries have times of day, where these need one."""
    timed = [entry for entry in feed.entries if isinstance(entry.start, datetime)]
    if not timed:
        return []
    years = [entry.start.year for entry in timed]
    zones = sorted({entry.zone or settings.time_zone for entry in timed} - {"UTC"})
    return [_described(zone, min(years) - 1, max(years) + _AHEAD) for zone in zones]


@cache
def _described(zone: str, first: int, last: int) -> str:
    """From a year before the first entry: Thunderbird passes over the first change of each sort."""
    described = Timezone.from_tzid(zone, first_date=date(first, 1, 1), last_date=date(last, 1, 1))
    for part in described.subcomponents:
        _put_right(part)
    return _text(described)


def _put_right(part: Any) -> None:
    """A change takes place at the time that clocks show before it; where they go forward, the library gives the one
    that they show after it. Each has a line: of several on a line Thunderbird takes the first."""
    gap = max(part.TZOFFSETTO - part.TZOFFSETFROM, timedelta())
    part["DTSTART"].dt -= gap
    if "RDATE" in part:
        later: list[datetime] = [day.dt - gap for day in part.pop("RDATE").dts]
        for day in later:
            part.add("RDATE", [day])


def _text(component: Component) -> str:
    return "".join(f"{_folded(line)}\r\n" for line in component.content_lines() if line)


def _folded(line: str) -> str:
    """In pieces of 75 octets at most, none of which breaks a character or an escape. The library counts each letter."""
    written = line.encode()
    if len(written) < _WIDTH:
        return line
    pieces = []
    start = 0
    while len(written) - start >= _WIDTH:
        end = start + _WIDTH - 1
        while written[end] & 0xC0 == 0x80:
            end -= 1
        end -= written[end - 1] in b"\\^"
        pieces.append(written[start:end].decode())
        start = end
    return "\r\n ".join([*pieces, written[start:].decode()])


def _title(feed: Feed, labels: Labels, settings: Settings) -> str:
    if not feed.of:
        return labels(feed.title)
    return labels(feed.title, of=labels(feed.of) if isinstance(feed.of, str) else _line(feed.of, settings))


def _said(entry: Entry, home: str, labels: Labels, settings: Settings) -> Said:
    url = absolute(entry.entity.path, settings.site_url, settings.directory_urls) if settings.site_url else ""
    title = _line(entry.title, settings)
    description = [_words(entry.summary, settings) if entry.summary else "", entry.link or "", url]
    zone = entry.zone or settings.time_zone
    return Said(
        f"{entry.uid}@{home}",
        f"{labels(entry.lead)} {title}" if entry.lead else title,
        "\n".join(text for text in description if text),
        entry.link or url,
        _line(entry.place, settings) if entry.place else "",
        labels(entry.category) if entry.category else "",
        entry.status,
        entry.start,
        entry.end,
        zone,
        entry.rule,
        _last(entry.start, entry.until, ZoneInfo(zone)) if entry.rule and entry.until else None,
        entry.exceptions,
        entry.stamp,
    )


def _event(said: Said) -> Event:
    event = Event()
    event.add("uid", said.uid)
    event.add("summary", said.summary)
    _add_times(event, said)
    if said.description:
        event.add("description", said.description)
    if said.url:
        event.add("url", said.url)
    if said.location:
        event.add("location", said.location)
    if said.category:
        event.add("categories", [said.category])
    if said.status:
        event.add("status", said.status)
    if not isinstance(said.start, datetime):  # who has something to look through that day is free to meet
        event.add("transp", "TRANSPARENT")
    event["DTSTAMP"] = event["LAST-MODIFIED"] = _stamp(said.stamp)
    event.add("sequence", max((said.stamp - _FIRST_VERSION).days, 0))
    return event


@cache
def _stamp(day: date) -> vDatetime:
    return vDatetime(datetime.combine(day, time(), UTC))


def _add_times(event: Event, said: Said) -> None:
    zone = ZoneInfo(said.zone)
    event.add("dtstart", _zoned(said.start, zone))
    if said.end > said.start:
        event.add("dtend", _zoned(said.end, zone))
    if said.rule:
        rule = vRecur.from_ical(said.rule)
        if said.until:
            rule["UNTIL"] = [said.until]
        event.add("rrule", rule)
    if said.exceptions:
        event.add("exdate", [_zoned(_on(said.start, day), zone) for day in said.exceptions])


def _on(start: date | datetime, day: date) -> date | datetime:
    """That day, at the time at which the first one starts."""
    return datetime.combine(day, start.time()) if isinstance(start, datetime) else day


def _last(start: date | datetime, until: date, zone: ZoneInfo) -> date | datetime:
    """The end of a series as RFC 5545 wants it: a day for days, a time in UTC for times."""
    if not isinstance(start, datetime):
        return until
    return datetime.combine(until, start.time(), zone).astimezone(UTC)


def _zoned(when: date | datetime, zone: ZoneInfo) -> date | datetime:
    return when.replace(tzinfo=zone) if isinstance(when, datetime) else when


def _words(text: Text, settings: Settings) -> str:
    return text.words(settings.language, settings.default_language).text


def _line(text: Text, settings: Settings) -> str:
    return " ".join(_words(text, settings).split())


def _home(settings: Settings) -> str:
    """What makes the ids of entries unique in the world: the address of the site, else its name."""
    if settings.site_url:
        return settings.site_url.partition("://")[2].strip("/")
    return re.sub(r"[^a-z0-9]+", "-", settings.site_name.lower()).strip("-") or "mops-kb"

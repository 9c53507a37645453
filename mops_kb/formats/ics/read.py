"""Read: what stands in an .ics file of another program, entry by entry, each with the line of each property.

The library says what properties mean.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from warnings import catch_warnings
from zoneinfo import ZoneInfo

from icalendar import Event
from icalendar.prop import vBroken
from icalendar.timezone import tzp

from mops_kb.formats.ics.blocks import Block, Source, blocks
from mops_kb.model.problem import Problem, Problems, problem
from mops_kb.model.values import YEARS

_UNREAD = ("VTODO", "VJOURNAL", "VFREEBUSY", "VAVAILABILITY")
"""Parts that are no events: a marketing calendar has no place for them, and whoever hands them over is told so."""
_DAY = timedelta(days=1)
_STUMBLES = (ValueError, ArithmeticError, LookupError, AttributeError, TypeError, OSError)
"""What the library raises over an entry that it did not foresee: two zones at a time, the name of a folder of zones."""
_MOST_EXCEPTIONS = 400
_ZONE = re.compile(r"[A-Za-z0-9(][A-Za-z0-9_+.,:() /-]*")
_LONGEST = 1000 * _DAY


@dataclass(frozen=True)
class Happening:
    """One entry: `start` and `end` are days, both included, or times without a zone that are meant in `zone`.

    `rule` is an RRULE whose end, if it has one, is a day. `lines` tells where each property stands.
    """

    line: int
    uid: str
    start: date | datetime
    end: date | datetime
    zone: str | None = None
    title: str = ""
    description: str = ""
    place: str = ""
    url: str = ""
    status: str = ""
    categories: tuple[str, ...] = ()
    is_private: bool = False
    changed_on: date | None = None
    rule: str | None = None
    exceptions: tuple[date, ...] = ()
    instead_of: date | None = None
    """The day of a series in whose place it stands."""
    lines: Mapping[str, int] = field(default_factory=dict)

    def at(self, name: str) -> tuple[int, int]:
        """Where the property stands, else the entry."""
        return self.lines.get(name, self.line), 1


class _Refused(Exception):
    """Carries a problem with one entry, at one of its properties, out to where they are gathered."""

    def __init__(self, code: str, name: str, params: Mapping[str, object]) -> None:
        super().__init__(code)
        self.code, self.name, self.params = code, name, params


def read(text: str, path: str) -> tuple[list[Happening], list[Problem]]:
    """All entries that can be understood, and a problem for each other one."""
    problems = Problems()
    found: dict[tuple[str, date | None], Happening] = {}
    for block in blocks(text, path, problems):
        if problems.has_enough(path):
            break
        if block.name in _UNREAD:
            problems.add(problem(path, (block.line, 1), "ics-unsupported", what=block.name))
        elif block.name == "VEVENT":
            try:
                one = _happening(block)
            except _Refused as refused:
                line = block.firsts().get(refused.name, block.line)
                problems.add(problem(path, (line, 1), refused.code, **refused.params))
                continue
            first = found.setdefault((one.uid, one.instead_of), one)
            if first is not one:
                problems.add(problem(path, one.at("UID"), "ics-twin-uid", uid=one.uid, line=first.line))
    return _apart(found), problems.found


def _apart(found: Mapping[tuple[str, date | None], Happening]) -> list[Happening]:
    """What stands in the place of one day of a series takes that day out of it; what is only cancelled is gone."""
    moved: dict[str, list[date]] = {}
    for uid, day in found:
        if day:
            moved.setdefault(uid, []).append(day)
    entries = []
    for one in found.values():
        if one.rule and one.uid in moved:
            entries.append(replace(one, exceptions=tuple(sorted({*one.exceptions, *moved[one.uid]}))))
        elif not (one.instead_of and one.status == "CANCELLED"):
            entries.append(one)
    return entries


def _happening(block: Block) -> Happening:
    event = _event(block)
    uid = _word(event, "UID")
    if not uid:
        raise _refused("ics-no-uid", "")
    if "DTSTART" not in event:
        raise _refused("ics-no-start", "")
    for name in ("RDATE", "EXRULE"):
        if name in event:
            raise _refused("ics-unsupported", name, what=name)
    first, zone = _moment(event, "DTSTART", block.source)
    start, end = _local(first, zone), _end(event, first, zone, block.source)
    if end < start:
        raise _refused("end-before-start", "DTEND", field="DTEND", written=f"{start} – {end}")
    return Happening(
        block.line,
        uid,
        start,
        end,
        zone,
        title=_word(event, "SUMMARY"),
        description=str(next(iter(_all(event, "DESCRIPTION")), "")),
        place=_word(event, "LOCATION"),
        url=_word(event, "URL"),
        status=_word(event, "STATUS").upper(),
        categories=tuple(" ".join(str(word).split()) for line in _all(event, "CATEGORIES") for word in line.cats),
        is_private=_word(event, "CLASS").upper() in ("PRIVATE", "CONFIDENTIAL"),
        changed_on=_changed(event),
        rule=_rule(event, start, end, zone),
        exceptions=_exceptions(event, zone),
        instead_of=_instead(event, zone, block.source),
        lines=block.firsts(),
    )


def _event(block: Block) -> Event:
    """As the library reads it; a value that it cannot read is a problem."""
    text = "\r\n".join(["BEGIN:VEVENT", *(line for _, line in block.lines), "END:VEVENT", ""])
    try:
        with catch_warnings(action="ignore"):  # it says how it understands the names of zones
            event = Event.from_ical(text)
    except _STUMBLES:
        raise _refused("ics-event", "") from None
    assert isinstance(event, Event)
    for name in sorted({name.upper() for name, _ in event.errors if name}):
        raise _unreadable(event, name)
    return event


def _refused(code: str, at: str, /, **params: object) -> _Refused:
    return _Refused(code, at, params)


def _unreadable(event: Event, name: str) -> _Refused:
    values = _all(event, name)
    value = next((value for value in values if isinstance(value, vBroken)), next(iter(values), ""))
    return _refused("ics-value", name, name=name, written=_spelled(value))


def _spelled(value: Any) -> str:
    spelled = value if isinstance(value, str) else value.to_ical()
    return spelled.decode() if isinstance(spelled, bytes) else str(spelled)


def _all(event: Event, name: str) -> list[Any]:
    values = event.get(name, [])
    return values if isinstance(values, list) else [values]


def _word(event: Event, name: str) -> str:
    """A property in one line; the first, where there are several."""
    return " ".join(str(next(iter(_all(event, name)), "")).split())


def _moment(event: Event, name: str, source: Source) -> tuple[date | datetime, str | None]:
    """A day, or a time with its zone, and the name of that zone; None for a time that names none."""
    value = next(iter(_all(event, name)))
    when = getattr(value, "dt", None)
    if not isinstance(when, date):
        raise _unreadable(event, name)
    if when.year not in YEARS:
        raise _refused("far-year", name, field=name, written=_spelled(value))
    if not isinstance(when, datetime):
        return when, None
    written = str(value.params.get("TZID", "")).strip()
    if written and written.upper() != "UTC":
        zone = _zone(source.zones.get(written, written)) or _zone("/".join(written.split("/")[-2:]))
        if not zone:
            raise _refused("ics-zone", name, zone=written)
        return when.replace(tzinfo=zone), zone.key
    if when.tzinfo is None:
        return when, None
    home = _zone(source.zone) or ZoneInfo("UTC")
    return when.astimezone(home), home.key


def _zone(name: str) -> ZoneInfo | None:
    """By its name in the database, or by the name that Windows has for it."""
    try:
        found: object = tzp.timezone(name) if _ZONE.fullmatch(name) else None
    except (ValueError, OSError):
        return None
    return found if isinstance(found, ZoneInfo) else None


def _end(event: Event, first: date | datetime, zone: str | None, source: Source) -> date | datetime:
    """The last day, or the time at which it is over."""
    start = _local(first, zone)
    if "DTEND" in event:
        last, _ = _moment(event, "DTEND", source)
        if isinstance(last, datetime) != isinstance(first, datetime):
            raise _unreadable(event, "DTEND")
        end = _local(last, zone)
    elif "DURATION" in event:
        length = getattr(_all(event, "DURATION")[0], "dt", None)
        if not isinstance(length, timedelta) or abs(length) > _LONGEST:
            raise _unreadable(event, "DURATION")
        end = start + length
    else:
        return start
    return end if isinstance(end, datetime) or end == start else end - _DAY


def _local(when: date | datetime, zone: str | None) -> date | datetime:
    """The time that clocks of the zone show."""
    if not isinstance(when, datetime):
        return when
    return (when.astimezone(ZoneInfo(zone)) if zone and when.tzinfo else when).replace(tzinfo=None)


def _day(when: date | datetime, zone: str | None) -> date:
    local = _local(when, zone)
    return local.date() if isinstance(local, datetime) else local


def _changed(event: Event) -> date | None:
    for name in ("LAST-MODIFIED", "DTSTAMP"):
        when = getattr(next(iter(_all(event, name)), None), "dt", None)
        if isinstance(when, date) and when.year in YEARS:
            return when.date() if isinstance(when, datetime) else when
    return None


def _rule(event: Event, start: date | datetime, end: date | datetime, zone: str | None) -> str | None:
    """The rule with its end as a day: that of the last time before it."""
    rules = _all(event, "RRULE")
    if len(rules) > 1:
        raise _refused("ics-unsupported", "RRULE", what="RRULE")
    if not rules:
        return None
    is_whole_day = isinstance(start, datetime) and start.time() == time() and end == start + _DAY
    if _day(end, None) > _day(start, None) and not is_whole_day:
        raise _refused("ics-series", "RRULE")
    parts = [part for part in _spelled(rules[0]).split(";") if not part.startswith("UNTIL=")]
    until = next(iter(rules[0].get("UNTIL", ())), None)
    if isinstance(until, date) and until.year in YEARS:
        last = _local(until, zone)
        is_short = isinstance(last, datetime) and isinstance(start, datetime) and last.time() < start.time()
        parts.append(f"UNTIL={_day(until, zone) - _DAY * is_short:%Y%m%d}")
    return ";".join(parts)


def _exceptions(event: Event, zone: str | None) -> tuple[date, ...]:
    parts = [part.dt for line in _all(event, "EXDATE") for part in line.dts]
    if len(parts) > _MOST_EXCEPTIONS:
        raise _refused("ics-unsupported", "EXDATE", what=f"EXDATE × {len(parts)}")
    if not all(isinstance(part, date) for part in parts):
        raise _unreadable(event, "EXDATE")
    return tuple(sorted({_day(day, zone) for day in parts if day.year in YEARS}))


def _instead(event: Event, zone: str | None, source: Source) -> date | None:
    if "RECURRENCE-ID" not in event:
        return None
    if "RANGE" in _all(event, "RECURRENCE-ID")[0].params:
        raise _refused("ics-unsupported", "RECURRENCE-ID", what="RANGE=THISANDFUTURE")
    when, own = _moment(event, "RECURRENCE-ID", source)
    return _day(when, zone or own)

"""The search: what gets into the way of what in the year ahead, one sweep for each thing that is shared."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from unicodedata import normalize

from mops_kb.kinds.blackout.closed import applies, spans
from mops_kb.kinds.blackout.model import Blackout
from mops_kb.kinds.event.model import Event, Sort
from mops_kb.kinds.tool.model import Tool
from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import ENOUGH
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text
from mops_kb.model.workdays import holidays
from mops_kb.reports.conflicts.accepted import Agreed, matter
from mops_kb.reports.conflicts.slots import AHEAD, Entry, Slot, crossings, is_sure, meetings, whole

SHORT = 5
"""Days. What lasts longer goes on without anybody standing there all the time."""
ATTENDED = ("webinar", "exhibition", "seminar", "community", "internal")
"""Categories of entries at which people are present."""
ALWAYS_ON = ("campaign", "content")
"""Categories of entries that go on by themselves."""


class Meeting(NamedTuple):
    """An event that begins when another is on. `about` is the channel, or the id of the tool or the person."""

    sort: Sort
    event: Event
    other: Event
    about: str
    day: date
    is_sure: bool


class Hit(NamedTuple):
    """An event on days on which it should not be. `about` is the id of the blackout, empty for a holiday."""

    sort: Sort
    event: Event
    about: str
    first: date
    last: date


Weeks = Mapping[tuple[str, date], tuple[Event, ...]]
"""Team and Monday → what the team begins in that week, in order."""


def audiences(entries: Iterable[Entry]) -> Iterator[Meeting]:
    """The same audience is reached on the same channel on the same days, whatever the hour."""
    slots: dict[tuple[str, str], list[Slot]] = defaultdict(list)
    for entry in entries:
        for channel in dict.fromkeys(map(plain, entry.event.channel)) if entry.event.segment else ():
            slots[plain(entry.event.segment or ""), channel].extend(entry.days)
    for (_, channel), those in sorted(slots.items()):
        for slot, running in meetings(those):
            yield from (_meeting("audience", slot, one, channel) for one in running if one.what is not slot.what)


def licences(entries: Iterable[Entry], catalog: Catalog, agreed: Agreed) -> Iterator[Meeting]:
    """More events use a tool at the same time than its licences allow."""
    limits = {tool.id: tool.events_at_once for tool in catalog.of(Tool) if tool.events_at_once}
    slots: dict[str, list[Slot]] = defaultdict(list)
    for entry in entries:
        for tool in catalog.follow(entry.event, "tools"):
            if tool.id in limits:
                slots[tool.id].extend(entry.times)
    for tool_id, those in sorted(slots.items()):
        limit = limits[tool_id]
        for slot, running in meetings(those, ENOUGH + limit):
            others = {one.what.id: one for one in running if one.what is not slot.what}
            yield from _beyond(slot, tuple(others.values()), tool_id, limit, agreed)


def _beyond(slot: Slot, others: Sequence[Slot], tool: str, limit: int, agreed: Agreed) -> Iterator[Meeting]:
    """Those that together with this one are too many. Where few enough are left besides the accepted, the accepted."""
    firm = [one for one in others if is_sure(slot, one)]
    if len(others) >= limit > len(firm):
        yield from (Meeting("licence", slot.what, one.what, tool, slot.day, is_sure=False) for one in others)
    elif len(firm) >= limit:
        accepted = [one for one in firm if agreed.holds(matter("licence", slot.what, one.what))]
        told = firm if len(firm) - len(accepted) >= limit else accepted
        told = told + [one for one in others if not is_sure(slot, one)]
        yield from (_meeting("licence", slot, one, tool) for one in told)


def people(entries: Iterable[Entry], catalog: Catalog) -> Iterator[Meeting]:
    """Somebody is expected at two events at once: at times that overlap, or on one day in two places."""
    slots: dict[str, list[Slot]] = defaultdict(list)
    for entry in entries:
        if entry.event.category in ATTENDED:
            for person in catalog.follow(entry.event, "people"):
                slots[person.id].extend(entry.short_times(SHORT))
    for person_id, those in sorted(slots.items()):
        for slot, running in meetings(those):
            for one in running:
                both_timed = slot.is_timed and one.is_timed
                if one.what is not slot.what and (both_timed or _apart(slot.what.place, one.what.place)):
                    yield _meeting("person", slot, one, person_id)


def _apart(place: Text | None, other: Text | None) -> bool:
    """Whether both are known, and neither may be the other one said shorter."""
    ours, theirs = ([plain(words) for _, words in one.versions] if one else [] for one in (place, other))
    same = any(one.startswith(another) or another.startswith(one) for one in ours for another in theirs)
    return bool(ours and theirs) and not same


def _meeting(sort: Sort, slot: Slot, other: Slot, about: str) -> Meeting:
    return Meeting(sort, slot.what, other.what, about, slot.day, is_sure(slot, other))


def weeks(entries: Iterable[Entry], catalog: Catalog) -> Weeks:
    """Only what has a day counts, in the week of its first."""
    begun: dict[tuple[str, date], list[tuple[date, int, str, Event]]] = defaultdict(list)
    for entry in entries:
        team = next(iter(catalog.follow(entry.event, "team")), None)
        for one in entry.happenings if team else ():
            if team and not one.vague:
                monday = one.first - timedelta(days=one.first.weekday())
                begun[team.id, monday].append((one.first, one.opens or 0, entry.event.id, entry.event))
    return {week: tuple(event for *_, event in sorted(those, key=lambda one: one[:3])) for week, those in begun.items()}


def in_blackouts(entries: Iterable[Entry], catalog: Catalog, settings: Settings) -> Iterator[Hit]:
    """Events that touch a blackout that applies to them, or surely will."""
    last = settings.as_of + AHEAD
    closed = (
        whole(*span, blackout)
        for blackout in catalog.of(Blackout)
        for span in spans(blackout, settings.as_of, last, settings)
    )
    days = (slot for entry in entries for slot in entry.days)
    for slot, other in crossings(days, closed):
        event = slot.what
        team = next(iter(catalog.follow(event, "team")), None)
        if is_sure(slot, other) and applies(other.what, catalog, team, event.category, event.channel):
            yield Hit("blackout", event, other.what.id, max(slot.day, other.day), min(slot.last, other.last))


def on_holidays(entries: Iterable[Entry], settings: Settings) -> Iterator[Hit]:
    """Events that are short and do not go on by themselves, on a public holiday."""
    for entry in entries:
        for one in entry.happenings if entry.event.category not in ALWAYS_ON else ():
            days = (one.last - one.first).days + 1
            if not one.vague and days <= SHORT:
                for day in (one.first + timedelta(days=n) for n in range(days)):
                    if day in holidays(settings.country, day.year):
                        yield Hit("holiday", entry.event, "", day, day)


def plain(written: str) -> str:
    """As one compares what people write: full width, upper case and spaces make no difference."""
    return "".join(normalize("NFKC", written).casefold().split())

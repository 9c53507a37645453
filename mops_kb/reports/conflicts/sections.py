"""What conflicts add to the pages of events, tools, teams and blackouts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mops_kb.kinds.blackout.model import Blackout
from mops_kb.kinds.event.model import Event
from mops_kb.kinds.team.model import Team
from mops_kb.kinds.tool.model import Tool
from mops_kb.model.catalog import Catalog
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings
from mops_kb.reports.conflicts.found import conflicts_of, find
from mops_kb.reports.conflicts.load import Load, load
from mops_kb.reports.conflicts.shown import Shown, beside, shown
from mops_kb.reports.conflicts.slots import Slot, entries

MOST = 30
"""So many bookings of a tool are shown."""


@dataclass(frozen=True)
class Beside:
    """A conflict as one of its events sees it."""

    shown: Shown
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Booking:
    """`collides` if the event is in an open conflict about the tool."""

    slot: Slot
    collides: bool


@dataclass(frozen=True)
class Bookings:
    limit: int
    first: tuple[Booking, ...]
    more: int


def of_event(event: Event, wiki: Wiki) -> tuple[Beside, ...] | None:
    known = conflicts_of(event, wiki.catalog, wiki.settings)
    told = shown(known, wiki.catalog, wiki.settings)
    return tuple(Beside(one, beside(event, one.conflict)) for one in told) or None


def of_tool(tool: Tool, wiki: Wiki) -> Bookings | None:
    """Of one whose licences are counted."""
    if tool.events_at_once is None:
        return None
    slots = wiki.catalog.once(_bookings, wiki.settings).get(tool.id, ())
    known = find(wiki.catalog, wiki.settings).conflicts
    open_ones = [one for one in known if one.sort == "licence" and one.about == (tool.id,) and one.state != "accepted"]
    colliding = {event.id for one in open_ones if one.state != "possible" for event in (one.event, *one.others)}
    first = tuple(Booking(slot, slot.what.id in colliding) for slot in slots[:MOST])
    return Bookings(tool.events_at_once, first, len(slots) - len(first))


def _bookings(catalog: Catalog, settings: Settings) -> Mapping[str, Sequence[Slot]]:
    """Tool → when it is used in the year ahead."""
    found: dict[str, list[Slot]] = defaultdict(list)
    for entry in entries(catalog, settings):
        for tool in catalog.follow(entry.event, "tools"):
            if getattr(tool, "events_at_once", None):
                found[tool.id].extend(entry.days)
    return {tool: sorted(slots, key=lambda one: (one.start, one.what.id)) for tool, slots in found.items()}


def of_team(team: Team, wiki: Wiki) -> Load | None:
    return load(team, wiki.catalog, wiki.settings)


def of_blackout(blackout: Blackout, wiki: Wiki) -> tuple[Shown, ...]:
    """What falls into it."""
    return fallen(wiki).get(blackout.id, ())


def fallen(wiki: Wiki) -> Mapping[str, tuple[Shown, ...]]:
    """Blackout → what falls into it."""
    return wiki.catalog.once(all_fallen, wiki.settings)


def all_fallen(catalog: Catalog, settings: Settings) -> Mapping[str, tuple[Shown, ...]]:
    found: dict[str, list[Shown]] = defaultdict(list)
    for one in shown(find(catalog, settings).conflicts, catalog, settings):
        if one.conflict.sort == "blackout":
            found[one.conflict.about[0]].append(one)
    return {blackout: tuple(those) for blackout, those in found.items()}

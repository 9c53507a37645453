"""Found: the conflicts of the year ahead, each once: open, accepted, or possible as long as a day is not fixed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from mops_kb.kinds.event.model import Event, Sort
from mops_kb.kinds.team.model import Team
from mops_kb.model.catalog import Catalog
from mops_kb.model.settings import Settings
from mops_kb.reports.conflicts import search
from mops_kb.reports.conflicts.accepted import Accepted, Agreed, Matter, matter
from mops_kb.reports.conflicts.search import Hit, Meeting, Weeks
from mops_kb.reports.conflicts.slots import entries

State = Literal["open", "expired", "accepted", "possible"]


@dataclass(frozen=True)
class Conflict:
    """`event` is the one that begins last, or of a possible conflict the vague one; `others` are what it meets, or what
    else its team begins in the week.

    `about` are channels, or the id of the tool, the person, the team or the blackout; `day` is the first of it.
    `accepted` is the acceptance that holds, or the one that has expired.
    """

    sort: Sort
    event: Event
    others: tuple[Event, ...]
    about: tuple[str, ...]
    day: date
    state: State = "open"
    accepted: Accepted | None = None

    @property
    def matters(self) -> frozenset[Matter]:
        """Whoever accepts one of these accepts it."""
        if self.sort == "capacity":
            return frozenset(matter(self.sort, event) for event in (self.event, *self.others))
        return frozenset(matter(self.sort, self.event, other) for other in self.others) or frozenset(
            {matter(self.sort, self.event)}
        )


@dataclass(frozen=True)
class Found:
    conflicts: tuple[Conflict, ...]
    weeks: Weeks
    idle: tuple[Accepted, ...]
    """Acceptances that nothing needs."""


def find(catalog: Catalog, settings: Settings) -> Found:
    """Worked out once."""
    return catalog.once(_find, settings)


def conflicts_of(event: Event, catalog: Catalog, settings: Settings) -> Sequence[Conflict]:
    return catalog.once(_by_event, settings).get(event.id, ())


def _by_event(catalog: Catalog, settings: Settings) -> Mapping[str, Sequence[Conflict]]:
    known: dict[str, list[Conflict]] = defaultdict(list)
    for conflict in find(catalog, settings).conflicts:
        for event in (conflict.event, *conflict.others):
            known[event.id].append(conflict)
    return known


def _find(catalog: Catalog, settings: Settings) -> Found:
    ahead = entries(catalog, settings)
    agreed = Agreed.on((entry.event for entry in ahead), catalog, settings.as_of)
    begun = search.weeks(ahead, catalog)
    audiences, people = search.audiences(ahead), search.people(ahead, catalog)
    meetings = (*audiences, *search.licences(ahead, catalog, agreed), *people)
    vague = {entry.event.id for entry in ahead if entry.is_vague}
    blackouts, holidays = search.in_blackouts(ahead, catalog, settings), search.on_holidays(ahead, settings)
    all_of_them = [*_pairs(meetings, vague), *_crowded(begun, catalog, settings), *_hits(blackouts, holidays)]
    needed = {about for conflict in all_of_them for about in conflict.matters}
    return Found(
        tuple(sorted(_gathered(_judged(one, agreed) for one in all_of_them), key=_order)),
        begun,
        tuple(one for about, one in agreed.by_matter.items() if about not in needed),
    )


def _pairs(meetings: Iterable[Meeting], vague: Collection[str]) -> Iterator[Conflict]:
    """Two events that meet again and again, or on several channels, are one conflict."""
    found: dict[tuple[Matter, str], list[Meeting]] = defaultdict(list)
    for one in meetings:
        found[matter(one.sort, one.event, one.other), "" if one.sort == "audience" else one.about].append(one)
    for those in found.values():
        sure = [one for one in those if one.is_sure]
        first = min(sure or those, key=lambda one: one.day)
        about = tuple(sorted({one.about for one in sure or those}))
        event, other = first.event, first.other
        if not sure and event.id not in vague:
            event, other = other, event
        yield Conflict(first.sort, event, (other,), about, first.day, "open" if sure else "possible")


def _crowded(begun: Weeks, catalog: Catalog, settings: Settings) -> Iterator[Conflict]:
    """Weeks in which a team begins more than it can; told of the first event that is too many."""
    limits = {team.id: team.events_per_week for team in catalog.of(Team)}
    this_week = settings.as_of - timedelta(days=settings.as_of.weekday())
    for (team, monday), events in begun.items():
        limit = limits[team]
        if limit is not None and len(events) > limit and monday >= this_week:
            others = tuple({other.id: other for other in events if other is not events[limit]}.values())
            yield Conflict("capacity", events[limit], others, (team,), monday)


def _hits(blackouts: Iterable[Hit], holidays: Iterable[Hit]) -> Iterator[Conflict]:
    """Each event once for each blackout, and once for all holidays that no blackout has told already."""
    first: dict[tuple[str, str], Hit] = {}
    closed: dict[str, list[Hit]] = defaultdict(list)
    for hit in sorted(blackouts, key=lambda one: one.first):
        closed[hit.event.id].append(hit)
        first.setdefault((hit.event.id, hit.about), hit)
    for hit in sorted(holidays, key=lambda one: one.first):
        if not any(one.first <= hit.first <= one.last for one in closed[hit.event.id]):
            first.setdefault((hit.event.id, ""), hit)
    for hit in first.values():
        yield Conflict(hit.sort, hit.event, (), (hit.about,) if hit.about else (), hit.first)


def _judged(conflict: Conflict, agreed: Agreed) -> Conflict:
    known = [accepted for about in conflict.matters if (accepted := agreed.of(about))]
    if not known:
        return conflict
    latest = max(known, key=lambda one: (one.acceptance.until, one.event.id))
    if latest.acceptance.until >= agreed.as_of:
        return replace(conflict, state="accepted", accepted=latest)
    return replace(conflict, state="expired", accepted=latest) if conflict.state == "open" else conflict


def _gathered(conflicts: Iterable[Conflict]) -> Iterator[Conflict]:
    """What is open of one event is told together."""
    found: dict[object, list[Conflict]] = defaultdict(list)
    for number, one in enumerate(conflicts):
        about = () if one.sort == "audience" else one.about
        found[(one.sort, one.event.id, about) if one.state == "open" else number].append(one)
    for those in found.values():
        those.sort(key=_order)
        others = tuple(other for one in those for other in one.others)
        yield replace(those[0], others=others, about=tuple(sorted({about for one in those for about in one.about})))


def _order(conflict: Conflict) -> tuple[date, str, str, list[str]]:
    return conflict.day, conflict.sort, conflict.event.id, [other.id for other in conflict.others]

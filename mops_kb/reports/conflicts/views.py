"""The page of all conflicts, and the year's list of blackouts with what falls into them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

from mops_kb.compute import IndexFacts, introduction
from mops_kb.kinds.blackout.closed import spans
from mops_kb.kinds.blackout.model import Blackout
from mops_kb.kinds.event.model import Event, Sort
from mops_kb.kinds.team.model import Team
from mops_kb.model.kind import Kind
from mops_kb.model.page import View
from mops_kb.model.report import Wiki
from mops_kb.reports.conflicts.found import find
from mops_kb.reports.conflicts.load import Load, load, mondays
from mops_kb.reports.conflicts.shown import Shown, shown
from mops_kb.reports.conflicts.slots import AHEAD

PATH = "calendar/conflicts.md"
BLACKOUTS = "blackouts/index.md"


@dataclass(frozen=True)
class Possible:
    """An event whose day is not fixed, and what it will meet on certain days."""

    event: Event
    others: tuple[tuple[Event, tuple[Sort, ...]], ...]


@dataclass(frozen=True)
class ConflictsView:
    tally: tuple[tuple[Sort, int, int], ...]
    """Of each sort how many are open and how many are accepted."""
    open: tuple[tuple[Sort, tuple[Shown, ...]], ...]
    accepted: tuple[Shown, ...]
    possible: tuple[Possible, ...]
    mondays: tuple[date, ...]
    loads: tuple[Load, ...]
    until: date


@dataclass(frozen=True)
class BlackoutsView:
    """The ids of those with a time in the year ahead, and of those that are over or begin later."""

    closings: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def count(self) -> int:
        return len(self.closings) + len(self.others)


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return (PATH,)


def views(wiki: Wiki) -> Iterator[View]:
    """Nothing where the wiki has neither events nor blackouts."""
    if wiki.catalog.of(Event):
        yield View(PATH, "conflicts/page.md", _conflicts(wiki), "conflicts", "conflicts.title")
    if wiki.catalog.of(Blackout):
        yield View(BLACKOUTS, "conflicts/blackouts.md", _blackouts(wiki), "blackout", "kind.blackout.plural")


def _conflicts(wiki: Wiki) -> ConflictsView:
    catalog, settings = wiki.catalog, wiki.settings
    told = list(shown(find(catalog, settings).conflicts, catalog, settings))
    open_ones = [one for one in told if one.conflict.state in ("open", "expired")]
    accepted = [one for one in told if one.conflict.state == "accepted"]
    sorts = [sort for sort in get_args(Sort) if sort != "person" or settings.is_internal]
    grouped = {sort: tuple(one for one in open_ones if one.conflict.sort == sort) for sort in sorts}
    accepted_sorts = [one.conflict.sort for one in accepted]
    loads = (load(team, catalog, settings) for team in catalog.of(Team))
    return ConflictsView(
        tuple((sort, len(grouped[sort]), accepted_sorts.count(sort)) for sort in sorts),
        tuple((sort, those) for sort, those in grouped.items() if those),
        tuple(accepted),
        tuple(_possible(told)),
        mondays(settings),
        tuple(one for one in loads if one),
        settings.as_of + AHEAD,
    )


def _possible(told: Sequence[Shown]) -> Iterator[Possible]:
    sorts: dict[str, dict[str, list[Sort]]] = defaultdict(lambda: defaultdict(list))
    events: dict[str, Event] = {}
    for one in (each.conflict for each in told if each.conflict.state == "possible"):
        events |= {event.id: event for event in (one.event, *one.others)}
        for other in one.others:
            sorts[one.event.id][other.id].append(one.sort)
    for id, others in sorts.items():
        yield Possible(events[id], tuple((events[other], tuple(those)) for other, those in others.items()))


def _blackouts(wiki: Wiki) -> IndexFacts:
    catalog, settings = wiki.catalog, wiki.settings
    until = settings.as_of + AHEAD
    those = [(one.id, bool(spans(one, settings.as_of, until, settings))) for one in catalog.of(Blackout)]
    view = BlackoutsView(
        tuple(id for id, is_coming in those if is_coming), tuple(id for id, is_coming in those if not is_coming)
    )
    kind = next(kind for kind in wiki.kinds if kind.name == "blackout")
    return IndexFacts(kind, view, introduction(catalog, BLACKOUTS), ())

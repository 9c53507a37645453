"""The pages about change: the list of initiatives, the state of all of them at a glance, and what changes for whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from mops_kb.compute import IndexFacts, introduction
from mops_kb.kinds.initiative.model import Initiative, State
from mops_kb.model.entity import Entity
from mops_kb.model.kind import Kind
from mops_kb.model.page import View
from mops_kb.model.report import Wiki
from mops_kb.reports.change.feeds import ALL
from mops_kb.reports.change.heat import HeatMap, heat_map
from mops_kb.reports.change.people import INDEX, Changes, people
from mops_kb.reports.change.standing import Standing, Waiting, standings
from mops_kb.reports.change.timeline import Timeline, timeline

LIST = "initiatives/index.md"


@dataclass(frozen=True)
class Counts:
    """What waits, over all initiatives that are not over; `oldest` are days."""

    running: int
    planned: int
    late: int
    blockers: int
    oldest_blocker: int
    worries: int
    oldest_worry: int
    asks: int
    overdue: int
    closed: int


@dataclass(frozen=True)
class ListView:
    counts: Counts
    states: tuple[tuple[State, int], ...]
    """How many there are in each state."""
    more: str = INDEX
    feed: str = ALL


@dataclass(frozen=True)
class Glance:
    """`late` are those whose report is late, the latest first; blockers and asks are those of all together."""

    intro: Entity | None
    counts: Counts
    late: tuple[Standing, ...]
    blockers: tuple[Waiting, ...]
    asks: tuple[Waiting, ...]
    heat: HeatMap
    timeline: Timeline
    people: tuple[Changes, ...]
    list: str = LIST
    feed: str = ALL


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return (INDEX,)


def views(wiki: Wiki) -> Iterator[View]:
    """Nothing where the wiki has no initiatives."""
    catalog, settings = wiki.catalog, wiki.settings
    kind = next((kind for kind in wiki.kinds if kind.name == Initiative.kind), None)
    if not kind or not catalog.of(Initiative):
        return
    those = tuple(catalog.once(standings, settings).values())
    affected = people(catalog, settings)
    yield View(LIST, "change/list.md", _list(kind, those, wiki), "initiative", "kind.initiative.plural")
    yield View(INDEX, "change/index.md", _glance(those, affected, wiki), "change", "change.title")
    for one in affected:
        yield View(one.path, "change/page.md", one, "change", one.of.title, called="change.of")


def _list(kind: Kind, those: Sequence[Standing], wiki: Wiki) -> IndexFacts:
    states = [one.initiative.state for one in those]
    counts = ((state, states.count(state)) for state in get_args(State))
    view = ListView(_counts(those), tuple((state, n) for state, n in counts if n))
    about = {one.initiative.ref for one in those}
    findings = tuple(one for one in wiki.findings if (told := wiki.catalog.subject(one)) and told.ref in about)
    return IndexFacts(kind, view, introduction(wiki.catalog, LIST), findings)


def _glance(those: Sequence[Standing], affected: tuple[Changes, ...], wiki: Wiki) -> Glance:
    catalog, settings = wiki.catalog, wiki.settings
    blockers = sorted((waiting for one in those for waiting in one.blockers), key=lambda waiting: waiting.since)
    asks = sorted((ask for one in those for ask in one.asks), key=lambda ask: (not ask.is_overdue, ask.since))
    return Glance(
        introduction(catalog, INDEX),
        _counts(those),
        tuple(sorted((one for one in those if one.days_late), key=lambda one: -one.days_late)),
        tuple(blockers),
        tuple(asks),
        catalog.once(heat_map, settings),
        catalog.once(timeline, settings),
        affected,
    )


def _counts(those: Sequence[Standing]) -> Counts:
    live = [one for one in those if not one.initiative.is_over]
    blockers = [waiting.days for one in live for waiting in one.blockers]
    worries = [worry.days for one in live for worry in one.open_worries]
    return Counts(
        sum(one.initiative.state == "running" for one in live),
        sum(one.initiative.state == "planned" for one in live),
        sum(one.days_late > 0 for one in live),
        len(blockers),
        max(blockers, default=0),
        len(worries),
        max(worries, default=0),
        sum(len(one.asks) for one in live),
        sum(one.overdue_asks for one in live),
        sum(one.closed_asks for one in live),
    )

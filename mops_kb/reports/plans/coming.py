"""Coming: what is next for a person or a team: tasks of plans, approvals, events, reviews, decisions, reports, asks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from mops_kb.kinds.contract.model import Contract
from mops_kb.kinds.contract.views import state
from mops_kb.kinds.event.model import Event
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.ownership import answering, behind, owner
from mops_kb.model.ref import Ref
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings
from mops_kb.reports.change.moments import Moment, moments
from mops_kb.reports.plans.plan import FIRM, Task, plans

INDEX = "next/index.md"
WEEKS = 3
"""This week and so many less one after it are shown in full."""
FEW = 5
Sort = Literal["task", "approval", "event", "review", "contract", "report", "ask"]
When = Literal["late", "week-0", "week-1", "week-2", "later"]
WHENS: tuple[When, ...] = ("late", "week-0", "week-1", "week-2", "later")


@dataclass(frozen=True)
class Item:
    """Something on a day. `entity` is what it is about: the event of a task, the page to review."""

    sort: Sort
    day: date
    entity: Entity
    when: When
    task: Task | None = None
    last: date | None = None
    moment: Moment | None = None
    """Of an initiative."""


@dataclass(frozen=True)
class Agenda:
    """What is next for `of`, by week; what is late comes first."""

    of: Entity
    path: str
    weeks: tuple[tuple[When, tuple[Item, ...]], ...]

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for _, items in self.weeks for item in items)

    @property
    def feed(self) -> str:
        return self.path.removesuffix(".md") + ".ics"

    @property
    def soon(self) -> tuple[Item, ...]:
        """Tasks and events of the weeks that are shown in full, and what is late."""
        return tuple(item for item in self.items if item.when != "later" and item.sort in ("task", "event"))

    @property
    def first(self) -> tuple[Item, ...]:
        return self.items[:FEW]

    @property
    def late(self) -> int:
        return sum(1 for item in self.items if item.when == "late")

    @property
    def moments(self) -> tuple[Moment, ...]:
        """Reports that are due and what is asked of them: for a feed, too."""
        return tuple(item.moment for item in self.items if item.moment)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """What is to do, in the order of its days: for a feed."""
        return tuple(item.task for item in self.items if item.task and item.sort == "task")


def path_of(one: Record) -> str:
    return f"next/{one.kind}-{one.id}.md"


def of(entity: Entity, wiki: Wiki) -> Agenda | None:
    return wiki.catalog.once(agendas, wiki.settings).get(entity.ref)


def agendas(catalog: Catalog, settings: Settings) -> Mapping[Ref, Agenda]:
    """Person or team → what is next, of all that have something. For `catalog.once`."""
    found: dict[Ref, list[Item]] = defaultdict(list)
    for who, item in _items(catalog, settings):
        found[who].append(item)
    shown = [one for kind in ("team", "person") for one in catalog.named(kind) if isinstance(one, Entity)]
    return {one.ref: _agenda(one, found[one.ref]) for one in shown if one.ref in found}


def _agenda(of: Entity, items: list[Item]) -> Agenda:
    ordered = sorted(items, key=lambda one: (one.day, one.entity.ref, one.task.number if one.task else 0, one.sort))
    groups = ((when, tuple(item for item in ordered if item.when == when)) for when in WHENS)
    return Agenda(of, path_of(of), tuple((when, those) for when, those in groups if those))


def _items(catalog: Catalog, settings: Settings) -> Iterator[tuple[Ref, Item]]:
    yield from _tasks(catalog, settings)
    yield from _events(catalog, settings)
    yield from _reviews(catalog, settings)
    yield from _contracts(catalog, settings)
    yield from _initiatives(catalog, settings)


def _tasks(catalog: Catalog, settings: Settings) -> Iterator[tuple[Ref, Item]]:
    """To those who do them, to those who approve, and to the team of the role that does them."""
    for plan in catalog.once(plans, settings).values():
        for task in plan.tasks:
            if not task.due or not task.is_open or plan.event.status not in FIRM:
                continue
            item = Item("task", task.due, plan.event, when(task.due, settings), task)
            teams = catalog.follow(task.role, "team") if task.role else catalog.follow(plan.event, "team")
            doing = {one.ref for one in (*task.people, *teams)}
            for ref in sorted(doing):
                yield ref, item
            for approver in task.approvers:
                if approver.ref not in doing:
                    yield approver.ref, Item("approval", task.due, plan.event, item.when, task)


def _events(catalog: Catalog, settings: Settings) -> Iterator[tuple[Ref, Item]]:
    for event in catalog.of(Event):
        time = event.when.next(settings.as_of, settings.fiscal_year_start)
        if time and time.exact and event.status in FIRM:
            day = max(time.first, settings.as_of)
            item = Item("event", day, event, when(day, settings), last=time.last)
            if item.when != "later":
                for one in _parties(event, catalog):
                    yield one.ref, item


def _parties(event: Event, catalog: Catalog) -> Iterable[Record]:
    return (*catalog.follow(event, "people"), *catalog.follow(event, "team"))


def _reviews(catalog: Catalog, settings: Settings) -> Iterator[tuple[Ref, Item]]:
    for entity in catalog.entities():
        if entity.next_review:
            item = Item("review", entity.next_review, entity, when(entity.next_review, settings))
            yield from _kept(item, catalog, settings)


def _contracts(catalog: Catalog, settings: Settings) -> Iterator[tuple[Ref, Item]]:
    """By when it has to be decided whether a contract goes on, where it is not."""
    for contract in catalog.of(Contract):
        term = contract.current(settings.as_of)
        day = contract.decide_by(term) if term else None
        if day and state(contract, catalog, settings.as_of) in ("past", "soon", "later"):
            yield from _kept(Item("contract", day, contract, when(day, settings)), catalog, settings)


def _initiatives(catalog: Catalog, settings: Settings) -> Iterator[tuple[Ref, Item]]:
    """A report is due from those who run the initiative, an answer from those who are asked."""
    for those in catalog.once(moments, settings).values():
        for moment in those:
            ahead = when(max(moment.day, settings.as_of), settings)
            by = "late" if moment.state == "late" else ahead
            item = Item("report", moment.day, moment.initiative, by, moment=moment)
            if moment.sort == "report" and moment.state != "done":
                yield from _kept(item, catalog, settings)
            elif moment.sort == "ask" and moment.state != "done":
                for person in behind(catalog, moment.who, settings.as_of):
                    yield person.ref, replace(item, sort="ask")


def _kept(item: Item, catalog: Catalog, settings: Settings) -> Iterator[tuple[Ref, Item]]:
    """To the people who answer for the page, and to the team that they do it for."""
    people = catalog.once(answering, settings)
    party = owner(catalog, item.entity)
    if item.entity.ref not in people or item.when == "later" or not party:
        return
    for person in people[item.entity.ref]:
        yield person.ref, item
    for team in [party] if party.kind == "team" else catalog.follow(party, "team") if party.kind == "role" else ():
        yield team.ref, item


def when(day: date, settings: Settings) -> When:
    """Weeks begin on Monday."""
    if day < settings.as_of:
        return "late"
    monday = settings.as_of - timedelta(days=settings.as_of.weekday())
    weeks = (day - monday).days // 7
    return WHENS[1 + weeks] if weeks < WEEKS else "later"

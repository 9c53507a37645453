"""Moments: everything in initiatives that has a day, for the timeline, the calendar and the feeds."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from mops_kb.kinds.initiative.model import Initiative
from mops_kb.kinds.training.model import Training
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.ref import Location
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text
from mops_kb.reports.change.reporting import days_late, next_report

Sort = Literal["gate", "told", "talk", "concern", "report", "ask", "blocker", "session", "outcome"]
State = Literal["done", "ahead", "late", "open"]
DATED: tuple[Sort, ...] = ("gate", "told", "talk", "report", "ask", "session", "outcome")
"""Those that belong into a calendar: something is done on the day. Worries and blockers only begin on theirs."""


@dataclass(frozen=True)
class Moment:
    """`who` is the team that was talked with, the executive who was told, or who is asked. `last` is the day on which
    a blocker was removed or a concern answered. `name` is the moment's own within its initiative."""

    initiative: Initiative
    sort: Sort
    day: date
    state: State
    name: str
    who: Entity | None = None
    text: Text | None = None
    last: date | None = None
    more: str = ""
    """Of a gate its phase."""

    @property
    def lead(self) -> str:
        """The key of the label that says what it is; it does not change by itself when the day has come."""
        if self.sort == "gate":
            return f"change.moment.gate.{self.more}"
        is_due = self.sort in ("report", "ask") and self.state != "done"
        return f"change.moment.{self.sort}-due" if is_due else f"change.moment.{self.sort}"


def moments(catalog: Catalog, settings: Settings) -> Mapping[str, tuple[Moment, ...]]:
    """Initiative → its moments by day. Of what is over nothing is still ahead. For `catalog.once`."""
    return {one.id: _of(one, catalog, settings) for one in catalog.of(Initiative)}


def _of(one: Initiative, catalog: Catalog, settings: Settings) -> tuple[Moment, ...]:
    found = (
        *_gates(one, settings),
        *_told(one, catalog, settings),
        *_talks(one, catalog, settings),
        *_concerns(one, catalog, settings),
        *_reports(one, settings),
        *_asks(one, catalog, settings),
        *_blockers(one, catalog, settings),
        *_sessions(one, catalog, settings),
        *_outcome(one, settings),
    )
    held = (moment for moment in found if moment.state == "done" or not one.is_over)
    return tuple(sorted(_each_named(held), key=lambda moment: (moment.day, moment.name)))


def _gates(one: Initiative, settings: Settings) -> Iterator[Moment]:
    for phase, day in (("before", one.gates.before), ("during", one.gates.during), ("after", one.gates.after)):
        if day:
            yield Moment(one, "gate", day, _passed(day, settings), f"gate:{phase}", more=phase)


def _told(one: Initiative, catalog: Catalog, settings: Settings) -> Iterator[Moment]:
    for n, told in enumerate(one.executives_told):
        if who := _target(catalog, one, ("executives_told", n, "who")):
            yield Moment(one, "told", told.on, _passed(told.on, settings), f"told:{who.id}", who, told.how)


def _talks(one: Initiative, catalog: Catalog, settings: Settings) -> Iterator[Moment]:
    for n, talk in enumerate(one.talks):
        if team := _target(catalog, one, ("talks", n, "team")):
            yield Moment(one, "talk", talk.on, _passed(talk.on, settings), f"talk:{team.id}:{talk.on}", team, talk.note)


def _concerns(one: Initiative, catalog: Catalog, settings: Settings) -> Iterator[Moment]:
    for n, worry in enumerate(one.concerns):
        team = _target(catalog, one, ("concerns", n, "team"))
        if team and worry.raised_on <= settings.as_of:
            state: State = "done" if worry.is_answered(settings.as_of) else "open"
            name = f"concern:{team.id}:{worry.raised_on}"
            yield Moment(one, "concern", worry.raised_on, state, name, team, worry.text, worry.answered_on)


def _reports(one: Initiative, settings: Settings) -> Iterator[Moment]:
    """Those that were written, and the day of the next."""
    for report in one.reports:
        yield Moment(one, "report", report.on, _passed(report.on, settings), f"report:{report.on}", text=report.text)
    if due := next_report(one, settings.as_of):
        state: State = "late" if days_late(due, settings.as_of) else "ahead"
        yield Moment(one, "report", due, state, "report-due")


def _asks(one: Initiative, catalog: Catalog, settings: Settings) -> Iterator[Moment]:
    """What is open stands on the day by which it is due."""
    for n, ask in enumerate(one.asks):
        who = _target(catalog, one, ("asks", n, "of"))
        if not who or ask.on > settings.as_of:
            continue
        name = f"ask:{who.id}:{ask.on}"
        if not ask.is_open(settings.as_of):
            yield Moment(one, "ask", ask.closed_on or ask.on, "done", name, who, ask.text)
        elif ask.due:
            yield Moment(one, "ask", ask.due, _ahead(ask.due, settings), name, who, ask.text)


def _blockers(one: Initiative, catalog: Catalog, settings: Settings) -> Iterator[Moment]:
    for n, blocker in enumerate(one.blockers):
        if blocker.since <= settings.as_of:
            state: State = "open" if blocker.is_open(settings.as_of) and not one.is_over else "done"
            who = _target(catalog, one, ("blockers", n, "owner"))
            name = f"blocker:{blocker.since}"
            yield Moment(one, "blocker", blocker.since, state, name, who, blocker.text, blocker.removed_on)


def _sessions(one: Initiative, catalog: Catalog, settings: Settings) -> Iterator[Moment]:
    for training in catalog.follow(one, "trainings"):
        if isinstance(training, Training):
            for day in sorted({session.on for session in training.sessions}):
                name = f"session:{training.id}:{day}"
                yield Moment(one, "session", day, _passed(day, settings), name, training, training.title)


def _outcome(one: Initiative, settings: Settings) -> Iterator[Moment]:
    if ended := one.outcome:
        yield Moment(one, "outcome", ended.on, _passed(ended.on, settings), "outcome", text=ended.text)


def _target(catalog: Catalog, one: Initiative, at: Location) -> Entity | None:
    found = catalog.target(one, at)
    return found if isinstance(found, Entity) else None


def _passed(day: date, settings: Settings) -> State:
    return "done" if day <= settings.as_of else "ahead"


def _ahead(day: date, settings: Settings) -> State:
    return "late" if day < settings.as_of else "ahead"


def _each_named(found: Iterable[Moment]) -> Iterator[Moment]:
    """Two of one name are told apart by a number."""
    seen: Counter[str] = Counter()
    for moment in found:
        seen[moment.name] += 1
        n = seen[moment.name]
        yield moment if n == 1 else replace(moment, name=f"{moment.name}:{n}")

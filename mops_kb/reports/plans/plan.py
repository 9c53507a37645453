"""Plan: a playbook applied to an event: for every step its day, who does it, and how it stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple

from mops_kb.kinds.blackout.closed import workdays
from mops_kb.kinds.event.model import Event
from mops_kb.kinds.playbook.model import Playbook, Step, Timing
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.ownership import behind
from mops_kb.model.settings import Settings

State = Literal["done", "late", "past", "today", "week", "later", "undated"]
PLANNED = ("idea", "planned", "confirmed")
FIRM = ("planned", "confirmed")
"""What is only an idea has a plan, but nobody is late with it."""
_LONG = ("quarter", "half", "year")
"""Such a date mostly tells how long something lasts."""
Shift = Callable[[date, int], date]


class Part(NamedTuple):
    """A step with those who hold its role and who approve it, the same for all events of its playbook."""

    step: Step
    number: int
    name: str
    role: Record | None
    holders: tuple[Entity, ...]
    is_vacant: bool
    approval: Record | None
    approvers: tuple[Entity, ...]


@dataclass(frozen=True)
class Task:
    """A step of a plan. `people` are those of the event who hold its role, else all who hold it; `is_vacant`: nobody
    holds it, shown or not; `day`: of which time of a recurring event."""

    event: Event
    playbook: Playbook
    step: Step
    number: int
    name: str
    due: date | None
    state: State
    role: Record | None
    people: tuple[Entity, ...]
    is_vacant: bool
    approval: Record | None
    approvers: tuple[Entity, ...]
    day: date | None

    @property
    def is_open(self) -> bool:
        return self.state in ("late", "today", "week", "later")


class Days(NamedTuple):
    first: date
    last: date


@dataclass(frozen=True)
class Plan:
    """`days` are those of the event (of a recurring one the next time); None while they are not fixed, and then
    `latest_start` is the day on which work must begin even if it is held on the last day that it may mean."""

    event: Event
    playbook: Playbook
    days: Days | None
    tasks: tuple[Task, ...]
    latest_start: date | None
    is_recurring: bool

    @property
    def start(self) -> date | None:
        return min((task.due for task in self.tasks if task.due), default=None)

    @property
    def done(self) -> int:
        return sum(1 for task in self.tasks if task.state == "done")

    @property
    def late(self) -> tuple[Task, ...]:
        return tuple(task for task in self.tasks if task.state == "late")

    @property
    def fits(self) -> bool:
        """False where it should have begun, and nothing is done."""
        return bool(self.done) or not self.late


def plans(catalog: Catalog, settings: Settings) -> Mapping[str, Plan]:
    """Event → its plan, of all that are still to come or to be finished. For `catalog.once`."""
    shift = cache(catalog.complete.once(workdays, settings).shift)
    parts = {playbook.id: _parts(playbook, catalog, settings) for playbook in catalog.of(Playbook)}
    found = {}
    for event in catalog.of(Event):
        playbook = next((one for one in catalog.follow(event, "playbook") if isinstance(one, Playbook)), None)
        if playbook and playbook.steps and event.status in PLANNED:
            found[event.id] = _plan(event, playbook, parts[playbook.id], catalog, settings, shift)
    return found


def due(timing: Timing | None, days: Days | None, shift: Shift) -> date | None:
    """The day of a step: before and on the day counted from the first one, after it from the last."""
    if timing is None or days is None or timing.sort == "within":
        return None
    anchor = days.last if timing.amount > 0 else days.first
    return anchor + timedelta(days=timing.amount) if timing.unit == "day" else shift(anchor, timing.amount)


def _parts(playbook: Playbook, catalog: Catalog, settings: Settings) -> tuple[Part, ...]:
    return tuple(_part(playbook, number, catalog, settings) for number in range(1, len(playbook.steps) + 1))


def _part(playbook: Playbook, number: int, catalog: Catalog, settings: Settings) -> Part:
    role = catalog.target(playbook, ("steps", number - 1, "role"))
    approval = catalog.target(playbook, ("steps", number - 1, "approval"))
    return Part(
        playbook.steps[number - 1],
        number,
        playbook.name_of(number),
        role,
        behind(catalog, role, settings.as_of),
        role is not None and not behind(catalog.complete, role, settings.as_of),
        approval,
        behind(catalog, approval, settings.as_of),
    )


def _plan(
    event: Event, playbook: Playbook, parts: tuple[Part, ...], catalog: Catalog, settings: Settings, shift: Shift
) -> Plan:
    days = _days(event, settings)
    named = frozenset(person.id for person in catalog.follow(event, "people"))
    tasks = tuple(_task(event, playbook, part, days, named, settings, shift) for part in parts)
    latest = None if days else _latest_start(event, playbook, settings, shift)
    return Plan(event, playbook, days, tasks, latest, _recurs(event))


def _days(event: Event, settings: Settings) -> Days | None:
    """Of what is dated to the day; never of what is only about to be."""
    if _recurs(event):
        time = event.when.next(settings.as_of, settings.fiscal_year_start)
        return Days(time.first, time.last) if time else None
    span = event.when.span(settings.fiscal_year_start) if event.when.is_exact else None
    return Days(*span) if span else None


def _recurs(event: Event) -> bool:
    return event.when.precision == "recurring"


def _latest_start(event: Event, playbook: Playbook, settings: Settings, shift: Shift) -> date | None:
    span = event.when.span(settings.fiscal_year_start)
    if not span or event.when.precision in _LONG or _recurs(event):
        return None
    dues = (due(step.timing, Days(span[1], span[1]), shift) for step in playbook.steps)
    return min((day for day in dues if day), default=None)


def _task(
    event: Event,
    playbook: Playbook,
    part: Part,
    days: Days | None,
    named: frozenset[str],
    settings: Settings,
    shift: Shift,
) -> Task:
    day = due(part.step.timing, days, shift)
    return Task(
        event,
        playbook,
        part.step,
        part.number,
        part.name,
        day,
        _state(event, part, day, settings.as_of),
        part.role,
        _those(part.holders, named),
        part.is_vacant,
        part.approval,
        _those(part.approvers, named),
        days.first if days and _recurs(event) else None,
    )


def _state(event: Event, part: Part, day: date | None, as_of: date) -> State:
    if event.steps_done and (part.name in event.steps_done or str(part.number) in event.steps_done):
        return "done"
    if day is None:
        return "undated"
    if day < as_of:
        return "late" if event.status in FIRM and not _recurs(event) else "past"
    if day == as_of:
        return "today"
    return "week" if day <= as_of + timedelta(days=6 - as_of.weekday()) else "later"


def _those(holders: tuple[Entity, ...], named: frozenset[str]) -> tuple[Entity, ...]:
    """Where the event names some of those who hold the role, those alone."""
    return tuple(person for person in holders if person.id in named) or holders

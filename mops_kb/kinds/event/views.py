"""What the page of an event shows, and which events are coming."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mops_kb.kinds.event.model import Event
from mops_kb.model.catalog import Catalog
from mops_kb.model.each import each
from mops_kb.model.entity import Entity, Record
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings

Span = tuple[date, date]


@dataclass(frozen=True)
class EventView:
    """`next` is the next time of what recurs. `days_to_go` counts from as_of to that, or to the first day: 0 today,
    negative when past; None without an exact day."""

    event: Event
    span: Span | None
    team: Record | None
    playbook: Record | None
    goals: tuple[Record, ...]
    tools: tuple[Record, ...]
    people: tuple[Record, ...]
    next: date | None
    days_to_go: int | None
    is_open: bool
    """Whether its day is not fixed."""


@each
def page(event: Event, catalog: Catalog, settings: Settings) -> EventView:
    when = event.when
    span = when.span(settings.fiscal_year_start)
    time = when.next(settings.as_of, settings.fiscal_year_start) if when.precision == "recurring" else None
    day = time.first if time else span[0] if span and when.is_exact else None
    return EventView(
        event,
        span,
        next(iter(catalog.follow(event, "team")), None),
        next(iter(catalog.follow(event, "playbook")), None),
        catalog.follow(event, "goals"),
        catalog.follow(event, "tools"),
        catalog.follow(event, "people"),
        time.first if time else None,
        (day - settings.as_of).days if day else None,
        not when.is_exact and when.precision != "recurring",
    )


def by_date(entity: Entity, settings: Settings) -> tuple[date, int]:
    """Events are listed by date."""
    assert isinstance(entity, Event)
    return entity.when.order(settings.fiscal_year_start)


def undecided(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Findings: the day by which a date was to be decided is over, and it is not."""
    for event in catalog.of(Event):
        by = event.when.decide_by
        if by and by < settings.as_of and not event.is_over:
            document = catalog.documents[event.ref]
            yield problem(document.path, document.place(("when",)), "date-overdue", id=event.id, day=by)

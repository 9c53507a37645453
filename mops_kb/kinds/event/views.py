"""What the page of an event shows, and which events are coming."""

from dataclasses import dataclass
from datetime import date

from mops_kb.kinds.event.model import Event
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.settings import Settings

Span = tuple[date, date]


@dataclass(frozen=True)
class EventView:
    """`days_to_go` counts from as_of to the first day: 0 today, negative when past; None without an exact day."""

    event: Event
    span: Span | None
    team: Record | None
    playbook: Record | None
    goals: tuple[Record, ...]
    tools: tuple[Record, ...]
    people: tuple[Record, ...]
    days_to_go: int | None


def page(event: Event, catalog: Catalog, settings: Settings) -> EventView:
    span = event.when.span(settings.fiscal_year_start)
    return EventView(
        event,
        span,
        next(iter(catalog.follow(event, "team")), None),
        next(iter(catalog.follow(event, "playbook")), None),
        catalog.follow(event, "goals"),
        catalog.follow(event, "tools"),
        catalog.follow(event, "people"),
        (span[0] - settings.as_of).days if span and event.when.is_exact else None,
    )


def by_date(entity: Entity, settings: Settings) -> tuple[date, int]:
    """Events are listed by date."""
    assert isinstance(entity, Event)
    return entity.when.order(settings.fiscal_year_start)

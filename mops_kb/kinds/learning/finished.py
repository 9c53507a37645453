"""Finished: which campaigns are over, and which of them taught us nothing yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings
from mops_kb.model.when import When

EXCEPTED = ("internal", "press", "release")
"""Categories that are no campaigns: meetings of our own and announcements may have learnings, but none is asked for."""
PATIENCE = timedelta(days=14)
"""So long there is time to write one."""
MEMORY = timedelta(days=180)
"""After this nobody remembers enough to write one."""
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Finished:
    """A campaign that is done, its last day, and whether anybody has written down a learning, shown or not."""

    event: Entity
    ended: date
    has_learning: bool


def finished(catalog: Catalog, settings: Settings) -> tuple[Finished, ...]:
    """Campaigns that are done and ended within a year before as_of, the latest first."""
    found = []
    for event in catalog.named("event"):
        ended = _ended(event, settings)
        if isinstance(event, Entity) and ended and timedelta(0) <= settings.as_of - ended <= YEAR:
            found.append(Finished(event, ended, bool(catalog.complete.who(event, "learnings"))))
    return tuple(sorted(found, key=lambda one: (-one.ended.toordinal(), one.event.id)))


def _ended(event: object, settings: Settings) -> date | None:
    when = getattr(event, "when", None)
    if not isinstance(when, When) or getattr(event, "status", None) != "done":
        return None
    span = when.span(settings.fiscal_year_start)
    return span[1] if span and getattr(event, "category", None) not in EXCEPTED else None


def unlearnt(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: a campaign ended two weeks to half a year ago, and nothing that it taught is written down."""
    for one in catalog.once(finished, settings):
        age = settings.as_of - one.ended
        if not one.has_learning and PATIENCE <= age <= MEMORY:
            document = catalog.documents[one.event.ref]
            place = document.place(("status",))
            yield problem(document.path, place, "no-learning", id=one.event.id, days=age.days)

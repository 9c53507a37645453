"""Facts of events and blackouts: what gets into their way, and what falls into them."""

from collections.abc import Sequence
from dataclasses import dataclass

from mops_kb.kinds.blackout.closed import spans
from mops_kb.kinds.blackout.model import Blackout
from mops_kb.kinds.blackout.views import BlackoutView, page
from mops_kb.kinds.event.model import Event
from mops_kb.model.catalog import Catalog
from mops_kb.model.each import each
from mops_kb.model.fact import Facts, entities
from mops_kb.model.settings import Settings
from mops_kb.model.workdays import Span
from mops_kb.reports.conflicts.checks import is_told
from mops_kb.reports.conflicts.found import Conflict, conflicts_of
from mops_kb.reports.conflicts.sections import all_fallen
from mops_kb.reports.conflicts.shown import Shown
from mops_kb.reports.conflicts.slots import AHEAD


def _told(event: Event, catalog: Catalog, settings: Settings) -> Sequence[Conflict]:
    return [one for one in conflicts_of(event, catalog, settings) if is_told(one, settings)]


@dataclass(frozen=True)
class Closing:
    """Its next time in the year ahead, and what falls into it."""

    view: BlackoutView
    span: Span | None
    fallen: tuple[Shown, ...]


@each
def _closing(blackout: Blackout, catalog: Catalog, settings: Settings) -> Closing:
    coming = spans(blackout, settings.as_of, settings.as_of + AHEAD, settings)
    inside = catalog.once(all_fallen, settings).get(blackout.id, ())
    return Closing(page(blackout, catalog, settings), next(iter(coming), None), inside)


_fact = Facts("event", _told)
_next = Facts("blackout", _closing, "conflicts/cells.md")

FACTS = (
    _fact("conflicts", "number", lambda those: sum(one.state in ("open", "expired") for one in those)),
    _fact("has_conflict", "flag", lambda those: any(one.state in ("open", "expired") for one in those)),
    _next("next_on", "date", lambda one: one.span[0] if one.span else None, rich=True),
    _next("closes", "ref", lambda one: entities(one.view.teams), rich=True),
    _next("inside", "number", lambda one: len(one.fallen), wide=True),
)

"""Facts of events and blackouts: what gets into their way, and what falls into them."""

from collections.abc import Sequence

from mops_kb.kinds.blackout.closed import spans
from mops_kb.kinds.blackout.model import Blackout
from mops_kb.kinds.event.model import Event
from mops_kb.model.catalog import Catalog
from mops_kb.model.fact import Fact, Facts, Value
from mops_kb.model.settings import Settings
from mops_kb.reports.conflicts.checks import is_told
from mops_kb.reports.conflicts.found import Conflict, conflicts_of
from mops_kb.reports.conflicts.slots import AHEAD


def _told(event: Event, catalog: Catalog, settings: Settings) -> Sequence[Conflict]:
    return [one for one in conflicts_of(event, catalog, settings) if is_told(one, settings)]


def _coming(blackout: Blackout, catalog: Catalog, settings: Settings) -> Value:
    """Its next first day in the year ahead."""
    return next((first for first, _ in spans(blackout, settings.as_of, settings.as_of + AHEAD, settings)), None)


_fact = Facts("event", _told)

FACTS = (
    _fact("conflicts", "number", lambda those: sum(one.state in ("open", "expired") for one in those)),
    _fact("has_conflict", "flag", lambda those: any(one.state in ("open", "expired") for one in those)),
    Fact("blackout", "next_on", "date", _coming),
)

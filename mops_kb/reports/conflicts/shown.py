"""What a page shows of a conflict: its events and what they share, as the records behind their ids."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from mops_kb.kinds.event.model import Event
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Record
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text
from mops_kb.model.workdays import holidays
from mops_kb.reports.conflicts.checks import is_told
from mops_kb.reports.conflicts.found import Conflict

_KINDS = {"licence": "tool", "person": "person", "capacity": "team", "blackout": "blackout"}


@dataclass(frozen=True)
class Shown:
    """`shared` is what the events share, be it the tool, the person or the team, or the blackout; `by` accepted it."""

    conflict: Conflict
    shared: tuple[Record, ...]
    holiday: Text | None
    by: Record | None


def shown(conflicts: Iterable[Conflict], catalog: Catalog, settings: Settings) -> Iterator[Shown]:
    """Those that the site may tell."""
    for one in conflicts:
        if is_told(one, settings):
            known = catalog.records.get(_KINDS.get(one.sort, ""), {})
            shared = tuple(record for id in one.about if (record := known.get(id)))
            holiday = holidays(settings.country, one.day.year).get(one.day) if one.sort == "holiday" else None
            yield Shown(one, shared, holiday, _by(one, catalog))


def _by(conflict: Conflict, catalog: Catalog) -> Record | None:
    held = conflict.accepted
    return catalog.target(held.event, (*held.location, "by")) if held else None


def beside(event: Event, conflict: Conflict) -> tuple[Event, ...]:
    """What an event meets in a conflict in which it is."""
    if conflict.event is event:
        return conflict.others
    if conflict.sort == "capacity":
        return (conflict.event, *(other for other in conflict.others if other is not event))
    return (conflict.event,)


def monday(day: date) -> date:
    return date.fromordinal(day.toordinal() - day.weekday())

"""What the check says of conflicts: each with the places of both records."""

from collections.abc import Iterator
from typing import Any

from mops_kb.kinds.blackout.model import Blackout
from mops_kb.kinds.event.model import Event
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings
from mops_kb.reports.conflicts.found import Conflict, find


def conflicts(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Findings: what is open, or open again because its acceptance has expired."""
    for one in find(catalog, settings).conflicts:
        if one.state in ("open", "expired") and is_told(one, settings):
            yield _told(one, catalog)


def is_told(conflict: Conflict, settings: Settings) -> bool:
    """Where somebody is expected is for colleagues."""
    return conflict.sort != "person" or settings.is_internal


def _told(one: Conflict, catalog: Catalog) -> Problem:
    document = catalog.documents[one.event.ref]
    path, place = document.path, document.place(("when",))
    variant = "remedy" if one.state == "open" else "expired"
    met = one.others if one.sort != "blackout" else catalog.some(Blackout, one.about)
    more: dict[str, Any] = {
        "id": one.event.id,
        "day": one.day,
        "about": one.about,
        "others": [other.id for other in met],
        "places": [_place(other, catalog) for other in met],
        "until": one.accepted.acceptance.until if one.accepted else "",
    }
    if one.sort == "audience":
        return problem(path, place, "audience-conflict", variant, **more)
    if one.sort == "licence":
        return problem(path, place, "licence-conflict", variant, **more)
    if one.sort == "person":
        return problem(path, place, "double-booked", variant, **more)
    if one.sort == "capacity":
        return problem(path, place, "over-capacity", variant, **more)
    if one.sort == "blackout":
        return problem(path, place, "in-blackout", variant, **more)
    return problem(path, place, "on-holiday", variant, **more)


def _place(entity: Entity, catalog: Catalog) -> str:
    document = catalog.documents[entity.ref]
    return f"{document.path}:{document.place(('when',))[0]}"


def idle(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: what was accepted is no conflict any more. Of what is accepted beside a hidden event nothing is told."""
    for accepted in find(catalog.complete, settings).idle:
        other = catalog.complete.target(accepted.event, (*accepted.location, "with"))
        if catalog.get(accepted.event.ref) and (other is None or catalog.get(other.ref)):
            document = catalog.documents[accepted.event.ref]
            place = document.place((*accepted.location, "conflict"))
            yield problem(document.path, place, "acceptance-idle", id=accepted.event.id)


def itself(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """An event does not collide with itself."""
    for event in catalog.of(Event):
        for position, _ in enumerate(event.accepted):
            location = ("accepted", position, "with")
            if catalog.target(event, location) is event:
                document = catalog.documents[event.ref]
                yield problem(document.path, document.place(location), "accepted-itself", id=event.id)

"""The organisation that stands in the records, on any day: who holds what by then, by shares and dates."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from mops_kb.kinds.event.model import Event
from mops_kb.kinds.person.model import Person
from mops_kb.kinds.role.model import Role
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.ref import Ref
from mops_kb.model.settings import Settings
from mops_kb.reports.scenarios.org import Org, Seat, Thing


def org_on(day: date, catalog: Catalog, settings: Settings) -> Org:
    """Its posts are those of the day. What there is to do is that of as_of: nobody knows yet what comes after."""
    people = catalog.once(_people, replace(settings, as_of=day))
    return replace(people, things=catalog.once(_things, settings))


def _people(catalog: Catalog, settings: Settings) -> Org:
    """Roles that are shown, and all who hold them: a post is not vacant because its holder is hidden."""
    seats = {role.id: _seat(role, catalog) for role in catalog.of(Role)}
    people = catalog.complete.of(Person)
    posts = {
        (person.id, role): share
        for person in people
        for role in (record.id for record in catalog.complete.follow(person, "posts.role"))
        if role in seats and (share := person.share_of(role, settings.as_of))
    }
    return Org(seats, posts, {person.id: _target(person, "team", catalog.complete) for person in people})


def _seat(role: Role, catalog: Catalog) -> Seat:
    duties = tuple(duty.id for duty in catalog.follow(role, "duty"))
    return Seat(role.id, _target(role, "team", catalog), _target(role, "reports_to", catalog), role.headcount, duties)


def _target(record: Record, field: str, catalog: Catalog) -> str | None:
    return next((target.id for target in catalog.follow(record, field)), None)


def _things(catalog: Catalog, settings: Settings) -> tuple[Thing, ...]:
    return tuple(_found(catalog, settings))


def _found(catalog: Catalog, settings: Settings) -> Iterator[Thing]:
    """All that is not over but roles, which are the organisation itself, and plans; people stand for themselves."""
    for entity in catalog.entities():
        if entity.kind not in ("role", "scenario") and not entity.is_over:
            duties = tuple(duty.id for duty in catalog.follow(entity, "duty"))
            yield Thing(entity.ref, _owner(entity, catalog), duties, _is_ahead(entity, settings))


def _owner(entity: Entity, catalog: Catalog) -> Ref | None:
    if entity.kind == "person":
        return entity.ref
    return next((owner.ref for owner in catalog.complete.follow(entity, "owner")), None)


def _is_ahead(entity: Entity, settings: Settings) -> bool:
    if not isinstance(entity, Event) or entity.status not in ("planned", "confirmed"):
        return False
    span = entity.when.span(settings.fiscal_year_start)
    return span is None or span[1] >= settings.as_of

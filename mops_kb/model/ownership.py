"""Ownership: from `role:`, `team:` or `person:` to the people who answer for something today."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record


class Holding(NamedTuple):
    person: Entity
    share: Decimal


def holdings(catalog: Catalog, role: Record, as_of: date) -> tuple[Holding, ...]:
    """Who holds a role on that day, and with how much of their time; the largest share first.

    Whoever can hold roles tells `share_of(role, day)`: how much of their time the role has then, 0–1.
    """
    found = [
        Holding(person, share)
        for person in catalog.who(role, "holders")
        if isinstance(person, Entity) and (share := _share(person, role.id, as_of))
    ]
    return tuple(sorted(found, key=lambda holding: (-holding.share, holding.person.id)))


class Held(NamedTuple):
    role: Entity
    share: Decimal


def held(catalog: Catalog, person: Record, as_of: date) -> tuple[Held, ...]:
    """The roles that a person holds on that day, in the order of their posts, each with its share of their time."""
    roles = (role for role in catalog.follow(person, "posts.role") if isinstance(role, Entity))
    return tuple(Held(role, share) for role in roles if (share := _share(person, role.id, as_of)))


def _share(person: Record, role: str, as_of: date) -> Decimal:
    share_of: Callable[[str, date], Decimal] | None = getattr(person, "share_of", None)
    return share_of(role, as_of) if share_of else Decimal(0)


def owner(catalog: Catalog, entity: Entity) -> Entity | None:
    """The role, team or person that the record names."""
    return next((record for record in catalog.follow(entity, "owner") if isinstance(record, Entity)), None)


def responsible(catalog: Catalog, entity: Entity, as_of: date) -> tuple[Entity, ...]:
    """The people behind the owner: the holders of the role, the members of the team, or the person; may be empty."""
    named = owner(catalog, entity)
    if named is None:
        return ()
    if named.kind == "role":
        return tuple(holding.person for holding in holdings(catalog, named, as_of))
    if named.kind == "team":
        return tuple(person for person in catalog.who(named, "members") if isinstance(person, Entity))
    return (named,)

"""Ownership: from `role:`, `team:` or `person:` to the people who answer for something today."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.ref import Ref
from mops_kb.model.settings import Settings

NOT_THINGS = frozenset({"person", "role", "team", "skill", "duty", "pillar", "buy-in-step"})
"""Kinds that say who does what. Whoever keeps such a record keeps no piece of the work by it."""


class Holding(NamedTuple):
    person: Entity
    share: Decimal


def holdings(catalog: Catalog, role: Record, as_of: date) -> tuple[Holding, ...]:
    """Who holds a role on that day, and with how much of their time; the largest share first.

    Whoever can hold roles tells `share_of(role, day)`: how much of their time the role has then, 0–1.
    """
    return catalog.once(_holdings, as_of).get(role.ref, ())


def _holdings(catalog: Catalog, as_of: date) -> Mapping[Ref, tuple[Holding, ...]]:
    """Of all roles: who holds a role that owns a thousand pages is asked a thousand times."""
    return {role.ref: tuple(_holders(role, catalog, as_of)) for role in catalog.named("role")}


def _holders(role: Record, catalog: Catalog, as_of: date) -> list[Holding]:
    found = [
        Holding(person, share)
        for person in catalog.who(role, "holders")
        if isinstance(person, Entity) and (share := _share(person, role.id, as_of))
    ]
    return sorted(found, key=lambda holding: (-holding.share, holding.person.id))


class Held(NamedTuple):
    role: Entity
    share: Decimal


def held(catalog: Catalog, person: Record, as_of: date) -> tuple[Held, ...]:
    """The roles that a person holds on that day, in the order of their posts, each with its share of their time."""
    roles = (role for role in catalog.follow(person, "posts.role") if isinstance(role, Entity))
    return tuple(Held(role, share) for role in roles if (share := _share(person, role.id, as_of)))


def held_since(person: Entity, role: Record, as_of: date) -> date | None:
    """Since when somebody holds a role, where it is known. Whoever can hold roles tells `held_since(role, day)`."""
    tell: Callable[[str, date], date | None] | None = getattr(person, "held_since", None)
    return tell(role.id, as_of) if tell else None


def _share(person: Record, role: str, as_of: date) -> Decimal:
    share_of: Callable[[str, date], Decimal] | None = getattr(person, "share_of", None)
    return share_of(role, as_of) if share_of else Decimal(0)


def vacant_since(catalog: Catalog, role: Record, as_of: date) -> date | None:
    """The day after the last person left a role; None if nobody has left it, or somebody has taken it up since.

    Whoever can hold roles tells `terms(role)`: the first and the last day of each time that they held or will hold it.
    """
    terms = [term for person in catalog.who(role, "holders") for term in _terms(person, role.id)]
    left = max((last for _, last in terms if last and last < as_of), default=None)
    if left is None or any(first and left < first <= as_of for first, _ in terms):
        return None
    return left + timedelta(days=1)


def _terms(person: Record, role: str) -> Sequence[tuple[date | None, date | None]]:
    terms: Callable[[str], Sequence[tuple[date | None, date | None]]] | None = getattr(person, "terms", None)
    return terms(role) if terms else ()


def owner(catalog: Catalog, entity: Entity) -> Entity | None:
    """The role, team or person that the record names."""
    return next((record for record in catalog.follow(entity, "owner") if isinstance(record, Entity)), None)


def team_of(catalog: Catalog, entity: Entity) -> Entity | None:
    """The owner, if it is a team, else the team of the role or the person."""
    whose = owner(catalog, entity)
    teams = (whose,) if whose is None or whose.kind == "team" else catalog.follow(whose, "team")
    return next((team for team in teams if isinstance(team, Entity)), None)


def responsible(catalog: Catalog, entity: Entity, as_of: date) -> tuple[Entity, ...]:
    """The people who answer for something on that day; may be empty."""
    return behind(catalog, owner(catalog, entity), as_of)


def behind(catalog: Catalog, party: Record | None, as_of: date) -> tuple[Entity, ...]:
    """The people whom a role, a team or a person stands for on that day: its holders, its members, or themselves."""
    if party and party.kind == "role":
        return tuple(holding.person for holding in holdings(catalog, party, as_of))
    if party and party.kind == "team":
        return tuple(person for person in catalog.who(party, "members") if isinstance(person, Entity))
    return (party,) if isinstance(party, Entity) else ()


def things(catalog: Catalog) -> Iterator[Entity]:
    """What people answer for: every entity that is not over, but for the organisation itself and its frame."""
    return (entity for entity in catalog.entities() if is_thing(entity))


def is_thing(entity: Entity) -> bool:
    return entity.kind not in NOT_THINGS and not entity.is_over


def answering(catalog: Catalog, settings: Settings) -> Mapping[Ref, tuple[Entity, ...]]:
    """For every thing, the people who answer for it today. Ask by `catalog.once`: every owner is looked up once."""
    known: dict[Ref, tuple[Entity, ...]] = {}
    found: dict[Ref, tuple[Entity, ...]] = {}
    for thing in things(catalog):
        named = owner(catalog, thing)
        if named and named.ref not in known:
            known[named.ref] = behind(catalog, named, settings.as_of)
        found[thing.ref] = known[named.ref] if named else ()
    return found

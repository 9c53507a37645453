"""Nearby: which other pages a reader of one may want, because both have to do with the same things.

What two have in common counts by how rare it is, as one over the number of those that have it (resource allocation,
Zhou, Lü and Zhang 2009, https://doi.org/10.1140/epjb/e2009-00335-8). What many have in common tells nothing, so it is
left out, and the work grows with the number of pages, not with its square. What has to do with everything is near to
nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from mops_kb.model.catalog import Catalog, Relation
from mops_kb.model.entity import Entity, Part, Record
from mops_kb.model.ref import Location, Ref
from mops_kb.model.settings import Settings

SHOWN = 5
OF_A_KIND = 3
_MANY = 40
_WHOLE = 1_000_000
_LEAST = _WHOLE // 20
_WIDE = 4
_TOLD = 2
_OF_LIST = 2
"""Longer is the place of a reference that stands in a part of a list."""
_PEOPLE = "person"
"""Their teams and roles say who is near them; beside a training, a name would read as if it told who has to go."""
_OF_MANY = frozenset({"owner", "duty", "pillar"})
"""Fields that say little of what a page is about."""

Common = Ref | str
"""What two pages have in common: an entity that both have to do with, or a tag."""


class Near(NamedTuple):
    """A page that is near, and the rarest of what it has in common with the other."""

    entity: Entity
    shares: tuple[Entity | str, ...]


def nearby(catalog: Catalog, _: Settings) -> Mapping[Ref, tuple[Near, ...]]:
    """For each entity but people the nearest that it does not refer to, nor they to it: at most five, three of a kind,
    and nobody."""
    silent = _silent(catalog)
    about = {entity.ref: _about(entity, catalog, silent) for entity in catalog.entities()}
    having: dict[Common, list[Ref]] = defaultdict(list)
    for ref, those in about.items():
        for one in those:
            having[one].append(ref)
    weights = {one: _WHOLE // len(refs) for one, refs in having.items() if 1 < len(refs) <= _MANY}
    near = (ref for ref in about if ref.kind != _PEOPLE)
    return {ref: tuple(_nearest(ref, about, having, weights, catalog)) for ref in near}


def _about(entity: Entity, catalog: Catalog, silent: frozenset[tuple[Ref, Location]]) -> dict[Common, None]:
    """What it refers to and is referred to by, in fields and bodies, and its tags."""
    found: dict[Common, None] = {}
    for relation in catalog.outgoing.get(entity.ref, ()):
        if relation.field not in _OF_MANY and _part(relation) not in silent:
            found[relation.target] = None
    for relation in catalog.incoming.get(entity.ref, ()):
        is_page = isinstance(catalog.get(relation.source), Entity)
        if is_page and relation.field not in _OF_MANY and _part(relation) not in silent:
            found[relation.source] = None
    return found | dict.fromkeys(entity.tags)


def _silent(catalog: Catalog) -> frozenset[tuple[Ref, Location]]:
    """Parts that say nothing without what is hidden: what else they refer to is not told either."""
    if not catalog.whole:
        return frozenset()
    return frozenset(
        _part(relation)
        for ref, relations in catalog.whole.outgoing.items()
        if (entity := catalog.get(ref))
        for relation in relations
        if len(relation.location) > _OF_LIST and not catalog.get(relation.target) and _is_needed(entity, relation)
    )


def _is_needed(record: Record, relation: Relation) -> bool:
    """Whether the part in which the reference stands says nothing without it."""
    name, position, field = relation.location[:3]
    parts = getattr(record, str(name))
    if not (isinstance(parts, tuple) and isinstance(position, int) and isinstance(parts[position], Part)):
        return False
    part: Part = parts[position]
    return field in part.nothing_without or type(part).model_fields[str(field)].is_required()


def _part(relation: Relation) -> tuple[Ref, Location]:
    return relation.source, relation.location[:_OF_LIST]


def _nearest(
    ref: Ref,
    about: Mapping[Ref, Mapping[Common, None]],
    having: Mapping[Common, list[Ref]],
    weights: Mapping[Common, int],
    catalog: Catalog,
) -> Iterator[Near]:
    scores: Counter[Ref] = Counter()
    for one in about[ref]:
        if one in weights:
            for other in having[one]:
                scores[other] += weights[one]
    ranked = sorted(
        (-score * score // (len(about[other]) + _WIDE), other) for other, score in scores.items() if score >= _LEAST
    )
    kinds: Counter[str] = Counter()
    for _, other in ranked:
        if kinds.total() == SHOWN:
            return
        entity = catalog.get(other)
        if (
            other.kind == _PEOPLE
            or other == ref
            or other in about[ref]
            or kinds[other.kind] == OF_A_KIND
            or not isinstance(entity, Entity)
        ):
            continue
        kinds[other.kind] += 1
        common = sorted(
            (one for one in about[ref] if one in about[other] and one in weights), key=lambda one: -weights[one]
        )
        yield Near(entity, tuple(_told(one, catalog) for one in common[:_TOLD]))


def _told(one: Common, catalog: Catalog) -> Entity | str:
    if isinstance(one, str):
        return one
    found = catalog.get(one)
    assert isinstance(found, Entity)
    return found

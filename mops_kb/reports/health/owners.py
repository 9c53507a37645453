"""Reviews by owner: for everybody who keeps pages, how many are fresh, and which are due or overdue."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import get_args

from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Freshness
from mops_kb.model.ownership import owner
from mops_kb.model.ref import Ref


@dataclass(frozen=True)
class Owned:
    """What one role, team or person keeps; None for pages whose owner is not shown.

    `tally` counts all of it by freshness; `wanting` is what is overdue or due, the longest overdue first.
    """

    owner: Entity | None
    tally: tuple[tuple[Freshness, int], ...]
    wanting: tuple[Entity, ...]


def by_owner(entities: Iterable[Entity], catalog: Catalog, as_of: date) -> tuple[Owned, ...]:
    """Whoever has the most that is overdue comes first, then whoever has the most that is due."""
    kept: dict[Ref | None, list[Entity]] = defaultdict(list)
    named: dict[Ref | None, Entity | None] = {}
    for entity in entities:
        who = owner(catalog, entity)
        ref = who.ref if who else None
        kept[ref].append(entity)
        named[ref] = who
    found = [_owned(named[ref], those, as_of) for ref, those in kept.items()]
    return tuple(sorted(found, key=_order))


def _owned(who: Entity | None, entities: list[Entity], as_of: date) -> Owned:
    states = [entity.freshness(as_of) for entity in entities]
    wanting = [entity for entity, state in zip(entities, states, strict=True) if state in ("stale", "due")]
    return Owned(
        who,
        tuple((state, count) for state in get_args(Freshness) if (count := states.count(state))),
        tuple(sorted(wanting, key=lambda entity: (entity.next_review or date.max, entity.ref))),
    )


def _order(one: Owned) -> tuple[int, int, str]:
    tally = dict(one.tally)
    return -tally.get("stale", 0), -tally.get("due", 0), str(one.owner.ref) if one.owner else "~"

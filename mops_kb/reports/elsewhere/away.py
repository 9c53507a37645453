"""Away: the links that lead out of the wiki to where knowledge still stands, and whose pages they stand on."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel

from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.links import addresses
from mops_kb.model.ownership import team_of
from mops_kb.model.settings import PersonalField, Settings
from mops_kb.model.text import Text
from mops_kb.reports.elsewhere.places import Place, place


@dataclass(frozen=True)
class Away:
    """One address that one page leads to; `team` is whose page it is."""

    entity: Entity
    team: Entity | None
    address: str
    place: Place


def away(catalog: Catalog, settings: Settings) -> tuple[Away, ...]:
    """All of them, page by page, each address once a page."""
    unseen = frozenset(get_args(PersonalField)) - frozenset(settings.person_fields)
    found = []
    for entity in catalog.entities():
        written = dict.fromkeys(_addresses(entity, unseen if entity.kind == "person" else frozenset()))
        leading = [(address, where) for address in written if (where := place(address))]
        team = team_of(catalog, entity) if leading else None
        found += [Away(entity, team, address, where) for address, where in leading]
    return tuple(found)


def _addresses(entity: Entity, unseen: frozenset[str]) -> Iterator[str]:
    for name in type(entity).model_fields:
        if name not in unseen:
            yield from _within(getattr(entity, name))


def _within(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from addresses(value)
    elif isinstance(value, Text):
        for _, text in value.versions:
            yield from addresses(text)
    elif isinstance(value, tuple):
        for part in value:
            yield from _within(part)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _within(getattr(value, name))


def counts(catalog: Catalog, settings: Settings) -> Mapping[str, int]:
    """How many there are by the team's id; without a team, under the empty one."""
    return Counter(one.team.id if one.team else "" for one in catalog.once(away, settings))

"""Facts of people, roles and teams: the hours that channels take of them in a month."""

from collections.abc import Mapping

from mops_kb.kinds.channel.attendance import Burden, by_person, by_role, by_team
from mops_kb.kinds.channel.model import hours
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.fact import Fact, Facts
from mops_kb.model.ref import Ref
from mops_kb.model.settings import Settings


def _all(catalog: Catalog, settings: Settings) -> Mapping[Ref, Burden]:
    people = catalog.once(by_person, settings).values()
    burdens = (*people, *catalog.once(by_role, settings), *catalog.once(by_team, settings))
    return {burden.whose.ref: burden for burden in burdens if burden.whose}


def _burden(one: Entity, catalog: Catalog, settings: Settings) -> Burden | None:
    return catalog.once(_all, settings).get(one.ref)


def _of(kind: str) -> tuple[Fact, ...]:
    fact = Facts(kind, _burden, "communication/cells.md")
    return (
        fact("meeting_hours", "number", lambda burden: hours(burden.minutes) if burden else None, rich=True),
        fact("hours_after", "number", lambda burden: hours(burden.minutes_after) if burden else None, rich=True),
    )


FACTS = (*_of("person"), *_of("role"), *_of("team"))

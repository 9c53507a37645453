"""The heir: who could take over from somebody, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from mops_kb.kinds.person.model import Person
from mops_kb.kinds.role.model import Role
from mops_kb.kinds.role.views import asked
from mops_kb.kinds.skill.levels import levels
from mops_kb.model.catalog import Catalog
from mops_kb.model.ownership import holdings
from mops_kb.model.settings import Settings
from mops_kb.reports.leaving.hands import Hands
from mops_kb.reports.skills.fit import LEAST, candidates, measure

Reason = Literal["skills", "deputy", "team"]


@dataclass(frozen=True)
class Heir:
    """`share` is how far their skills go towards all roles together, where that is the reason."""

    person: Person
    reason: Reason
    share: Decimal | None = None


def heir(person: Person, all_hands: Mapping[str, Hands], catalog: Catalog, settings: Settings) -> Heir | None:
    """By skills; else whoever stands in; else whoever of the team has the least that hangs on them alone."""
    if found := _by_skills(person, all_hands[person.id], catalog, settings):
        return found
    for deputy in catalog.follow(person, "deputy"):
        if isinstance(deputy, Person):
            return Heir(deputy, "deputy")
    team = next(iter(catalog.follow(person, "team")), None)
    mates = [one for one in (catalog.who(team, "members") if team else ()) if isinstance(one, Person)]
    free = sorted((one for one in mates if one.id != person.id), key=lambda one: (all_hands[one.id].counts, one.id))
    return Heir(free[0], "team") if free else None


def _by_skills(person: Person, own: Hands, catalog: Catalog, settings: Settings) -> Heir | None:
    """Of those who hold or could take up one of the roles, whoever comes closest to what all of them ask for."""
    asks = [one for post in own.posts for one in asked(post.role, catalog)]
    known = levels(catalog, settings)
    able = {one.id: one for post in own.posts for one in _able(post.role, catalog, settings) if one.id != person.id}
    shares = {id: fit.share for id in able if (fit := measure(asks, known.get(id, {}))) and fit.share >= LEAST}
    best = min(shares, key=lambda id: (-shares[id], id), default=None)
    return Heir(able[best], "skills", shares[best]) if best else None


def _able(role: Role, catalog: Catalog, settings: Settings) -> Iterator[Person]:
    yield from (one.person for one in candidates(role, catalog, settings))
    for holding in holdings(catalog, role, settings.as_of):
        if isinstance(holding.person, Person):
            yield holding.person

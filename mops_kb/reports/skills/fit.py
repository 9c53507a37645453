"""Fit: how far what somebody can do goes towards what a role asks for. The formula is our own, not a standard.

Each requirement counts min(actual, asked) ÷ asked, with weight 2 where it is required and 1 where it is nice to have;
the fit is their weighted mean, 0–1. More than what is asked for adds nothing, and what has not been assessed counts 0.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mops_kb.kinds.person.model import Person
from mops_kb.kinds.role.model import Requirement, Role
from mops_kb.kinds.role.views import Asked, asked
from mops_kb.kinds.skill.levels import levels, masters
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Record
from mops_kb.model.ownership import holdings
from mops_kb.model.settings import Settings

WEIGHTS = {"required": 2, "nice": 1}
LEAST = Decimal("0.5")
"""Below this fit nobody is proposed for a role."""
MOST = 3
_PARTS = 12
"""A requirement is counted in twelfths, so that every level out of 1 to 4 is a whole number of them."""


@dataclass(frozen=True)
class Gap:
    """A requirement that is not met; `actual` is None where nobody has assessed it."""

    skill: Record
    sort: str
    need: str
    asked: int
    actual: int | None


@dataclass(frozen=True)
class Fit:
    """`share` is 0–1; gaps stand with what is required first, the widest first; `assessed` counts requirements."""

    share: Decimal
    gaps: tuple[Gap, ...]
    assessed: int
    asked: int


@dataclass(frozen=True)
class Candidate:
    person: Person
    fit: Fit


def fit(role: Role, person: Person, catalog: Catalog, settings: Settings) -> Fit | None:
    """How well somebody fits a role; None where the role asks for nothing."""
    return measure(asked(role, catalog), levels(catalog, settings).get(person.id, {}))


def measure(asks: Sequence[Asked], mastered: Mapping[str, int]) -> Fit | None:
    """The formula itself, from what is asked for and from skill → level."""
    if not asks:
        return None
    points = sum(_points(one.requirement, mastered.get(one.skill.id, 0)) for one in asks)
    gaps = [
        Gap(one.skill, one.sort, one.requirement.need, one.requirement.level, mastered.get(one.skill.id))
        for one in asks
        if mastered.get(one.skill.id, 0) < one.requirement.level
    ]
    return Fit(
        Decimal(points) / _all_points(asks),
        tuple(sorted(gaps, key=_width)),
        sum(one.skill.id in mastered for one in asks),
        len(asks),
    )


def candidates(role: Role, catalog: Catalog, settings: Settings) -> tuple[Candidate, ...]:
    """Who fits best of those who do not hold the role: at most three, the best first, then by id."""
    return catalog.once(_candidates, settings)[role.id]


def _candidates(catalog: Catalog, settings: Settings) -> Mapping[str, tuple[Candidate, ...]]:
    """For every role, in as many steps as there are assessments of what roles ask for."""
    return {role.id: _best(role, catalog, settings) for role in catalog.of(Role)}


def _best(role: Role, catalog: Catalog, settings: Settings) -> tuple[Candidate, ...]:
    asks = asked(role, catalog)
    holders = {holding.person.id for holding in holdings(catalog, role, settings.as_of)}
    points: dict[str, int] = {}
    for one in asks:
        for person, level in masters(catalog, settings).get(one.skill.id, {}).items():
            if person not in holders:
                points[person] = points.get(person, 0) + _points(one.requirement, level)
    least = LEAST * _all_points(asks)
    enough = [id for id, sum_ in points.items() if sum_ >= least]
    best = sorted(enough, key=lambda id: (-points[id], id))[:MOST]
    people = {person.id: person for person in catalog.some(Person, best)}
    fits = ((people[id], fit(role, people[id], catalog, settings)) for id in best)
    return tuple(Candidate(person, found) for person, found in fits if found)


def _points(requirement: Requirement, level: int) -> int:
    share = min(level, requirement.level) * _PARTS // requirement.level
    return WEIGHTS[requirement.need] * share


def _all_points(asks: Sequence[Asked]) -> int:
    return sum(WEIGHTS[one.requirement.need] * _PARTS for one in asks)


def _width(gap: Gap) -> tuple[bool, int, str]:
    return gap.need != "required", (gap.actual or 0) - gap.asked, gap.skill.id

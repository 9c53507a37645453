"""What pages about roles and people add: who fits a role, who could take it up, and what somebody lacks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mops_kb.kinds.person.model import Person
from mops_kb.kinds.role.model import Role
from mops_kb.kinds.role.views import Asked, asked
from mops_kb.kinds.skill.levels import levels
from mops_kb.kinds.skill.model import Skill
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Record
from mops_kb.model.ownership import held, holdings
from mops_kb.model.problem import Problem, problem
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings
from mops_kb.reports.skills.fit import Candidate, Fit, candidates, fit

FAR = 2
"""So many levels below what is required make a finding; one below stands on the page alone."""


@dataclass(frozen=True)
class RoleFit:
    holders: tuple[tuple[Record, Fit], ...]
    candidates: tuple[Candidate, ...]
    is_vacant: bool


@dataclass(frozen=True)
class Mastered:
    """One skill of somebody; `asked` is the highest level that their own roles require."""

    skill: Skill
    level: int
    asked: int | None


@dataclass(frozen=True)
class PersonFit:
    roles: tuple[tuple[Record, Fit], ...]
    skills: tuple[Mastered, ...]


def of_role(role: Role, wiki: Wiki) -> RoleFit | None:
    """How well the holders fit, and who else would; for colleagues only."""
    catalog, settings = wiki.catalog, wiki.settings
    if not settings.is_internal or not asked(role, catalog):
        return None
    those = holdings(catalog, role, settings.as_of)
    fits = ((one.person, fit(role, one.person, catalog, settings)) for one in those if isinstance(one.person, Person))
    holders = len(holdings(catalog.complete, role, settings.as_of))
    return RoleFit(
        tuple((person, found) for person, found in fits if found),
        candidates(role, catalog, settings),
        holders < role.headcount,
    )


def of_person(person: Person, wiki: Wiki) -> PersonFit | None:
    """How well somebody fits their own roles, and what they can do; for colleagues only."""
    catalog, settings = wiki.catalog, wiki.settings
    if not settings.is_internal:
        return None
    roles = [
        (role, found) for role in _roles(person, catalog, settings) if (found := fit(role, person, catalog, settings))
    ]
    mastered = levels(catalog, settings).get(person.id, {})
    required = needs(person, catalog, settings)
    skills = [Mastered(one, mastered[one.id], required.get(one.id)) for one in catalog.some(Skill, mastered)]
    if not roles and not skills:
        return None
    return PersonFit(tuple(roles), tuple(sorted(skills, key=lambda one: -one.level)))


def needs(person: Person, catalog: Catalog, settings: Settings) -> dict[str, int]:
    """Skill → the highest level that the roles of somebody require."""
    found: dict[str, int] = {}
    for role in _roles(person, catalog, settings):
        for one in asked(role, catalog):
            if one.requirement.need == "required":
                found[one.skill.id] = max(one.requirement.level, found.get(one.skill.id, 0))
    return found


def _roles(person: Person, catalog: Catalog, settings: Settings) -> list[Role]:
    return [one.role for one in held(catalog, person, settings.as_of) if isinstance(one.role, Role)]


def gaps(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: somebody is far below what their role requires. A public site is told nothing of one or two people."""
    known = levels(catalog.complete, settings)
    for role in catalog.of(Role):
        held_by = [one.person.id for one in holdings(catalog.complete, role, settings.as_of)]
        people = [known[id] for id in held_by if id in known]
        if not settings.may_tell_of(len(people)):
            continue
        required = [one for one in asked(role, catalog) if one.requirement.need == "required"]
        lacking = [one for one in required if any(_is_far_below(one, mastered) for mastered in people)]
        if lacking:
            document = catalog.documents[role.ref]
            place = document.place(("requirements",))
            yield problem(document.path, place, "skill-gap", id=role.id, n=len(lacking), required=len(required))


def _is_far_below(one: Asked, mastered: Mapping[str, int]) -> bool:
    return one.requirement.level - mastered.get(one.skill.id, 0) >= FAR

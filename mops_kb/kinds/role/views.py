"""What the pages about roles show, and which roles nobody holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import get_args

from mops_kb.kinds.role.model import Need, Requirement, Role
from mops_kb.model.catalog import Catalog
from mops_kb.model.each import each
from mops_kb.model.entity import Record
from mops_kb.model.ownership import Holding, holdings, vacant_since
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings

SORTS = ("experience", "skill", "knowledge")


@dataclass(frozen=True)
class Asked:
    """One requirement with the skill that it names."""

    requirement: Requirement
    skill: Record
    sort: str


@dataclass(frozen=True)
class Asks:
    """What a role requires, or what would be nice to have, by sort of skill."""

    need: Need
    sorts: tuple[tuple[str, tuple[Asked, ...]], ...]


@dataclass(frozen=True)
class RoleView:
    role: Role
    team: Record | None
    holders: tuple[Holding, ...]
    vacancies: int
    reports_to: Record | None
    dotted_to: tuple[Record, ...]
    reports: tuple[Record, ...]
    asks: tuple[Asks, ...]
    vacant_since: date | None
    """The day after the last holder left, where that is what made the vacancy."""


@dataclass(frozen=True)
class RolesView:
    count: int
    vacancies: int


@each
def page(role: Role, catalog: Catalog, settings: Settings) -> RoleView:
    holders = holdings(catalog, role, settings.as_of)
    vacancies = max(role.headcount - len(holdings(catalog.complete, role, settings.as_of)), 0)
    return RoleView(
        role,
        next(iter(catalog.follow(role, "team")), None),
        holders,
        vacancies,
        next(iter(catalog.follow(role, "reports_to")), None),
        catalog.follow(role, "dotted_to"),
        catalog.who(role, "reports"),
        _asks(role, catalog),
        vacant_since(catalog, role, settings.as_of) if vacancies else None,
    )


def asked(role: Role, catalog: Catalog) -> tuple[Asked, ...]:
    """What the role asks for, in the order in which it is written, without skills that the site does not show."""
    return tuple(
        Asked(requirement, skill, getattr(skill, "sort", "skill"))
        for position, requirement in enumerate(role.requirements)
        if (skill := catalog.target(role, ("requirements", position, "skill")))
    )


def _asks(role: Role, catalog: Catalog) -> tuple[Asks, ...]:
    all_asked = asked(role, catalog)
    by_need = ((need, [one for one in all_asked if one.requirement.need == need]) for need in get_args(Need))
    return tuple(Asks(need, _by_sort(those)) for need, those in by_need if those)


def _by_sort(asked: list[Asked]) -> tuple[tuple[str, tuple[Asked, ...]], ...]:
    groups = ((sort, tuple(one for one in asked if one.sort == sort)) for sort in SORTS)
    return tuple((sort, those) for sort, those in groups if those)


def index(catalog: Catalog, settings: Settings) -> RolesView:
    roles = catalog.of(Role)
    return RolesView(len(roles), sum(page(role, catalog, settings).vacancies for role in roles))


def vacant(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: fewer holders than the role has posts."""
    for role in catalog.of(Role):
        missing = page(role, catalog, settings).vacancies
        if missing:
            document = catalog.documents[role.ref]
            place = document.place(("headcount",))
            yield problem(document.path, place, "vacancy", id=role.id, missing=missing, headcount=role.headcount)


def two_roots(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """The org chart has one top."""
    roots = [role for role in catalog.of(Role) if not role.reports_to]
    for role in roots[1:]:
        document = catalog.documents[role.ref]
        yield problem(document.path, document.start, "two-roots", id=role.id, other=roots[0].id)

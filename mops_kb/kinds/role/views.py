"""What the pages about roles show, and which roles nobody holds."""

from collections.abc import Iterator
from dataclasses import dataclass

from mops_kb.kinds.role.model import Role
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Record
from mops_kb.model.ownership import Holding, holdings
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class RoleView:
    role: Role
    team: Record | None
    holders: tuple[Holding, ...]
    vacancies: int
    reports_to: Record | None
    dotted_to: tuple[Record, ...]
    reports: tuple[Record, ...]


@dataclass(frozen=True)
class Group:
    team: Record | None
    roles: tuple[RoleView, ...]


@dataclass(frozen=True)
class RolesView:
    groups: tuple[Group, ...]
    count: int
    vacancies: int


def page(role: Role, catalog: Catalog, settings: Settings) -> RoleView:
    holders = holdings(catalog, role, settings.as_of)
    return RoleView(
        role,
        next(iter(catalog.follow(role, "team")), None),
        holders,
        max(role.headcount - len(holdings(catalog.complete, role, settings.as_of)), 0),
        next(iter(catalog.follow(role, "reports_to")), None),
        catalog.follow(role, "dotted_to"),
        catalog.who(role, "reports"),
    )


def index(catalog: Catalog, settings: Settings) -> RolesView:
    views = [page(role, catalog, settings) for role in catalog.of(Role)]
    groups = [
        Group(team, tuple(view for view in views if view.team is team)) for team in [*catalog.named("team"), None]
    ]
    vacancies = sum(view.vacancies for view in views)
    return RolesView(tuple(group for group in groups if group.roles), len(views), vacancies)


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

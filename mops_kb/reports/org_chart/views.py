"""The org chart: a tree of roles with the people in them, vacancies and dotted lines included."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from mops_kb.kinds.person.model import Person, Post
from mops_kb.kinds.role.model import Role
from mops_kb.kinds.role.views import RoleView
from mops_kb.kinds.role.views import page as role_page
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.kind import Kind
from mops_kb.model.ownership import Holding, holdings
from mops_kb.model.page import View
from mops_kb.model.problem import Problem, problem
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings

PATH = "org-chart.md"
OPEN_TO = 2
"""Levels below this one start folded, so that a phone shows the top first."""


@dataclass(frozen=True)
class Branch:
    """`below` counts the posts underneath, filled or not."""

    role: RoleView
    branches: tuple["Branch", ...]
    level: int
    below: int

    @property
    def is_open(self) -> bool:
        return self.level < OPEN_TO


@dataclass(frozen=True)
class OrgChartView:
    roots: tuple[Branch, ...]
    people: int
    vacancies: int
    roles: int
    unplaced: tuple[Entity, ...]
    """People without a role."""


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return (PATH,)


def views(wiki: Wiki) -> Iterable[View]:
    """Nothing where the wiki has no roles."""
    if wiki.catalog.of(Role):
        yield View(PATH, "org_chart/page.md", _chart(wiki.catalog, wiki.settings), "org-chart", "org-chart.title")


def _chart(catalog: Catalog, settings: Settings) -> OrgChartView:
    nodes = {role.id: role_page(role, catalog, settings) for role in catalog.of(Role)}
    roots = [node for node in nodes.values() if node.reports_to is None]
    placed = {held.person.id for node in nodes.values() for held in node.holders}
    everybody = {held.person.id for role in catalog.complete.of(Role) for held in _holders(role, catalog, settings)}
    people = [person for person in catalog.named("person") if isinstance(person, Entity)]
    return OrgChartView(
        tuple(_branch(node, nodes, 0) for node in roots),
        len(placed),
        sum(node.vacancies for node in nodes.values()),
        len(nodes),
        tuple(person for person in people if person.id not in everybody),
    )


def _holders(role: Role, catalog: Catalog, settings: Settings) -> tuple[Holding, ...]:
    """Those of hidden roles, and hidden ones, count as placed."""
    return holdings(catalog.complete, role, settings.as_of)


def _branch(node: RoleView, nodes: dict[str, RoleView], level: int) -> Branch:
    branches = tuple(_branch(nodes[report.id], nodes, level + 1) for report in node.reports)
    below = sum(branch.below + len(branch.role.holders) + branch.role.vacancies for branch in branches)
    return Branch(node, branches, level, below)


def without_role(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: somebody holds no role, and none that begins later is written down."""
    if not catalog.of(Role):
        return
    for person in catalog.of(Person):
        if not any(post.held_on(settings.as_of) or _begins_later(post, settings.as_of) for post in person.posts):
            document = catalog.documents[person.ref]
            yield problem(document.path, document.place(("posts",)), "person-without-role", id=person.id)


def _begins_later(post: Post, as_of: date) -> bool:
    return bool(post.since and post.since > as_of)

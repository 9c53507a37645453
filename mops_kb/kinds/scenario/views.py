"""What the pages about scenarios show of the plan itself: what it is for, from when, and what it changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, get_args

from mops_kb.kinds.scenario.model import AddedRole, Change, Costs, Do, Scenario
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.problem import Problem, problem
from mops_kb.model.ref import Ref
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text


@dataclass(frozen=True)
class Named:
    """A role by its title: one that has a page, or one that there would be."""

    id: str
    title: Text
    entity: Entity | None


@dataclass(frozen=True)
class Added:
    role: AddedRole
    team: Entity | None
    reports_to: Named | None
    duties: tuple[Entity, ...]


@dataclass(frozen=True)
class Told:
    """A change with the names of what it is about; `posts` is the new headcount."""

    do: Do
    role: Named
    person: Entity | None
    share: Decimal
    to: Named | None
    posts: int | None
    reports_to: Named | None
    team: Entity | None
    duties: tuple[Entity, ...]


@dataclass(frozen=True)
class ScenarioView:
    """`days_to_go` counts from as_of to the first day of the plan; `tally` counts the changes by what they do."""

    scenario: Scenario
    days_to_go: int
    adds: tuple[Added, ...]
    changes: tuple[Told, ...]
    tally: tuple[tuple[str, int], ...]

    @property
    def count(self) -> int:
        return len(self.adds) + len(self.changes)


@dataclass(frozen=True)
class ScenariosView:
    rows: tuple[ScenarioView, ...]


def page(scenario: Scenario, catalog: Catalog, settings: Settings) -> ScenarioView:
    plan = shown(scenario, catalog)
    counts = [("add", len(plan.adds))]
    counts += [(do, sum(1 for change in plan.changes if change.do == do)) for do in get_args(Do)]
    return ScenarioView(
        plan,
        (plan.starts_on - settings.as_of).days,
        tuple(_added(role, plan, catalog) for role in plan.adds),
        tuple(_told(change, plan, catalog) for change in plan.changes),
        tuple((sort, count) for sort, count in counts if count),
    )


def index(catalog: Catalog, settings: Settings) -> ScenariosView:
    return ScenariosView(tuple(page(scenario, catalog, settings) for scenario in catalog.of(Scenario)))


def overdue(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: the day of the plan has passed, and it is still a plan."""
    for scenario in catalog.of(Scenario):
        if scenario.starts_on < settings.as_of:
            document = catalog.documents[scenario.ref]
            place = document.place(("starts_on",))
            yield problem(document.path, place, "plan-overdue", id=scenario.id, day=scenario.starts_on)


def shown(scenario: Scenario, catalog: Catalog) -> Scenario:
    """The plan without what the site does not show; a change that is nothing without it goes with it."""
    sight = _Sight(scenario, catalog)
    adds = tuple(sight.added(role) for role in scenario.adds)
    changes = tuple(change for change in map(sight.change, scenario.changes) if change)
    return scenario.model_copy(update={"adds": adds, "changes": changes, "costs": sight.costs(scenario.costs)})


class _Sight(NamedTuple):
    scenario: Scenario
    catalog: Catalog

    def sees(self, kind: str, id: object) -> bool:
        known = isinstance(id, str) and self.catalog.get(Ref(kind, id)) is not None
        return known or (kind == "role" and id in self.scenario.new)

    def one(self, kind: str, id: str | None) -> str | None:
        return id if self.sees(kind, id) else None

    def duties(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(id for id in ids if self.sees("duty", id))

    def added(self, role: AddedRole) -> AddedRole:
        reports_to, team = self.one("role", role.reports_to), self.one("team", role.team)
        return role.model_copy(update={"reports_to": reports_to, "team": team, "duty": self.duties(role.duty)})

    def change(self, change: Change) -> Change | None:
        reports_to, team = self.one("role", change.reports_to), self.one("team", change.team)
        seen = change.model_copy(
            update={"reports_to": reports_to, "team": team, "duty": self.duties(change.duty)},
        )
        whole = (
            self.sees("role", change.role)
            and (not change.person or self.sees("person", change.person))
            and (change.do != "hand-over" or self.sees("role", change.to))
            and (change.do != "move-role" or reports_to or team)
            and (seen.duty or not change.duty)
        )
        return seen if whole else None

    def costs(self, costs: Costs | None) -> Costs | None:
        return costs and Costs(default=costs.default, roles=tuple(r for r in costs.roles if self.sees("role", r.role)))


def _added(role: AddedRole, plan: Scenario, catalog: Catalog) -> Added:
    return Added(
        role,
        _entity("team", role.team, catalog),
        _role(role.reports_to, plan, catalog),
        _duties(role.duty, catalog),
    )


def _told(change: Change, plan: Scenario, catalog: Catalog) -> Told:
    role = _role(change.role, plan, catalog)
    assert role  # what is not shown was left out
    return Told(
        change.do,
        role,
        _entity("person", change.person, catalog),
        Decimal(1) if change.share is None else change.share,
        _role(change.to, plan, catalog) if isinstance(change.to, str) else None,
        change.to if isinstance(change.to, int) else None,
        _role(change.reports_to, plan, catalog),
        _entity("team", change.team, catalog),
        _duties(change.duty, catalog),
    )


def _role(id: str | None, plan: Scenario, catalog: Catalog) -> Named | None:
    if id and id in plan.new:
        return Named(id, plan.new[id].title, None)
    role = _entity("role", id, catalog)
    return Named(role.id, role.title, role) if role else None


def _duties(ids: tuple[str, ...], catalog: Catalog) -> tuple[Entity, ...]:
    return tuple(duty for id in ids if (duty := _entity("duty", id, catalog)))


def _entity(kind: str, id: str | None, catalog: Catalog) -> Entity | None:
    record = catalog.get(Ref(kind, id)) if id else None
    return record if isinstance(record, Entity) else None

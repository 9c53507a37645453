"""What the pages about scenarios show of the plan itself: what it is for, from when, and what it changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, get_args

from mops_kb.kinds.scenario.model import AddedRole, Change, Costs, Do, Scenario
from mops_kb.model.catalog import Catalog
from mops_kb.model.each import each
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
    count: int


@each
def page(scenario: Scenario, catalog: Catalog, settings: Settings) -> ScenarioView:
    plan, sight = shown(scenario, catalog), _Sight(scenario.new, catalog)
    counts = [("add", len(plan.adds))]
    counts += [(do, sum(1 for change in plan.changes if change.do == do)) for do in get_args(Do)]
    return ScenarioView(
        plan,
        (plan.starts_on - settings.as_of).days,
        tuple(_added(role, sight) for role in plan.adds),
        tuple(_told(change, sight) for change in plan.changes),
        tuple((sort, count) for sort, count in counts if count),
    )


def index(catalog: Catalog, settings: Settings) -> ScenariosView:
    return ScenariosView(len(catalog.of(Scenario)))


def overdue(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: the day of the plan has passed, and it is still a plan."""
    for scenario in catalog.of(Scenario):
        if scenario.starts_on < settings.as_of:
            document = catalog.documents[scenario.ref]
            place = document.place(("starts_on",))
            yield problem(document.path, place, "plan-overdue", id=scenario.id, day=scenario.starts_on)


def shown(scenario: Scenario, catalog: Catalog) -> Scenario:
    """The plan without what the site does not show; a change that is nothing without it goes with it."""
    sight = _Sight(scenario.new, catalog)
    adds = tuple(sight.added(role) for role in scenario.adds)
    changes = tuple(change for change in map(sight.change, scenario.changes) if change)
    return scenario.model_copy(update={"adds": adds, "changes": changes, "costs": sight.costs(scenario.costs)})


class _Sight(NamedTuple):
    """What can be named: what the site shows, and the roles that there would be."""

    new: Mapping[str, AddedRole]
    catalog: Catalog

    def sees(self, kind: str, id: object) -> bool:
        return self.entity(kind, id) is not None or (kind == "role" and id in self.new)

    def one(self, kind: str, id: str | None) -> str | None:
        return id if self.sees(kind, id) else None

    def added(self, role: AddedRole) -> AddedRole:
        reports_to, team = self.one("role", role.reports_to), self.one("team", role.team)
        return role.model_copy(update={"reports_to": reports_to, "team": team, "duty": self._duties(role.duty)})

    def change(self, change: Change) -> Change | None:
        reports_to, team = self.one("role", change.reports_to), self.one("team", change.team)
        seen = change.model_copy(update={"reports_to": reports_to, "team": team, "duty": self._duties(change.duty)})
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

    def _duties(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(id for id in ids if self.sees("duty", id))

    def role(self, id: str | None) -> Named | None:
        role = self.entity("role", id)
        if role:
            return Named(role.id, role.title, role)
        return Named(id, self.new[id].title, None) if id and id in self.new else None

    def entity(self, kind: str, id: object) -> Entity | None:
        record = self.catalog.get(Ref(kind, id)) if isinstance(id, str) else None
        return record if isinstance(record, Entity) else None

    def entities(self, kind: str, ids: tuple[str, ...]) -> tuple[Entity, ...]:
        return tuple(entity for id in ids if (entity := self.entity(kind, id)))


def _added(role: AddedRole, sight: _Sight) -> Added:
    team, reports_to = sight.entity("team", role.team), sight.role(role.reports_to)
    return Added(role, team, reports_to, sight.entities("duty", role.duty))


def _told(change: Change, sight: _Sight) -> Told:
    role = sight.role(change.role)
    assert role  # a change of what is not shown was left out
    return Told(
        change.do,
        role,
        sight.entity("person", change.person),
        Decimal(1) if change.share is None else change.share,
        sight.role(change.to) if isinstance(change.to, str) else None,
        change.to if isinstance(change.to, int) else None,
        sight.role(change.reports_to),
        sight.entity("team", change.team),
        sight.entities("duty", change.duty),
    )

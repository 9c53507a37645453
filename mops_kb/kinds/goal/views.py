"""What the page of a goal shows; how far it is and the tree of all goals is told by a report."""

from collections.abc import Iterator
from dataclasses import dataclass

from mops_kb.kinds.goal.model import Goal
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class GoalView:
    goal: Goal
    serves: tuple[Entity, ...]
    """The goals above it, the nearest first."""


def page(goal: Goal, catalog: Catalog, settings: Settings) -> GoalView:
    return GoalView(goal, above(goal, catalog))


def above(goal: Goal, catalog: Catalog) -> tuple[Goal, ...]:
    """The goals that it serves, the nearest first."""
    found: dict[str, Goal] = {}
    here = _above(goal, catalog)
    while here and here.id not in found:
        found[here.id] = here
        here = _above(here, catalog)
    return tuple(found.values())


def _above(goal: Goal, catalog: Catalog) -> Goal | None:
    return next((one for one in catalog.follow(goal, "serves") if isinstance(one, Goal)), None)


def levels(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """What the company wants does not serve what marketing wants."""
    for goal in catalog.of(Goal):
        greater = _above(goal, catalog)
        if goal.level == "company" and greater and greater.level == "marketing":
            document = catalog.documents[goal.ref]
            yield problem(document.path, document.place(("serves",)), "goal-level", id=goal.id, other=greater.id)

"""What the pages about goals show."""

from dataclasses import dataclass

from mops_kb.kinds.goal.model import Goal
from mops_kb.model.catalog import Catalog
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class GoalView:
    goal: Goal


@dataclass(frozen=True)
class GoalsView:
    rows: tuple[Goal, ...]


def page(goal: Goal, catalog: Catalog, settings: Settings) -> GoalView:
    return GoalView(goal)


def index(catalog: Catalog, settings: Settings) -> GoalsView:
    return GoalsView(catalog.of(Goal))

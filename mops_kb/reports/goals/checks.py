"""Findings: a KPI that serves no goal, and a goal by no KPI of which one could see how far it is."""

from collections.abc import Iterator

from mops_kb.kinds.goal.model import Goal
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings


def kpis_without_goal(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Nothing where nobody writes goals down."""
    if not catalog.complete.of(Goal):
        return
    for kpi in catalog.of(Kpi):
        if not kpi.goal:
            document = catalog.documents[kpi.ref]
            yield problem(document.path, document.start, "kpi-without-goal", id=kpi.id)


def goals_without_kpi(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Neither its own nor one of a goal that serves it, shown or not."""
    seen = _measured(catalog.complete)
    for goal in catalog.of(Goal):
        if goal.id not in seen:
            document = catalog.documents[goal.ref]
            yield problem(document.path, document.start, "goal-without-kpi", id=goal.id)


def _measured(catalog: Catalog) -> set[str]:
    """The ids of goals that a KPI serves, and of all above them."""
    seen: set[str] = set()
    todo = [goal for kpi in catalog.of(Kpi) for goal in catalog.follow(kpi, "goal")]
    for goal in todo:
        if goal.id not in seen:
            seen.add(goal.id)
            todo.extend(catalog.follow(goal, "serves"))
    return seen

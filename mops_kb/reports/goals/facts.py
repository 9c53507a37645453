"""Facts of goals: how many KPIs serve them, and how the worst of these stands."""

from typing import get_args

from mops_kb.kinds.goal.model import Goal
from mops_kb.kinds.kpi.model import Status
from mops_kb.model.catalog import Catalog
from mops_kb.model.fact import Facts
from mops_kb.model.settings import Settings
from mops_kb.reports.goals.tree import Branch, branches


def _branch(goal: Goal, catalog: Catalog, settings: Settings) -> Branch:
    return catalog.once(branches, settings)[goal.id]


_fact = Facts("goal", _branch, "kpi/cells.md")

FACTS = (
    _fact("kpis", "number", lambda branch: branch.below),
    _fact("status", "choice", lambda branch: branch.status, get_args(Status), choices_in="kpi.status", rich=True),
)

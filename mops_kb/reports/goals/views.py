"""The page of all goals as a tree, and what a goal's own page tells of the KPIs below it."""

from collections.abc import Iterable
from dataclasses import dataclass

from mops_kb.compute import IndexFacts, introduction
from mops_kb.kinds.goal.model import Goal
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.model.page import View
from mops_kb.model.report import Wiki
from mops_kb.reports.goals.tree import Branch, branches, roots

PATH = "goals/index.md"


@dataclass(frozen=True)
class GoalsView:
    roots: tuple[Branch, ...]
    goals: int
    kpis: int
    """How many serve a goal."""
    without: tuple[str, ...]
    """The ids of those that serve none."""


def views(wiki: Wiki) -> Iterable[View]:
    """Nothing where the wiki has no goals."""
    catalog, settings = wiki.catalog, wiki.settings
    kind = next((kind for kind in wiki.kinds if kind.name == Goal.kind), None)
    goals = catalog.of(Goal)
    if not kind or not goals:
        return
    without = tuple(kpi.id for kpi in catalog.of(Kpi) if not kpi.goal)
    tree = roots(catalog, settings)
    view = GoalsView(tree, len(goals), sum(branch.below for branch in tree), without)
    about = {goal.ref for goal in goals}
    findings = tuple(one for one in wiki.findings if (told := catalog.subject(one)) and told.ref in about)
    facts = IndexFacts(kind, view, introduction(catalog, PATH), findings)
    yield View(PATH, "goals/index.md", facts, "goal", "kind.goal.plural")


def of_goal(goal: Goal, wiki: Wiki) -> Branch | None:
    branch = wiki.catalog.once(branches, wiki.settings)[goal.id]
    return branch if branch.kpis or branch.goals else None

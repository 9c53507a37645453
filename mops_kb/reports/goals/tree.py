"""The tree of goals: each with the KPIs and the goals that serve it, and a status that is that of the worst of them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mops_kb.kinds.goal.model import Goal
from mops_kb.kinds.kpi.model import Kpi, Status
from mops_kb.kinds.kpi.views import KpiView, all_views
from mops_kb.model.catalog import Catalog
from mops_kb.model.settings import Settings

WORST_FIRST: tuple[Status, ...] = ("off-track", "at-risk", "stale", "on-track", "no-target", "no-data")
"""What cannot be judged says nothing, as long as something else can be."""


@dataclass(frozen=True)
class Branch:
    """`kpis` are those of the goal itself, the worst first. `tally` counts the KPIs here and below by status, the worst
    first, too; `status` is the first of them, None without a KPI."""

    goal: Goal
    kpis: tuple[KpiView, ...]
    goals: tuple["Branch", ...]
    tally: tuple[tuple[Status, int], ...]

    @property
    def status(self) -> Status | None:
        return self.tally[0][0] if self.tally else None

    @property
    def below(self) -> int:
        """How many KPIs serve it."""
        return sum(n for _, n in self.tally)

    @property
    def is_open(self) -> bool:
        """Whether a reader sees at once what is below it."""
        return bool(self.goals) or self.status == "off-track"

    def ids(self) -> Iterator[str]:
        """Of the goal and all below it."""
        yield self.goal.id
        for part in self.goals:
            yield from part.ids()


def branches(catalog: Catalog, settings: Settings) -> Mapping[str, Branch]:
    """Of all goals, by id."""
    kpis = catalog.once(all_views, settings)
    found: dict[str, Branch] = {}
    for goal in _from_below(catalog):
        own = [kpis[one.id] for one in catalog.who(goal, "kpis") if isinstance(one, Kpi)]
        own.sort(key=lambda view: WORST_FIRST.index(view.status))
        parts = tuple(found[one.id] for one in catalog.who(goal, "served-by-goals") if one.id in found)
        tally = Counter(view.status for view in own)
        for part in parts:
            tally.update(dict(part.tally))
        told = tuple((status, tally[status]) for status in WORST_FIRST if tally[status])
        found[goal.id] = Branch(goal, tuple(own), parts, told)
    return {goal.id: found[goal.id] for goal in catalog.of(Goal)}


def _from_below(catalog: Catalog) -> list[Goal]:
    """Each after those that serve it. Of goals that serve each other in a circle, which is a problem, in any order."""
    tops = [goal for goal in catalog.of(Goal) if not catalog.follow(goal, "serves")]
    order = dict.fromkeys(tops)
    queue = [*tops]
    for goal in queue:
        for one in catalog.who(goal, "served-by-goals"):
            if isinstance(one, Goal) and one not in order:
                order[one] = None
                queue.append(one)
    order.update(dict.fromkeys(catalog.of(Goal)))
    return [*reversed(order)]


def roots(catalog: Catalog, settings: Settings) -> tuple[Branch, ...]:
    """Goals that serve no other one that is shown. Of a circle, which has no top, the first stands for one."""
    found = catalog.once(branches, settings)
    tops = [branch for branch in found.values() if not catalog.follow(branch.goal, "serves")]
    seen = {id for top in tops for id in top.ids()}
    for branch in found.values():
        if branch.goal.id not in seen:
            tops.append(branch)
            seen.update(branch.ids())
    return tuple(tops)

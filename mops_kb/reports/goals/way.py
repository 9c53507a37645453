"""The way: from a KPI, or what is about one, up to what the company wants."""

from dataclasses import dataclass

from mops_kb.kinds.goal.model import Goal
from mops_kb.kinds.goal.views import above
from mops_kb.kinds.improvement.model import Improvement
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.report import Wiki


@dataclass(frozen=True)
class Way:
    steps: tuple[Entity, ...]


def way(record: Entity, catalog: Catalog) -> tuple[Entity, ...]:
    """The KPI and the goals that it serves, the nearest first; nothing where it serves none."""
    if isinstance(record, Improvement):
        return next((way(kpi, catalog) for kpi in catalog.follow(record, "kpi") if isinstance(kpi, Kpi)), ())
    goal = next((one for one in catalog.follow(record, "goal") if isinstance(one, Goal)), None)
    return (record, goal, *above(goal, catalog)) if goal and isinstance(record, Kpi) else ()


def of_improvement(improvement: Improvement, wiki: Wiki) -> Way | None:
    steps = way(improvement, wiki.catalog)
    return Way(steps) if steps else None

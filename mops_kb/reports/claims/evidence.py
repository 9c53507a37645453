"""Evidence: what one record that a claim rests on is worth today, and why it is worth no more."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from mops_kb.kinds.benchmark.model import Benchmark
from mops_kb.kinds.goal.model import Goal
from mops_kb.kinds.goal.views import above
from mops_kb.kinds.insight.model import Insight
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.kpi.views import KpiView, all_views
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.settings import Settings

Worth = Literal["holds", "stale", "nothing"]
Why = Literal["no-figure", "dropped", "no-evidence", "figures", "old", "undated", "review"]
"""Why a record proves nothing: it has no figure, was given up, or says nothing; or why it is stale: figures stopped
coming, it is older than such figures last, nobody knows how old, or it was not looked at in time."""
NOTHING: tuple[Why, ...] = ("no-figure", "dropped", "no-evidence")


@dataclass(frozen=True)
class Piece:
    """`way` leads from it up to a goal of the company: the KPI that it is about, and the goals above."""

    record: Entity
    why: Why | None
    kpi: KpiView | None = None
    way: tuple[Entity, ...] = ()

    @property
    def worth(self) -> Worth:
        if self.why is None:
            return "holds"
        return "nothing" if self.why in NOTHING else "stale"

    @property
    def is_ours(self) -> bool:
        """Whether it tells of ourselves, and not of what others measured elsewhere."""
        return not isinstance(self.record, Benchmark)


def piece(record: Entity, catalog: Catalog, settings: Settings) -> Piece:
    if isinstance(record, Kpi):
        view = catalog.once(all_views, settings)[record.id]
        return Piece(record, _of_kpi(view) or _review(record, settings.as_of), view, way(record, catalog))
    why = _of_benchmark(record, settings.as_of) if isinstance(record, Benchmark) else None
    why = _of_insight(record) if isinstance(record, Insight) else why
    return Piece(record, why or _review(record, settings.as_of))


def way(kpi: Kpi, catalog: Catalog) -> tuple[Entity, ...]:
    """From a KPI up to the goals that it serves, the nearest first; nothing where it serves none."""
    goal = next((one for one in catalog.follow(kpi, "goal") if isinstance(one, Goal)), None)
    return (kpi, goal, *above(goal, catalog)) if goal else ()


def _of_kpi(view: KpiView) -> Why | None:
    """Of figures that the site does not show nothing is said."""
    if view.is_unshown:
        return None
    if view.actual is None:
        return "no-figure"
    return "figures" if view.status == "stale" else None


def _of_benchmark(benchmark: Benchmark, as_of: date) -> Why | None:
    if benchmark.year is None:
        return "undated"
    return "old" if benchmark.is_old(as_of.year) else None


def _of_insight(insight: Insight) -> Why | None:
    if insight.state == "dropped":
        return "dropped"
    return None if insight.evidence else "no-evidence"


def _review(record: Entity, as_of: date) -> Why | None:
    """What is finished stays true without being looked at again."""
    return "review" if record.freshness(as_of) == "stale" and not record.is_over else None

"""Evidence: what one record that a claim rests on is worth today, and why it is worth no more."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from mops_kb.kinds.benchmark.model import Benchmark
from mops_kb.kinds.improvement.model import Improvement
from mops_kb.kinds.insight.model import Insight
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.kpi.views import KpiView, all_views
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.settings import Settings
from mops_kb.reports.goals.way import way
from mops_kb.reports.ledger.entries import State, ledger

Worth = Literal["holds", "stale", "nothing"]
Why = Literal["no-figure", "claimed", "dropped", "no-evidence", "figures", "old", "undated", "review"]
"""Why a record proves nothing: it has no figure, is itself unproved, was given up, or says nothing; or why it is stale:
figures stopped coming, it is older than such figures last, nobody knows how old, or it was not looked at in time."""
NOTHING: tuple[Why, ...] = ("no-figure", "claimed", "dropped", "no-evidence")


@dataclass(frozen=True)
class Piece:
    """`way` leads from it up to a goal of the company: the KPI that it is about, and the goals above."""

    record: Entity
    why: Why | None
    kpi: KpiView | None = None
    state: State | None = None
    """Of an improvement, as the ledger has it."""
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
    review, up = _review(record, settings.as_of), way(record, catalog)
    if isinstance(record, Kpi):
        view = catalog.once(all_views, settings)[record.id]
        return Piece(record, _of_kpi(view) or review, kpi=view, way=up)
    if isinstance(record, Improvement):
        state = catalog.once(ledger, settings).of(record.id).state
        return Piece(record, "claimed" if state == "claimed" else review, state=state, way=up)
    if isinstance(record, Benchmark):
        return Piece(record, _of_benchmark(record, settings.as_of) or review)
    return Piece(record, (_of_insight(record) if isinstance(record, Insight) else None) or review)


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

"""Steps: the stages of a dataset in their order, each with how leads go on from there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mops_kb.kinds.dataset.model import Dataset
from mops_kb.kinds.stage.model import Stage
from mops_kb.measures.funnel.facts import HORIZON, Funnel, Standing, Step, Way, Within
from mops_kb.model.catalog import Catalog

NAME = "funnel"


@dataclass(frozen=True)
class Row:
    """A stage; `of_first` is its part of those that passed the first. `on` is what leads did within the horizon on the
    way to `after`, the next stage. `is_slow` says that they take longer in the median than the SLA of the stage."""

    stage: Stage
    standing: Standing
    of_first: Decimal | None
    after: Stage | None
    on: Within | None

    @property
    def is_slow(self) -> bool:
        sla = self.stage.sla
        return bool(sla and self.on and self.on.median is not None and self.on.median > sla.days)


@dataclass(frozen=True)
class Cohort:
    """The leads of a month; what has not had its time yet is only `so_far`."""

    first: date
    step: Step
    within: Within
    is_ripe: bool


def funnels(catalog: Catalog) -> Iterator[tuple[Dataset, Funnel]]:
    """All that were worked out and may be shown."""
    for data in catalog.of(Dataset):
        found = catalog.measured.get((NAME, data.id))
        if found and isinstance(found.facts, Funnel):
            yield data, found.facts


def rows(facts: Funnel, catalog: Catalog) -> tuple[Row, ...]:
    stages = {stage.id: stage for stage in catalog.of(Stage)}
    first = facts.stages[0].passed
    found = []
    following = dict(facts.ways)
    for standing in facts.stages:
        next_id = following.get(standing.stage)
        step = facts.steps.get((standing.stage, next_id)) if next_id else None
        of_first = Decimal(standing.passed) / first if first else None
        after = stages[next_id] if next_id else None
        found.append(Row(stages[standing.stage], standing, of_first, after, step.by(HORIZON) if step else None))
    return tuple(found)


def cohorts(facts: Funnel, way: Way, horizon: int) -> tuple[Cohort, ...]:
    """The latest first."""
    return tuple(
        Cohort(date.fromisoformat(f"{month}-01"), step, step.by(horizon), facts.is_ripe(month, horizon))
        for month, step in reversed(facts.cohorts.get(way, ()))
    )

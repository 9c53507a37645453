"""What pages of stages and KPIs show of the way of leads."""

from dataclasses import dataclass

from mops_kb.kinds.dataset.model import Dataset
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.stage.model import Stage
from mops_kb.measures.funnel.facts import HORIZON, Funnel, Step, Within, horizon
from mops_kb.model.report import Wiki
from mops_kb.reports.funnel.steps import NAME, Cohort, Row, cohorts, funnels, rows

_MOST = 13


@dataclass(frozen=True)
class OfStage:
    row: Row
    facts: Funnel
    horizon: int


@dataclass(frozen=True)
class OfKpi:
    """The way that a KPI asks about; its cohorts, the latest first."""

    data: Dataset
    came: Stage
    went: Stage
    step: Step
    within: Within
    cohorts: tuple[Cohort, ...]


def of_stage(stage: Stage, wiki: Wiki) -> OfStage | None:
    """By the first dataset that knows."""
    for _, facts in funnels(wiki.catalog):
        row = next((row for row in rows(facts, wiki.catalog) if row.stage.id == stage.id), None)
        if row and row.standing.passed:
            return OfStage(row, facts, HORIZON)
    return None


def of_kpi(kpi: Kpi, wiki: Wiki) -> OfKpi | None:
    asked = kpi.measure
    found = wiki.catalog.measured.get((NAME, asked.of)) if asked and asked.name == NAME else None
    if not (asked and found and isinstance(found.facts, Funnel)):
        return None
    data, came, went = (wiki.catalog.target(kpi, ("measure", name)) for name in ("of", "from_stage", "to_stage"))
    if not (isinstance(data, Dataset) and isinstance(came, Stage) and isinstance(went, Stage)):
        return None
    way, days = (came.id, went.id), horizon(asked)
    step = found.facts.steps.get(way)
    if not step:
        return None
    return OfKpi(data, came, went, step, step.by(days), cohorts(found.facts, way, days)[:_MOST])

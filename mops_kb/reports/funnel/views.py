"""The page of the funnel, and the index of the stages as the lifecycle that they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mops_kb.compute import IndexFacts, introduction
from mops_kb.kinds.dataset.model import Dataset
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.kpi.series import Mark, marks
from mops_kb.kinds.stage.model import Stage
from mops_kb.measures.funnel.facts import HORIZON, Funnel, Step, Within
from mops_kb.model.kind import Kind
from mops_kb.model.page import View
from mops_kb.model.report import Wiki
from mops_kb.reports.funnel.steps import NAME, Cohort, Row, cohorts, funnels, rows

PATH, STAGES = "funnel.md", "stages/index.md"
_CHANNELS = 12
_MONTHS = 13


@dataclass(frozen=True)
class CohortRow:
    """A month, and what its leads did on each way from one stage to the next; None where none of them had begun it.
    `marks` are the breaks of KPIs of the funnel that begin with it: earlier months cannot be compared."""

    cohort: Cohort
    steps: tuple[Cohort | None, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class ChannelRow:
    """How far the leads of a channel got within the horizon, stage by stage."""

    channel: str
    step: Step
    within: tuple[Within | None, ...]


@dataclass(frozen=True)
class Run:
    """One dataset. `whole` is the way from the first stage to the last; `weakest` and `slowest` are the stages after
    which fewest and latest leads go on."""

    data: Dataset
    facts: Funnel
    rows: tuple[Row, ...]
    whole: Step | None
    through: Within | None
    weakest: Row | None
    slowest: Row | None
    cohorts: tuple[CohortRow, ...]
    channels: tuple[ChannelRow, ...]
    kpis: tuple[Kpi, ...]


@dataclass(frozen=True)
class FunnelView:
    runs: tuple[Run, ...]
    horizon: int


@dataclass(frozen=True)
class StagesView:
    """`is_measured` where the way of leads through them is known."""

    is_measured: bool


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return (PATH,)


def views(wiki: Wiki) -> Iterator[View]:
    catalog = wiki.catalog
    runs = tuple(_run(data, facts, wiki) for data, facts in funnels(catalog))
    if runs:
        yield View(PATH, "funnel/page.md", FunnelView(runs, HORIZON), "funnel", "funnel.title")
    if catalog.of(Stage):
        kind = next(kind for kind in wiki.kinds if kind.name == Stage.kind)
        findings = tuple(one for one in wiki.findings if isinstance(catalog.subject(one), Stage))
        index = IndexFacts(kind, StagesView(bool(runs)), introduction(catalog, STAGES), findings)
        yield View(STAGES, "funnel/stages.md", index, Stage.kind, "kind.stage.plural")


def _run(data: Dataset, facts: Funnel, wiki: Wiki) -> Run:
    catalog = wiki.catalog
    asked = [kpi for kpi in catalog.of(Kpi) if kpi.measure and (kpi.measure.name, kpi.measure.of) == (NAME, data.id)]
    broken = [mark for kpi in asked for mark in marks(kpi, wiki.settings.fiscal_year_start)]
    those = rows(facts, catalog)
    whole = facts.steps.get((those[0].stage.id, those[-1].stage.id))
    known = [row for row in those if row.on and row.on.share.n]
    timed = [row for row in known if row.on and row.on.median is not None]
    return Run(
        data,
        facts,
        those,
        whole,
        whole.by(HORIZON) if whole else None,
        min(known, key=lambda row: (row.on.share.value or 0 if row.on else 0, row.stage.rank), default=None),
        max(timed, key=lambda row: (row.on.median or 0 if row.on else 0, -row.stage.rank), default=None),
        tuple(_cohorts(facts, broken))[:_MONTHS],
        tuple(_channels(facts)),
        tuple(asked),
    )


def _cohorts(facts: Funnel, broken: Sequence[Mark]) -> Iterator[CohortRow]:
    """By month, the months that the first way has."""
    if not facts.ways:
        return
    by_way = [{one.first: one for one in cohorts(facts, way, HORIZON)} for way in facts.ways]
    for first, cohort in by_way[0].items():
        begun = tuple(mark for mark in broken if mark.first.replace(day=1) == first)
        yield CohortRow(cohort, tuple(those.get(first) for those in by_way), begun)


def _channels(facts: Funnel) -> Iterator[ChannelRow]:
    """Those with most leads first; a dataset that says no channel has none."""
    if not facts.ways:
        return
    first = facts.stages[0].stage
    later = [(first, standing.stage) for standing in facts.stages[1:]]
    by_way = [dict(facts.channels.get(way, ())) for way in later]
    most = sorted(by_way[0].items(), key=lambda one: (-one[1].n, one[0]))[:_CHANNELS]
    for channel, step in most:
        within = tuple(those[channel].by(HORIZON) if channel in those else None for those in by_way)
        yield ChannelRow(channel, step, within)

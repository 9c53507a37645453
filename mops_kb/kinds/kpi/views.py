"""What the KPI pages show: the summary table by group, and a page with chart and figures for each."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import get_args

from mops_kb.formats.chart import Plot, spark
from mops_kb.kinds.kpi import periods
from mops_kb.kinds.kpi.arithmetic import Change, Status, number
from mops_kb.kinds.kpi.freshness import Age, age
from mops_kb.kinds.kpi.judged import Judge, Row, Whole
from mops_kb.kinds.kpi.maturity import Maturity, maturity
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.kpi.plot import plot
from mops_kb.kinds.kpi.ratio import all_series
from mops_kb.kinds.kpi.series import Mark, Point, Series
from mops_kb.kinds.kpi.targets import TargetChange
from mops_kb.kinds.kpi.unshown import unshown
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.ownership import owner, responsible
from mops_kb.model.settings import Settings
from mops_kb.model.when import When

SPARK = 13
"""How many figures a small line has: a year and the same month of the year before."""


@dataclass(frozen=True)
class KpiView:
    """All that can be told of one KPI. Numbers are exact; a template rounds by spelling them.

    `latest` is the last figure of a period that is over, and it is what is judged; `provisional` is the one of the
    period that runs. `points` are the figures of periods that are over, without those of too few cases; `rows` are
    all. What is None in a row has its reason in `row.why`.
    """

    kpi: Kpi
    owner: Entity | None
    people: tuple[Entity, ...]
    tools: tuple[Record, ...]
    goal: Entity | None
    numerator: Kpi | None
    denominator: Kpi | None
    series: Series
    points: tuple[Point, ...]
    rows: tuple[Row, ...]
    quarters: tuple[Whole, ...]
    halves: tuple[Whole, ...]
    years: tuple[Whole, ...]
    latest: Point | None
    judged: Row | None
    """The row of `latest`."""
    provisional: Row | None
    actual: Fraction | None
    target: Fraction | None
    """Of the period of `latest`; without figures, of the one that runs."""
    ahead: TargetChange | None
    """The next target that has been decided, where it is another one."""
    attainment: Fraction | None
    status: Status
    previous: Change | None
    last_year: Change | None
    first: Change | None
    spark: tuple[tuple[float, float], ...]
    plot: Plot | None
    marks: tuple[Mark, ...]
    targets: tuple[TargetChange, ...]
    gaps: tuple[When, ...]
    """Periods between the first and the last figure that have none."""
    age: Age
    maturity: Maturity
    is_unshown: bool
    """Whether it has figures that the site does not show."""


@dataclass(frozen=True)
class SummaryView:
    count: int
    by_status: tuple[tuple[str, int], ...]
    by_maturity: tuple[tuple[int, int], ...]


def figures(kpi: Kpi, catalog: Catalog, settings: Settings) -> Series:
    """The figures of one KPI, worked out or typed."""
    return catalog.once(all_series, settings).get(kpi.id) or Series(kpi, ())


def all_views(catalog: Catalog, settings: Settings) -> dict[str, KpiView]:
    """The facts of all KPIs by id, for whoever shows several: `catalog.once(all_views, settings)`."""
    return {kpi.id: _view(kpi, catalog, settings) for kpi in catalog.of(Kpi)}


def page(kpi: Kpi, catalog: Catalog, settings: Settings) -> KpiView:
    return catalog.once(all_views, settings)[kpi.id]


def _view(kpi: Kpi, catalog: Catalog, settings: Settings) -> KpiView:
    start = settings.fiscal_year_start
    run = figures(kpi, catalog, settings)
    judge = Judge.of(run, start)
    rows = judge.rows()
    judged = next((row for row in reversed(rows) if row.point is run.latest), None)
    is_unshown = kpi.id in catalog.once(unshown, settings)
    how_old = age(run, settings.as_of)
    history = judge.targets.history()
    parts = [catalog.records["kpi"].get(id) for id in (kpi.ratio.of, kpi.ratio.to)] if kpi.ratio else [None, None]
    return KpiView(
        kpi=kpi,
        owner=owner(catalog, kpi),
        people=responsible(catalog, kpi, settings.as_of),
        tools=catalog.follow(kpi, "tools"),
        goal=next((one for one in catalog.follow(kpi, "goal") if isinstance(one, Entity)), None),
        numerator=_kpi(parts[0]),
        denominator=_kpi(parts[1]),
        series=run,
        points=run.told,
        rows=rows,
        quarters=judge.wholes("quarter"),
        halves=judge.wholes("half"),
        years=judge.wholes("year"),
        latest=run.latest,
        judged=judged,
        provisional=next((row for row in rows if row.point.provisional), None),
        actual=run.latest.value if run.latest else None,
        target=judged.target if judged else number(judge.targets.of(_running(kpi, settings.as_of, start))),
        ahead=next((one for one in history if one.is_ahead), None),
        attainment=judged.attainment if judged else None,
        status=_status(judged, how_old),
        previous=judged.previous if judged else None,
        last_year=judged.last_year if judged else None,
        first=judged.first if judged else None,
        spark=spark([point.value for point in run.told[-SPARK:] if point.value is not None]),
        plot=plot(judge, rows, start),
        marks=run.marks,
        targets=history,
        gaps=tuple(periods.named(first, kpi.cadence, start) for first in run.gaps),
        age=how_old,
        maturity=maturity(kpi, bool(run.told) or is_unshown),
        is_unshown=is_unshown,
    )


def _kpi(record: Record | None) -> Kpi | None:
    return record if isinstance(record, Kpi) else None


def _running(kpi: Kpi, as_of: date, fiscal_year_start: int) -> date:
    """The first day of the period that `as_of` is in."""
    if kpi.cadence == "monthly":
        return as_of.replace(day=1)
    return periods.stretch(as_of, "quarter", kpi.cadence, fiscal_year_start).first


def _status(judged: Row | None, how_old: Age) -> Status:
    if not judged:
        return "no-data"
    return "stale" if how_old.state == "stale" else judged.status or "no-data"


def index(catalog: Catalog, settings: Settings) -> SummaryView:
    rows = [*catalog.once(all_views, settings).values()]
    statuses = [row.status for row in rows]
    levels = [row.maturity.level for row in rows]
    return SummaryView(
        len(rows),
        tuple((status, statuses.count(status)) for status in get_args(Status) if status in statuses),
        tuple((level, levels.count(level)) for level in range(4) if level in levels),
    )

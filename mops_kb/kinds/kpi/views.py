"""What the KPI pages show: the summary table by group, and a page with chart and figures for each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import get_args

from mops_kb.formats.chart import Plot
from mops_kb.kinds.kpi.model import Group as GroupName
from mops_kb.kinds.kpi.model import Kpi, Measurement, Status
from mops_kb.kinds.kpi.plot import plot
from mops_kb.kinds.kpi.series import PERIOD, Change, Point, Series, series
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.ownership import owner, responsible
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class KpiView:
    kpi: Kpi
    owner: Entity | None
    people: tuple[Entity, ...]
    tools: tuple[Record, ...]
    points: tuple[Point, ...]
    latest: Point | None
    actual: Decimal | None
    attainment: Decimal | None
    status: Status
    previous: Change | None
    last_year: Change | None
    first: Change | None
    spark: tuple[tuple[float, float], ...]
    plot: Plot | None


@dataclass(frozen=True)
class Group:
    name: str
    rows: tuple[KpiView, ...]


@dataclass(frozen=True)
class SummaryView:
    groups: tuple[Group, ...]
    count: int
    by_status: tuple[tuple[str, int], ...]


def figures(kpi: Kpi, catalog: Catalog, settings: Settings) -> Series:
    rows = tuple(row for row in catalog.who(kpi, "figures") if isinstance(row, Measurement))
    return series(kpi, rows, settings.as_of, settings.fiscal_year_start)


def page(kpi: Kpi, catalog: Catalog, settings: Settings) -> KpiView:
    run = figures(kpi, catalog, settings)
    actual = run.latest.value if run.latest else None
    return KpiView(
        kpi,
        owner(catalog, kpi),
        responsible(catalog, kpi, settings.as_of),
        catalog.follow(kpi, "tools"),
        run.points,
        run.latest,
        actual,
        kpi.attainment(actual),
        "stale" if run.is_stale(settings.as_of) else kpi.status(actual),
        run.since_previous(),
        run.since_last_year(),
        run.since_first(),
        run.spark(),
        plot(run, settings.fiscal_year_start),
    )


def index(catalog: Catalog, settings: Settings) -> SummaryView:
    rows = [page(kpi, catalog, settings) for kpi in catalog.of(Kpi)]
    statuses = [row.status for row in rows]
    return SummaryView(
        tuple(Group(name, those) for name in get_args(GroupName) if (those := _group(rows, name))),
        len(rows),
        tuple((status, statuses.count(status)) for status in get_args(Status) if status in statuses),
    )


def _group(rows: list[KpiView], name: str) -> tuple[KpiView, ...]:
    return tuple(row for row in rows if row.kpi.group == name)


def measured(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Findings: a KPI without a target, without figures, or whose figures stopped coming."""
    for kpi in catalog.of(Kpi):
        document = catalog.documents[kpi.ref]
        run = figures(kpi, catalog, settings)
        if kpi.aim is None:
            due = kpi.target_due.isoformat() if kpi.target_due else "–"
            yield problem(document.path, document.place(("target",)), "no-target", id=kpi.id, due=due)
        if not run.latest:
            yield problem(document.path, document.start, "no-figures", id=kpi.id)
        elif run.is_stale(settings.as_of):
            yield problem(document.path, document.start, "figures-stale", id=kpi.id, period=run.latest.period.written)


def rows(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Each figure is of a period as long as its KPI's cadence, and no period has two."""
    for kpi in catalog.of(Kpi):
        seen: dict[tuple[date, date], Measurement] = {}
        for row in catalog.who(kpi, "figures"):
            if not isinstance(row, Measurement):
                continue
            document = catalog.documents[row.ref]
            place = document.place(("period",))
            if row.period.precision != PERIOD[kpi.cadence]:
                yield problem(
                    document.path, place, "figure-period", id=kpi.id, written=row.period.written, cadence=kpi.cadence
                )
                continue
            other = seen.setdefault(row.span(settings.fiscal_year_start), row)
            if other is not row:
                first = catalog.documents[other.ref]
                where = f"{first.path}:{first.start[0]}"
                yield problem(document.path, place, "figure-twice", id=kpi.id, written=row.period.written, other=where)

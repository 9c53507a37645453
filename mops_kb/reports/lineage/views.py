"""The way of a KPI's figures: from which tool, through which data and which question, towards which goal, for whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mops_kb.kinds.dataset.model import Dataset
from mops_kb.kinds.dataset.named import asks, names_hidden
from mops_kb.kinds.insight.model import Insight
from mops_kb.kinds.insight.views import InsightView, page
from mops_kb.kinds.kpi.model import Kpi, Measurement, Worked
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.report import Wiki

Way = Literal["sql", "warehouse", "measure", "ratio", "typed"]
USES = ("served-by", "served-by-events", "initiatives", "roadmap", "insights", "numerator-of", "denominator-of")
"""Inverses by which a KPI is used; whoever uses it is listed in this order."""
_PLAIN = ("statistic", "channels", "sla", "half_life")
_NAMED = ("conversions", "survey", "team", "tools", "from_stage", "to_stage")


@dataclass(frozen=True)
class Asked:
    """One thing that a KPI tells its measure: `field` is a label's key, and its value is one of the others."""

    field: str
    records: tuple[Record, ...] = ()
    words: str = ""
    label: str = ""


@dataclass(frozen=True)
class Lineage:
    """`files` are those of typed figures. `sql` is empty where it names what the site does not show."""

    kpi: Kpi
    way: Way | None
    tools: tuple[Record, ...]
    datasets: tuple[Dataset, ...]
    files: tuple[str, ...]
    sql: str
    asked: tuple[Asked, ...]
    numerator: Record | None
    denominator: Record | None
    goals: tuple[Record, ...]
    """The KPI's own goal, and then those that it serves."""
    uses: tuple[tuple[str, tuple[Record, ...]], ...]


@dataclass(frozen=True)
class Insights:
    rows: tuple[InsightView, ...]


def insights(kpi: Kpi, wiki: Wiki) -> Insights | None:
    """The latest first."""
    found = [one.id for one in wiki.catalog.who(kpi, "insights")]
    rows = tuple(page(one, wiki.catalog, wiki.settings) for one in wiki.catalog.some(Insight, found))
    return Insights(rows) if rows else None


def lineage(kpi: Kpi, wiki: Wiki) -> Lineage:
    catalog = wiki.catalog
    datasets = tuple(_datasets(kpi, catalog))
    tools = {
        tool.ref: tool for one in (kpi, *datasets) for tool in catalog.follow(one, "tools" if one is kpi else "tool")
    }
    return Lineage(
        kpi,
        _way(kpi, catalog),
        tuple(tools.values()),
        datasets,
        tuple(sorted({_file(row, catalog) for row in _typed(kpi, catalog)})),
        kpi.sql.strip("\n") if kpi.sql and not names_hidden(kpi.sql, catalog, wiki.settings) else "",
        tuple(_asked(kpi, catalog)),
        next(iter(catalog.follow(kpi, "ratio.of")), None),
        next(iter(catalog.follow(kpi, "ratio.to")), None),
        tuple(_goals(kpi, catalog)),
        tuple((name, those) for name in USES if (those := catalog.who(kpi, name))),
    )


def _way(kpi: Kpi, catalog: Catalog) -> Way | None:
    if kpi.warehouse:
        return "warehouse"
    if kpi.sql:
        return "sql"
    if kpi.measure:
        return "measure"
    if kpi.ratio:
        return "ratio"
    return "typed" if next(_typed(kpi, catalog), None) else None


def _typed(kpi: Kpi, catalog: Catalog) -> Iterator[Measurement]:
    for row in catalog.who(kpi, "figures"):
        if isinstance(row, Measurement) and not isinstance(row, Worked):
            yield row


def _file(row: Measurement, catalog: Catalog) -> str:
    return catalog.documents[row.ref].path


def _datasets(kpi: Kpi, catalog: Catalog) -> Iterator[Dataset]:
    """Those that its measure works on, and those that its SQL names."""
    named = {*catalog.follow(kpi, "measure.of"), *catalog.follow(kpi, "measure.conversions")}
    for dataset in catalog.of(Dataset):
        if dataset in named or (kpi.sql and asks(kpi.sql, dataset)):
            yield dataset


def _asked(kpi: Kpi, catalog: Catalog) -> Iterator[Asked]:
    asked = kpi.measure
    if not asked:
        return
    for field in _PLAIN:
        if value := getattr(asked, field):
            yield Asked(field, words=", ".join(value) if isinstance(value, tuple) else str(value))
    for field in _NAMED:
        if records := catalog.follow(kpi, f"measure.{field}"):
            yield Asked(field, records)
    if asked.model:
        yield Asked("model", label=f"kpi.measure.model.{asked.model}")


def _goals(kpi: Kpi, catalog: Catalog) -> Iterator[Record]:
    above = next(iter(catalog.follow(kpi, "goal")), None)
    seen = set()
    while isinstance(above, Entity) and above.ref not in seen:
        yield above
        seen.add(above.ref)
        above = next(iter(catalog.follow(above, "serves")), None)

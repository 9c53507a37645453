"""Studies: what attribution worked out for the site, each of one pair of datasets, and the KPIs that ask for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mops_kb.kinds.dataset.model import Dataset
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.measures.attribution.facts import Attribution
from mops_kb.measures.attribution.work import HALF_LIFE, key
from mops_kb.model.catalog import Catalog

MEASURE = "attribution"


@dataclass(frozen=True)
class Study:
    facts: Attribution
    touchpoints: Dataset
    conversions: Dataset
    kpis: tuple[Kpi, ...]


def studies(catalog: Catalog) -> Iterator[Study]:
    """Those with conversions, in the order of their datasets; the usual half-life comes before others."""
    datasets = {dataset.id: dataset for dataset in catalog.of(Dataset)}
    asking = [kpi for kpi in catalog.of(Kpi) if kpi.measure and kpi.measure.name == MEASURE]
    found = [
        (work, measured.facts)
        for (name, work), measured in catalog.measured.items()
        if name == MEASURE and isinstance(measured.facts, Attribution) and measured.facts.year
    ]
    for work, facts in sorted(found, key=lambda one: _order(one[1])):
        kpis = tuple(kpi for kpi in asking if kpi.measure and key(kpi.measure) == work)
        yield Study(facts, datasets[facts.touchpoints], datasets[facts.conversions], kpis)


def _order(facts: Attribution) -> tuple[str, str, bool, Decimal]:
    return facts.touchpoints, facts.conversions, facts.half_life != HALF_LIFE, facts.half_life

"""Studies: what attribution worked out for the site, each of one pair of datasets, and the KPIs that ask for it."""

from collections.abc import Iterator
from dataclasses import dataclass

from mops_kb.kinds.dataset.model import Dataset
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.measures.attribution.facts import Attribution
from mops_kb.measures.attribution.work import key
from mops_kb.model.catalog import Catalog

MEASURE = "attribution"


@dataclass(frozen=True)
class Study:
    facts: Attribution
    touchpoints: Dataset
    conversions: Dataset
    kpis: tuple[Kpi, ...]


def studies(catalog: Catalog) -> Iterator[Study]:
    """Those with conversions, in the order of their datasets."""
    datasets = {dataset.id: dataset for dataset in catalog.of(Dataset)}
    asking = [kpi for kpi in catalog.of(Kpi) if kpi.measure and kpi.measure.name == MEASURE]
    for (name, work), measured in sorted(catalog.measured.items(), key=lambda one: str(one[0])):
        facts = measured.facts
        if name == MEASURE and isinstance(facts, Attribution) and facts.year:
            kpis = tuple(kpi for kpi in asking if kpi.measure and key(kpi.measure) == work)
            yield Study(facts, datasets[facts.touchpoints], datasets[facts.conversions], kpis)

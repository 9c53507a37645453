"""Finding: leads that nobody has touched and whose SLA is over."""

from collections.abc import Iterator

from mops_kb.kinds.kpi.model import Kpi
from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings
from mops_kb.reports.response.speeds import NAME, responses, slas


def waiting(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Told once for each dataset, at the KPI with the shortest SLA."""
    for data, facts in responses(catalog):
        sla = next(iter(slas(data, facts, catalog)), None)
        kept = facts.whole.within(sla)
        if not kept or not kept.waiting:
            continue
        strictest = next(
            kpi
            for kpi in catalog.of(Kpi)
            if kpi.measure and (kpi.measure.name, kpi.measure.of, kpi.measure.sla) == (NAME, data.id, sla)
        )
        document = catalog.documents[strictest.ref]
        place = document.place(("measure", "sla"))
        yield problem(document.path, place, "leads-waiting", id=strictest.id, n=kept.waiting, sla=sla)

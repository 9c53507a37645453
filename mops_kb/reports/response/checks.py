"""Finding: leads that nobody has touched and whose SLA is over."""

from collections.abc import Iterator

from mops_kb.kinds.kpi.model import Kpi
from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings
from mops_kb.reports.response.speeds import NAME, responses


def waiting(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Told once for each dataset, at the KPI with the shortest SLA."""
    for data, facts in responses(catalog):
        if not facts.slas or not facts.whole.kept[0].waiting:
            continue
        sla = facts.slas[0]
        strictest = next(
            kpi
            for kpi in catalog.complete.of(Kpi)
            if kpi.measure and (kpi.measure.name, kpi.measure.of, kpi.measure.sla) == (NAME, data.id, sla)
        )
        if catalog.get(strictest.ref):
            document = catalog.documents[strictest.ref]
            place = document.place(("measure", "sla"))
            n = facts.whole.kept[0].waiting
            yield problem(document.path, place, "leads-waiting", id=strictest.id, n=n, sla=sla)

"""Finding: leads that were seen in a later stage before an earlier one."""

from collections.abc import Iterator

from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings
from mops_kb.reports.funnel.steps import funnels


def disordered(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """They may have fallen back, or their times may be wrong; only those who know them can tell."""
    for data, facts in funnels(catalog):
        if facts.disordered:
            document = catalog.documents[data.ref]
            place = document.place(("file",))
            yield problem(
                document.path, place, "stages-out-of-order", id=data.id, n=facts.disordered, leads=facts.leads
            )

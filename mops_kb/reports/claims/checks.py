"""Findings: claims that nothing supports, and claims whose evidence has aged."""

from collections.abc import Iterator

from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings
from mops_kb.reports.claims.support import support


def weak(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    for found in catalog.once(support, settings).values():
        document, id = catalog.documents[found.claim.ref], found.claim.id
        if found.status == "unsupported":
            variant = "weak" if found.why == "proves-nothing" else "remedy"
            yield problem(document.path, document.place(("evidence",)), "claim-unsupported", variant, id=id)
        elif found.why == "review":
            yield problem(document.path, document.place(("reviewed_on",)), "claim-stale", "review", id=id)
        elif found.why:
            yield problem(document.path, document.place(("evidence",)), "claim-stale", id=id)

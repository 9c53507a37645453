"""Findings: improvements that nobody has to believe yet, and those that claim what a greater one claims."""

from collections.abc import Iterator

from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings
from mops_kb.reports.ledger.entries import ledger


def claimed(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """One for each, with the first reason."""
    for entry in catalog.once(ledger, settings).entries:
        if entry.state == "claimed":
            document = catalog.documents[entry.improvement.ref]
            yield problem(document.path, document.start, "improvement-claimed", entry.why[0], id=entry.improvement.id)


def overlapping(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    for entry in catalog.once(ledger, settings).entries:
        if entry.greater:
            document = catalog.documents[entry.improvement.ref]
            place = document.place(("kpi",))
            variant = "claimed" if entry.state == "claimed" else "remedy"
            given = {"id": entry.improvement.id, "other": entry.greater.id}
            yield problem(document.path, place, "improvements-overlap", variant, **given)

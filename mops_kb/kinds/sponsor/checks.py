"""Findings: a sponsor with whom nobody has spoken for long, or with whom nothing is planned, or not yet done."""

from collections.abc import Iterator

from mops_kb.kinds.sponsor.model import SILENT, Sponsor
from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings


def silent(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Nobody has spoken with them for too long, or yet."""
    for sponsor in catalog.of(Sponsor):
        days = sponsor.days_silent(settings.as_of)
        document = catalog.documents[sponsor.ref]
        place = document.place(("contacts",))
        if days is None:
            yield problem(document.path, place, "sponsor-never-met", id=sponsor.id)
        elif days > SILENT:
            yield problem(document.path, place, "sponsor-silent", id=sponsor.id, n=days, limit=SILENT)


def aimless(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """No next step is written down."""
    for sponsor in catalog.of(Sponsor):
        if not sponsor.next_step:
            document = catalog.documents[sponsor.ref]
            yield problem(document.path, document.start, "sponsor-without-next-step", id=sponsor.id)


def overdue(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """The day of the next step is past."""
    for sponsor in catalog.of(Sponsor):
        if sponsor.next_step and sponsor.next_step.on < settings.as_of:
            document = catalog.documents[sponsor.ref]
            place = document.place(("next_step", "on"))
            days = (settings.as_of - sponsor.next_step.on).days
            yield problem(document.path, place, "next-step-overdue", id=sponsor.id, n=days)

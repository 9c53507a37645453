"""Checks of sponsors: talks that are still to come, nobody who speaks with them, a next step that lacks or is late."""

from collections.abc import Iterator

from mops_kb.kinds.sponsor.model import SILENT, Advocacy, Sponsor
from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings


def ahead(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """What is still to come has not been said."""
    for sponsor in catalog.of(Sponsor):
        document = catalog.documents[sponsor.ref]
        for position, contact in enumerate(sponsor.contacts):
            if contact.on > settings.as_of:
                place = document.place(("contacts", position, "on"))
                yield problem(document.path, place, "contact-ahead", id=sponsor.id, day=contact.on)
    for row in catalog.of(Advocacy):
        document = catalog.documents[row.ref]
        if row.on > settings.as_of:
            yield problem(document.path, document.place(("on",)), "contact-ahead", "row", id=row.audience, day=row.on)


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

"""What the pages about sponsors show."""

from dataclasses import dataclass

from mops_kb.kinds.sponsor.model import SILENT, Contact, NextStep, Sponsor
from mops_kb.model.catalog import Catalog
from mops_kb.model.each import each
from mops_kb.model.entity import Entity, Record
from mops_kb.model.ownership import behind
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class Met:
    """One contact and where it took place."""

    contact: Contact
    channel: Record | None


@dataclass(frozen=True)
class Planned:
    """The next step; `late` are the days since it should have been done, 0 as long as there is time."""

    step: NextStep
    by: Record | None
    people: tuple[Entity, ...]
    late: int


@dataclass(frozen=True)
class SponsorView:
    """`met` are the contacts until today, the latest first; `silent` the days since, None where there was none."""

    sponsor: Sponsor
    who: Record | None
    people: tuple[Entity, ...]
    goals: tuple[Record, ...]
    met: tuple[Met, ...]
    silent: int | None
    next: Planned | None

    @property
    def last(self) -> Met | None:
        return next(iter(self.met), None)

    @property
    def is_silent(self) -> bool:
        return self.silent is None or self.silent > SILENT


@dataclass(frozen=True)
class SponsorsView:
    rows: tuple[SponsorView, ...]

    @property
    def silent(self) -> int:
        return sum(1 for row in self.rows if row.is_silent)

    @property
    def aimless(self) -> int:
        return sum(1 for row in self.rows if not row.next)

    @property
    def late(self) -> int:
        return sum(1 for row in self.rows if row.next and row.next.late)

    @property
    def limit(self) -> int:
        return SILENT


@each
def page(sponsor: Sponsor, catalog: Catalog, settings: Settings) -> SponsorView:
    who = next(iter(catalog.follow(sponsor, "who")), None)
    met = tuple(
        Met(contact, catalog.target(sponsor, ("contacts", sponsor.contacts.index(contact), "channel")))
        for contact in sponsor.contacted(settings.as_of)
    )
    return SponsorView(
        sponsor,
        who,
        behind(catalog, who, settings.as_of),
        catalog.follow(sponsor, "goals"),
        met,
        sponsor.days_silent(settings.as_of),
        _planned(sponsor, catalog, settings),
    )


def _planned(sponsor: Sponsor, catalog: Catalog, settings: Settings) -> Planned | None:
    if not sponsor.next_step:
        return None
    by = next(iter(catalog.follow(sponsor, "next_step.by")), None)
    late = max((settings.as_of - sponsor.next_step.on).days, 0)
    return Planned(sponsor.next_step, by, behind(catalog, by, settings.as_of), late)


def index(catalog: Catalog, settings: Settings) -> SponsorsView:
    return SponsorsView(tuple(page(sponsor, catalog, settings) for sponsor in catalog.of(Sponsor)))

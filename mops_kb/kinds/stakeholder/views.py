"""What the pages about stakeholders show."""

from dataclasses import dataclass
from decimal import Decimal

from mops_kb.kinds.stakeholder.model import Stakeholder
from mops_kb.kinds.stakeholder.served import Rated, has_contact, not_served, ratings
from mops_kb.model.catalog import Catalog
from mops_kb.model.each import each
from mops_kb.model.entity import Entity, Record
from mops_kb.model.ownership import behind
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class StakeholderView:
    """`ratings` are the latest first; `has_contact` says whether somebody is there to turn to, shown or not."""

    stakeholder: Stakeholder
    team: Record | None
    contact: Record | None
    contacts: tuple[Entity, ...]
    has_contact: bool
    counterpart: Record | None
    counterparts: tuple[Entity, ...]
    channel: Record | None
    ratings: tuple[Rated, ...]

    @property
    def last(self) -> Rated | None:
        return next(iter(self.ratings), None)


@dataclass(frozen=True)
class StakeholdersView:
    rows: tuple[StakeholderView, ...]
    not_served: tuple[Entity, ...]

    @property
    def last(self) -> tuple[Rated, ...]:
        """The last rating of each team that was ever asked."""
        return tuple(row.last for row in self.rows if row.last)

    @property
    def mean(self) -> Decimal | None:
        scores = [rated.rating.score for rated in self.last]
        return sum(scores, Decimal(0)) / len(scores) if scores else None

    @property
    def fallen(self) -> int:
        return sum(1 for rated in self.last if rated.trend == "fell")

    @property
    def without_contact(self) -> int:
        return sum(1 for row in self.rows if not row.has_contact)


@each
def page(stakeholder: Stakeholder, catalog: Catalog, settings: Settings) -> StakeholderView:
    contact = next(iter(catalog.follow(stakeholder, "contact")), None)
    counterpart = next(iter(catalog.follow(stakeholder, "counterpart")), None)
    return StakeholderView(
        stakeholder,
        next(iter(catalog.follow(stakeholder, "team")), None),
        contact,
        behind(catalog, contact, settings.as_of),
        has_contact(stakeholder, catalog, settings),
        counterpart,
        behind(catalog, counterpart, settings.as_of),
        next(iter(catalog.follow(stakeholder, "channel")), None),
        ratings(stakeholder, settings.as_of),
    )


def index(catalog: Catalog, settings: Settings) -> StakeholdersView:
    """In the order of the teams; those whose team is not shown come last."""
    order = {team.ref: position for position, team in enumerate(catalog.named("team"))}
    views = [page(stakeholder, catalog, settings) for stakeholder in catalog.of(Stakeholder)]
    rows = sorted(views, key=lambda view: order[view.team.ref] if view.team else len(order))
    return StakeholdersView(tuple(rows), catalog.once(not_served, settings))

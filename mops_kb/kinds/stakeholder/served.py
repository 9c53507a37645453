"""Served: whom a team turns to, which teams nobody looks after, and how satisfaction moves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from mops_kb.kinds.stakeholder.model import Rating, Stakeholder
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.ownership import behind
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings

Trend = Literal["first", "rose", "same", "slipped", "fell"]
FALL = Decimal("0.5")
"""From this fall on, in points, somebody should ask what happened."""


@dataclass(frozen=True)
class Rated:
    """A rating and what it is against the one before, which the first has not."""

    rating: Rating
    change: Decimal | None

    @property
    def trend(self) -> Trend:
        if self.change is None:
            return "first"
        if self.change >= 0:
            return "rose" if self.change else "same"
        return "fell" if -self.change >= FALL else "slipped"


def ratings(stakeholder: Stakeholder, as_of: date) -> tuple[Rated, ...]:
    """The latest first."""
    rated = stakeholder.rated(as_of)
    first = [Rated(rating, None) for rating in rated[:1]]
    return (*first, *(Rated(after, after.score - before.score) for before, after in pairwise(rated)))[::-1]


def has_contact(stakeholder: Stakeholder, catalog: Catalog, settings: Settings) -> bool:
    """Whether somebody is there to turn to, shown or not."""
    contact = next(iter(catalog.complete.follow(stakeholder, "contact")), None)
    return bool(behind(catalog.complete, contact, settings.as_of))


def not_served(catalog: Catalog, settings: Settings) -> tuple[Entity, ...]:
    """Teams of marketing without a stakeholder record, shown or not. Who serves, is not asked for one: the MOps team,
    what is below it, and the teams of those who are contacts. Empty in a wiki that does not say whom MOps serves."""
    whole = catalog.complete
    marked = {team.ref for team in whole.named("team") if getattr(team, "mops", False)}
    contacts = [party for one in whole.of(Stakeholder) for party in whole.follow(one, "contact")]
    if not marked and not catalog.of(Stakeholder):
        return ()
    serving = marked | {team.ref for party in contacts for team in whole.follow(party, "team")}
    return tuple(
        team
        for team in catalog.named("team")
        if isinstance(team, Entity)
        and getattr(team, "group", "") == "marketing"
        and team.ref not in serving
        and not whole.who(team, "stakeholder")
        and marked.isdisjoint(above.ref for above in _above(team, whole))
    )


def _above(team: Record, catalog: Catalog) -> Iterator[Record]:
    """Up the line of parents, each once even where it goes in a circle."""
    seen = {team.ref}
    above = next(iter(catalog.follow(team, "parent")), None)
    while above and above.ref not in seen:
        yield above
        seen.add(above.ref)
        above = next(iter(catalog.follow(above, "parent")), None)


def uncontacted(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: a team that has nobody in MOps to turn to today."""
    for stakeholder in catalog.of(Stakeholder):
        if not has_contact(stakeholder, catalog, settings):
            document = catalog.documents[stakeholder.ref]
            variant = "vacant" if stakeholder.contact else "remedy"
            contact = stakeholder.contact or "contact"
            yield problem(
                document.path, document.place(("contact",)), "no-contact", variant, id=stakeholder.id, contact=contact
            )


def unserved(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: a team of marketing that MOps does not say it serves."""
    for team in catalog.once(not_served, settings):
        document = catalog.documents[team.ref]
        yield problem(document.path, document.start, "not-served", id=team.id)


def fallen(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: the last rating is much below the one before."""
    for stakeholder in catalog.of(Stakeholder):
        last = next(iter(ratings(stakeholder, settings.as_of)), None)
        if last and last.change is not None and last.trend == "fell":
            document = catalog.documents[stakeholder.ref]
            place = document.place(("satisfaction", stakeholder.satisfaction.index(last.rating), "score"))
            score = last.rating.score
            params = {"id": stakeholder.id, "before": score - last.change, "score": score, "on": last.rating.on}
            yield problem(document.path, place, "satisfaction-fell", **params)

"""Sides: which teams sell, which do marketing, and on which side a party of a meeting or a playbook stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from mops_kb.kinds.team.model import Team
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Record
from mops_kb.model.ref import Ref
from mops_kb.model.settings import Settings

Side = Literal["sales", "marketing"]


@dataclass(frozen=True)
class Sides:
    """The side of each team that has one; neighbours that do not sell have none."""

    of_team: Mapping[Ref, Side]

    @property
    def has_sales(self) -> bool:
        return "sales" in self.of_team.values()


def sides(catalog: Catalog, settings: Settings) -> Sides:
    """A team sells if it says so, or if one above it does."""
    found: dict[Ref, Side] = {}
    for team in catalog.of(Team):
        if any(one.sales for one in (team, *above(team, catalog))):
            found[team.ref] = "sales"
        elif team.group == "marketing":
            found[team.ref] = "marketing"
    return Sides(found)


def above(team: Record, catalog: Catalog) -> tuple[Team, ...]:
    """Up the line of parents, the nearest first, each once even where it goes in a circle."""
    found: dict[Ref, Team] = {}
    parent = next(iter(catalog.follow(team, "parent")), None)
    while isinstance(parent, Team) and parent.ref not in found and parent.ref != team.ref:
        found[parent.ref] = parent
        parent = next(iter(catalog.follow(parent, "parent")), None)
    return tuple(found.values())


def teams_of(party: Record, catalog: Catalog) -> tuple[Record, ...]:
    """The teams for which a team, a role or a person stands."""
    if party.kind == "team":
        return (party,)
    own = catalog.follow(party, "team")
    if own or party.kind != "person":
        return own
    return tuple(team for role in catalog.follow(party, "posts.role") for team in catalog.follow(role, "team"))


def sides_of(parties: Iterable[Record], catalog: Catalog, settings: Settings) -> frozenset[Side]:
    known = catalog.once(sides, settings).of_team
    return frozenset(known[team.ref] for party in parties for team in teams_of(party, catalog) if team.ref in known)

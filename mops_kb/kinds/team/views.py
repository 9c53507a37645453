"""What the pages about teams show."""

from dataclasses import dataclass

from mops_kb.kinds.team.model import Team
from mops_kb.model.catalog import Catalog
from mops_kb.model.each import each
from mops_kb.model.entity import Record
from mops_kb.model.ownership import Holding, holdings
from mops_kb.model.settings import Settings

GROUPS = ("marketing", "neighbour")


@dataclass(frozen=True)
class TeamView:
    team: Team
    parent: Record | None
    lead: Record | None
    led_by: tuple[Holding, ...]
    members: tuple[Record, ...]
    subteams: tuple[Record, ...]
    roles: tuple[Record, ...]


@dataclass(frozen=True)
class TeamsView:
    count: int


@each
def page(team: Team, catalog: Catalog, settings: Settings) -> TeamView:
    lead = next(iter(catalog.follow(team, "lead")), None)
    return TeamView(
        team,
        next(iter(catalog.follow(team, "parent")), None),
        lead,
        holdings(catalog, lead, settings.as_of) if lead else (),
        catalog.who(team, "members"),
        catalog.who(team, "subteams"),
        catalog.who(team, "team-roles"),
    )


def index(catalog: Catalog, settings: Settings) -> TeamsView:
    return TeamsView(len(catalog.of(Team)))

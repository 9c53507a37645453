"""A team: what one can ask it for, and how."""

from typing import Annotated, Literal

from mops_kb.model.entity import Entity, Record
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Count, Day, Flag


class Team(Entity):
    kind = "team"
    folder = "teams"

    parent: Annotated[str, RefTo("team", inverse="subteams")] | None = None
    lead: Annotated[str, RefTo("role", inverse="leads")] | None = None
    mops: Flag = False
    sales: Flag = False
    group: Literal["marketing", "neighbour"] = "marketing"
    services: Annotated[tuple[Text, ...], ONE_OR_MANY] = ()
    intake: Text | None = None
    channel: str | None = None
    hours: Text | None = None
    events_per_week: Count | None = None


class Elsewhere(Record):
    """How many links of a team's pages led to spreadsheets, documents and slides on a day: a row of `trends/`, written
    by `mops-kb record`. Without a team it counts the pages that belong to none."""

    kind = "elsewhere"
    nothing_without = frozenset({"team"})

    id: str
    on: Day
    team: Annotated[str, RefTo("team", inverse="elsewhere")] | None = None
    count: Count

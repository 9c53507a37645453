"""Load: how much each team begins in the weeks to come, beside what it can."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from mops_kb.kinds.event.model import Event
from mops_kb.kinds.team.model import Team
from mops_kb.model.catalog import Catalog
from mops_kb.model.settings import Settings
from mops_kb.reports.conflicts.found import find
from mops_kb.reports.conflicts.shown import monday

WEEKS = 13
Heat = Literal["free", "some", "full", "over"]


@dataclass(frozen=True)
class Week:
    """What a team begins in the week from that Monday on."""

    monday: date
    events: tuple[Event, ...]
    limit: int

    @property
    def heat(self) -> Heat:
        if not self.events:
            return "free"
        if len(self.events) < self.limit:
            return "some"
        return "full" if len(self.events) == self.limit else "over"


@dataclass(frozen=True)
class Load:
    team: Team
    limit: int
    weeks: tuple[Week, ...]


def load(team: Team, catalog: Catalog, settings: Settings) -> Load | None:
    """None where nobody said how much the team can begin in a week."""
    limit = team.events_per_week
    if limit is None:
        return None
    begun = find(catalog, settings).weeks
    weeks = (Week(day, begun.get((team.id, day), ()), limit) for day in mondays(settings))
    return Load(team, limit, tuple(weeks))


def mondays(settings: Settings) -> tuple[date, ...]:
    first = monday(settings.as_of)
    return tuple(first + timedelta(weeks=n) for n in range(WEEKS))

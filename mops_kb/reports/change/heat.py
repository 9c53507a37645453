"""The heat of concerns: teams down, initiatives across, in each cell what a team has raised and what was answered."""

from dataclasses import dataclass
from typing import Literal

from mops_kb.kinds.initiative.model import Initiative
from mops_kb.kinds.team.model import Team
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.settings import Settings
from mops_kb.reports.change.standing import Standing, standings
from mops_kb.reports.initiatives.limits import limits

Heat = Literal["none", "unheard", "calm", "open", "old"]
"""Not affected; affected and not talked with yet; nothing open; something open; open for too long."""


@dataclass(frozen=True)
class Cell:
    """`oldest` is how many days the oldest open concern waits."""

    heat: Heat
    raised: int
    answered: int
    oldest: int

    @property
    def open(self) -> int:
        return self.raised - self.answered


@dataclass(frozen=True)
class Line:
    team: Entity
    cells: tuple[Cell, ...]
    all: Cell

    @property
    def unheard(self) -> int:
        return sum(cell.heat == "unheard" for cell in self.cells)


@dataclass(frozen=True)
class HeatMap:
    """Of initiatives that are not over; the team with most that is open comes first, then who was not asked."""

    initiatives: tuple[Initiative, ...]
    lines: tuple[Line, ...]
    all: Cell


def heat_map(catalog: Catalog, settings: Settings) -> HeatMap:
    """For `catalog.once`."""
    those = [one for one in catalog.once(standings, settings).values() if not one.initiative.is_over]
    heard = {(one.initiative.id, team) for one in those for team in _talked_with(one, settings)}
    teams = {team.id for one in those for team in (*one.affected.teams, *(w.team for w in one.worries))}
    lines = []
    for team in catalog.some(Team, teams):
        cells = tuple(_cell(one, team, (one.initiative.id, team.id) in heard) for one in those)
        lines.append(Line(team, cells, _sum(cells)))
    lines.sort(key=lambda line: (-line.all.open, -line.all.oldest, -line.unheard))
    return HeatMap(tuple(one.initiative for one in those), tuple(lines), _sum([line.all for line in lines]))


def _talked_with(one: Standing, settings: Settings) -> set[str]:
    return {talk.team.removeprefix("team:") for talk in one.initiative.talks if talk.on <= settings.as_of}


def _cell(one: Standing, team: Entity, is_heard: bool) -> Cell:
    own = [worry for worry in one.worries if worry.team == team]
    oldest = max((worry.days for worry in own if worry.is_open), default=0)
    is_affected = team.id in {other.id for other in one.affected.teams}
    answered = sum(not worry.is_open for worry in own)
    if answered < len(own):
        heat: Heat = "old" if oldest > limits().concern.days else "open"
    elif not own and not is_heard:
        heat = "unheard" if is_affected else "none"
    else:
        heat = "calm"
    return Cell(heat, len(own), answered, oldest)


def _sum(cells: "tuple[Cell, ...] | list[Cell]") -> Cell:
    raised, answered = sum(cell.raised for cell in cells), sum(cell.answered for cell in cells)
    oldest = max((cell.oldest for cell in cells), default=0)
    heat: Heat = "calm" if raised == answered else "old" if oldest > limits().concern.days else "open"
    return Cell(heat, raised, answered, oldest)

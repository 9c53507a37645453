"""Teams: what their roles require together, and who in the team can do it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from mops_kb.kinds.person.model import Person
from mops_kb.kinds.role.model import Role
from mops_kb.kinds.role.views import asked
from mops_kb.kinds.skill.levels import Levels, levels
from mops_kb.kinds.skill.model import ALONE, Skill
from mops_kb.kinds.team.model import Team
from mops_kb.model.catalog import Catalog
from mops_kb.model.ownership import holdings
from mops_kb.model.settings import Settings
from mops_kb.reports.skills.people import needs

State = Literal["missing", "single", "covered"]


@dataclass(frozen=True)
class Lack:
    """A skill that a team's roles require; `best` is the highest level in the team, 0 if nobody has it."""

    skill: Skill
    asked: int
    best: int
    state: State


@dataclass(frozen=True)
class Cell:
    """The level of one person in one skill, and what their own roles require where that is more."""

    level: int | None
    short_of: int | None


@dataclass(frozen=True)
class Row:
    """One skill; `asked` and `state` are None where no role of the team requires it."""

    skill: Skill
    asked: int | None
    state: State | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class TeamSkills:
    team: Team
    people: tuple[Person, ...]
    rows: tuple[Row, ...]
    missing: tuple[Lack, ...]
    single: tuple[Lack, ...]
    is_assessed: bool


def team_skills(catalog: Catalog, settings: Settings) -> tuple[TeamSkills, ...]:
    """Every team that has people and skills to speak of."""
    found = (_skills(team, catalog, settings) for team in catalog.of(Team))
    return tuple(one for one in found if one.people and one.rows)


def lacks(team: Team, people: Sequence[str], known: Levels, catalog: Catalog) -> tuple[Lack, ...]:
    """What the team's roles require, skill by skill, and how it is covered by the people of these ids."""
    required = _required(team, catalog)
    mastered = [known.get(id, {}) for id in people]
    return tuple(
        _lack(skill, required[skill.id], [one.get(skill.id, 0) for one in mastered])
        for skill in catalog.some(Skill, required)
    )


def are_assessed(people: Sequence[str], known: Levels) -> bool:
    """At least half of them: of fewer nothing can be said about the team."""
    return bool(people) and 2 * sum(id in known for id in people) >= len(people)


def people_of(team: Team, catalog: Catalog, settings: Settings) -> tuple[Person, ...]:
    """The members of a team and the holders of its roles, in the order of people."""
    members = {record.id for record in catalog.who(team, "members")}
    roles = catalog.who(team, "team-roles")
    members |= {holding.person.id for role in roles for holding in holdings(catalog, role, settings.as_of)}
    return catalog.some(Person, members)


def _skills(team: Team, catalog: Catalog, settings: Settings) -> TeamSkills:
    people = people_of(team, catalog, settings)
    known = levels(catalog, settings)
    covered = lacks(team, [person.id for person in people], known, catalog)
    return TeamSkills(
        team,
        people,
        tuple(_rows(people, covered, catalog, settings)),
        tuple(one for one in covered if one.state == "missing"),
        tuple(one for one in covered if one.state == "single"),
        are_assessed([person.id for person in people], known),
    )


def _required(team: Team, catalog: Catalog) -> dict[str, int]:
    """Skill → the highest level that a role of the team requires."""
    found: dict[str, int] = {}
    for role in catalog.who(team, "team-roles"):
        for one in asked(role, catalog) if isinstance(role, Role) else ():
            if one.requirement.need == "required":
                found[one.skill.id] = max(one.requirement.level, found.get(one.skill.id, 0))
    return found


def _lack(skill: Skill, required: int, levels_there: Sequence[int]) -> Lack:
    best = max(levels_there, default=0)
    alone = sum(level >= ALONE for level in levels_there)
    state: State = "missing" if best < required else "single" if required >= ALONE and alone == 1 else "covered"
    return Lack(skill, required, best, state)


def _rows(people: Sequence[Person], covered: Sequence[Lack], catalog: Catalog, settings: Settings) -> Iterator[Row]:
    """What is required first, then what the team can do besides."""
    known = [levels(catalog, settings).get(person.id, {}) for person in people]
    wanted = [needs(person, catalog, settings) for person in people]
    required = {one.skill.id for one in covered}
    others = {skill for mastered in known for skill in mastered} - required
    besides = catalog.some(Skill, others)
    for skill, lack in [*((one.skill, one) for one in covered), *((skill, None) for skill in besides)]:
        cells = tuple(
            _cell(mastered.get(skill.id), want.get(skill.id)) for mastered, want in zip(known, wanted, strict=True)
        )
        yield Row(skill, lack.asked if lack else None, lack.state if lack else None, cells)


def _cell(level: int | None, wanted: int | None) -> Cell:
    return Cell(level, wanted if wanted and wanted > (level or 0) else None)

"""What the pages about skills show: what the levels mean, which roles ask for them, and who has them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from mops_kb.kinds.skill.levels import levels, masters
from mops_kb.kinds.skill.model import ALONE, Skill, SkillLevel
from mops_kb.model.catalog import Catalog
from mops_kb.model.each import each
from mops_kb.model.entity import Record
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text
from mops_kb.model.values import LEVELS


@dataclass(frozen=True)
class Demand:
    """A role that asks for the skill."""

    role: Record
    level: int
    need: str
    note: Text | None


@dataclass(frozen=True)
class Mastery:
    """A person who has the skill; `on` is the day of the assessment."""

    person: Record
    level: int
    on: date
    note: Text | None


@dataclass(frozen=True)
class SkillView:
    """`levels` are the four with what they mean for this skill, if it says so; `alone` counts those from 3 on.

    On a public site nobody has it: `people` is empty there.
    """

    skill: Skill
    levels: tuple[tuple[int, Text | None], ...]
    demands: tuple[Demand, ...]
    people: tuple[Mastery, ...]
    alone: int
    single: Record | None
    """The only one who does it without help."""
    trainings: tuple[Record, ...]


@dataclass(frozen=True)
class SkillsView:
    count: int
    roles: int


@each
def page(skill: Skill, catalog: Catalog, settings: Settings) -> SkillView:
    people = _people(skill, catalog, settings)
    alone = [one for one in people if one.level >= ALONE]
    meant = [*skill.levels, *([None] * len(LEVELS))]
    return SkillView(
        skill,
        tuple((number, meant[number - 1]) for number in range(1, len(LEVELS) + 1)),
        tuple(sorted(_demands(skill, catalog), key=lambda one: (one.need != "required", -one.level, one.role.id))),
        people,
        len(alone),
        alone[0].person if len(alone) == 1 else None,
        _trainings(skill, catalog),
    )


def index(catalog: Catalog, settings: Settings) -> SkillsView:
    views = [page(skill, catalog, settings) for skill in catalog.of(Skill)]
    roles = {demand.role.id for one in views for demand in one.demands}
    return SkillsView(len(views), len(roles))


def _demands(skill: Skill, catalog: Catalog) -> Iterator[Demand]:
    """A role knows its requirements by their place in a list."""
    for relation in catalog.incoming.get(skill.ref, ()):
        role: Any = catalog.get(relation.source)
        if relation.inverse == "required-by" and role:
            asked = role.requirements[relation.location[1]]
            yield Demand(role, asked.level, asked.need, asked.note)


def _people(skill: Skill, catalog: Catalog, settings: Settings) -> tuple[Mastery, ...]:
    """The best first."""
    known = levels(catalog, settings)
    found: dict[str, Mastery] = {}
    rows = [row for row in catalog.who(skill, "skill-levels") if isinstance(row, SkillLevel)]
    for row in sorted(rows, key=lambda row: (row.on, row.id)):
        person = catalog.target(row, ("person",))
        if person and row.on <= settings.as_of:
            found[person.id] = Mastery(person, known[person.id][skill.id], row.on, row.note)
    return tuple(sorted(found.values(), key=lambda one: (-one.level, one.person.id)))


def _trainings(skill: Skill, catalog: Catalog) -> tuple[Record, ...]:
    sources = dict.fromkeys(relation.source for relation in catalog.incoming.get(skill.ref, ()))
    return tuple(record for ref in sources if ref.kind == "training" and (record := catalog.get(ref)))


def single_knower(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: roles need somebody who does it alone, and only one person can. For colleagues, though it names nobody:
    who it is, and who it is not, could be read off the holders of those roles."""
    known = masters(catalog.complete, settings)
    for skill in catalog.of(Skill) if settings.is_internal else ():
        roles = [one for one in _demands(skill, catalog) if one.need == "required" and one.level >= ALONE]
        if roles and sum(level >= ALONE for level in known.get(skill.id, {}).values()) == 1:
            document = catalog.documents[skill.ref]
            yield problem(document.path, document.start, "single-knower", id=skill.id, n=len(roles))


def assessed_twice(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Nobody has two levels in one skill, however the references are written; on a public site too."""
    everything = catalog.complete
    seen: dict[tuple[str, str], SkillLevel] = {}
    for row in everything.of(SkillLevel):
        person, skill = everything.target(row, ("person",)), everything.target(row, ("skill",))
        if person and skill and (first := seen.setdefault((person.id, skill.id), row)) is not row:
            document, origin = everything.documents[row.ref], everything.origin(first)
            same = {"kind": row.kind, "id": first.id, "other": f"{origin.path}:{origin.line}"}
            yield problem(document.path, document.place(("person",)), "duplicate-id", **same)


def ahead(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: what is dated ahead does not count until that day."""
    for row in catalog.of(SkillLevel):
        skill = catalog.target(row, ("skill",))
        if skill and row.on > settings.as_of:
            document = catalog.documents[row.ref]
            yield problem(document.path, document.place(("on",)), "future-level", id=skill.id, day=row.on.isoformat())

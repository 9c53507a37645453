"""Facts of tools, and for colleagues of roles, teams and people, that take trainings."""

from dataclasses import dataclass
from decimal import Decimal

from mops_kb.kinds.training.needs import (
    Coverage,
    Need,
    counted,
    coverage_of,
    needs,
    needs_by_person,
    needs_of_role,
    needs_of_team,
    trained,
    trainings_about,
)
from mops_kb.model.catalog import Catalog
from mops_kb.model.each import each
from mops_kb.model.entity import Entity
from mops_kb.model.fact import Fact, Facts
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class Course:
    """How many trainings people need, and how much of that is done; None where the site may not tell it."""

    trainings: int
    coverage: Coverage | None

    @property
    def share(self) -> Decimal | None:
        return self.coverage.share if self.coverage else None

    @property
    def overdue(self) -> int | None:
        return self.coverage.overdue if self.coverage else None


@each
def _course(one: Entity, catalog: Catalog, settings: Settings) -> Course:
    needed = _needs(one, catalog, settings)
    return Course(len({need.training.id for need in needed}), counted(needed))


@each
def _of_tool(tool: Entity, catalog: Catalog, settings: Settings) -> Course:
    found, needed = trainings_about(tool, catalog), catalog.once(needs, settings)
    return Course(sum(1 for one in found if needed[one.id]), coverage_of(found, catalog, settings))


def _needs(one: Entity, catalog: Catalog, settings: Settings) -> tuple[Need, ...]:
    if one.kind == "person":
        return catalog.once(needs_by_person, settings).get(one.id, ())
    of = needs_of_role if one.kind == "role" else needs_of_team
    return of(one, catalog, settings)


def _of(kind: str) -> tuple[Fact, ...]:
    """Of single people, or of few."""
    fact = Facts(kind, _course, "curriculum/cells.md")
    return (
        fact("trainings_needed", "number", lambda done: done.trainings, is_internal=True),
        fact("trained_share", "share", lambda done: done.share, wide=True, is_internal=True),
        fact("trainings_overdue", "number", lambda done: done.overdue, is_internal=True),
    )


def _courses(tool: Entity, catalog: Catalog, settings: Settings) -> int:
    return len(trainings_about(tool, catalog))


_tool = Facts("tool", _of_tool, "curriculum/cells.md")
_trained = Facts("tool", each(trained), "curriculum/cells.md")

FACTS = (
    _trained("trained", "number", lambda one: one.people, wide=True),
    _trained("trained_share", "share", lambda one: one.share),
    _tool("trainings_needed", "number", lambda done: done.trainings),
    _tool("trainings_done", "share", lambda done: done.share, wide=True),
    Fact("tool", "courses", "number", _courses),
    *_of("role"),
    *_of("team"),
    *_of("person"),
)

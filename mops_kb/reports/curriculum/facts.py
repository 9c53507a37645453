"""Facts of tools, and for colleagues of roles, teams and people, that take trainings."""

from mops_kb.kinds.training.needs import (
    Coverage,
    Need,
    counted,
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


@each
def _coverage(one: Entity, catalog: Catalog, settings: Settings) -> Coverage:
    return counted(_needs(one, catalog, settings))


def _needs(one: Entity, catalog: Catalog, settings: Settings) -> tuple[Need, ...]:
    if one.kind == "person":
        return catalog.once(needs_by_person, settings).get(one.id, ())
    of = needs_of_role if one.kind == "role" else needs_of_team
    return of(one, catalog, settings)


def _of(kind: str) -> tuple[Fact, ...]:
    """Of single people, or of few."""
    fact = Facts(kind, _coverage, "curriculum/cells.md")
    return (
        fact("trained_share", "share", lambda done: done.share, wide=True, is_internal=True),
        fact("trainings_overdue", "number", lambda done: done.overdue, is_internal=True),
    )


def _courses(tool: Entity, catalog: Catalog, settings: Settings) -> int:
    return len(trainings_about(tool, catalog))


_trained = Facts("tool", each(trained), "curriculum/cells.md")

FACTS = (
    _trained("trained", "number", lambda one: one.people, wide=True),
    _trained("trained_share", "share", lambda one: one.share),
    Fact("tool", "courses", "number", _courses),
    *_of("role"),
    *_of("team"),
    *_of("person"),
)

"""What trainings mean to a role, a team, a tool and a person."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mops_kb.kinds.training.model import Session, Training
from mops_kb.kinds.training.needs import (
    Coverage,
    Need,
    Trained,
    completed,
    counted,
    coverage_of,
    needs_by_person,
    needs_of_role,
    needs_of_team,
    required_of,
    trained,
    trainings_about,
    useful_for,
)
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class Course:
    """A training with its next session."""

    training: Training
    next: Session | None


@dataclass(frozen=True)
class RolePath:
    """`minutes` is the time that the required ones take together; `coverage` is told on internal sites alone."""

    required: tuple[Course, ...]
    useful: tuple[Course, ...]
    minutes: int
    coverage: Coverage | None


@dataclass(frozen=True)
class TeamCourse:
    course: Course
    coverage: Coverage | None


@dataclass(frozen=True)
class TeamTrainings:
    """Coverage is told on internal sites alone."""

    courses: tuple[TeamCourse, ...]
    coverage: Coverage | None


@dataclass(frozen=True)
class ToolTrainings:
    courses: tuple[Course, ...]
    trained: Trained
    coverage: Coverage | None


@dataclass(frozen=True)
class PersonTrainings:
    """`more` is what they completed without having to: the training, when, and whether it still counts."""

    needs: tuple[Need, ...]
    more: tuple[tuple[Training, date, bool], ...]


def of_role(role: Entity, wiki: Wiki) -> RolePath | None:
    """Its learning path."""
    required = required_of(role, wiki.catalog)
    useful = useful_for(role, wiki.catalog)
    if not required and not useful:
        return None
    return RolePath(
        _courses(required, wiki),
        _courses(useful, wiki),
        sum(training.minutes or 0 for training in required),
        counted(needs_of_role(role, wiki.catalog, wiki.settings)) if wiki.settings.is_internal else None,
    )


def of_team(team: Entity, wiki: Wiki) -> TeamTrainings | None:
    """What its members need, and how far they have come."""
    needed = needs_of_team(team, wiki.catalog, wiki.settings)
    if not needed:
        return None
    those: dict[str, list[Need]] = defaultdict(list)
    for need in needed:
        those[need.training.id].append(need)
    trainings = {need.training.id: need.training for need in needed}
    ordered = sorted(trainings.values(), key=lambda training: (training.due_within, training.id))
    courses = _courses(ordered, wiki)
    tells = wiki.settings.is_internal
    return TeamTrainings(
        tuple(TeamCourse(course, counted(those[course.training.id]) if tells else None) for course in courses),
        counted(needed) if tells else None,
    )


def of_tool(tool: Entity, wiki: Wiki) -> ToolTrainings | None:
    """Its trainings and its trained users."""
    trainings = trainings_about(tool, wiki.catalog)
    if not trainings:
        return None
    return ToolTrainings(
        _courses(trainings, wiki),
        trained(tool, wiki.catalog, wiki.settings),
        coverage_of(trainings, wiki.catalog, wiki.settings),
    )


def of_person(person: Entity, wiki: Wiki) -> PersonTrainings | None:
    """Their own, where the site may speak of single people."""
    if not wiki.settings.is_internal:
        return None
    needed = wiki.catalog.once(needs_by_person, wiki.settings).get(person.id, ())
    known = {need.training.id for need in needed}
    more = tuple(
        (training, on, training.is_valid(on, wiki.settings.as_of))
        for training, on in wiki.catalog.once(_taken, wiki.settings).get(person.id, ())
        if training.id not in known
    )
    return PersonTrainings(needed, more) if needed or more else None


def _taken(catalog: Catalog, settings: Settings) -> Mapping[str, Sequence[tuple[Training, date]]]:
    """Person → what they have completed and when, in the order of the trainings."""
    done = catalog.once(completed, settings)
    found: dict[str, list[tuple[Training, date]]] = defaultdict(list)
    for training in catalog.of(Training):
        for person, on in done[training.id].items():
            found[person].append((training, on))
    return found


def _courses(trainings: Iterable[Training], wiki: Wiki) -> tuple[Course, ...]:
    return tuple(Course(training, training.next_session(wiki.settings.as_of)) for training in trainings)

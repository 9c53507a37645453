"""What the pages about trainings show: for whom, when and by whom, and how far everybody has come."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mops_kb.kinds.training.model import Session, Training
from mops_kb.kinds.training.needs import (
    Coverage,
    Need,
    completions,
    coverage,
    coverage_of,
    needs,
    needs_of_role,
    needs_of_team,
    trainings_about,
)
from mops_kb.model.catalog import Catalog
from mops_kb.model.each import each
from mops_kb.model.entity import Entity, Record
from mops_kb.model.ownership import holdings
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings

LATE = Decimal("0.25")
"""From this share of people on who are overdue, something is wrong with the training and not with single people."""


@dataclass(frozen=True)
class SessionView:
    training: Training
    session: Session
    trainer: Record | None


@dataclass(frozen=True)
class TrainingView:
    """`trainers` are the people behind a trainer that is a role; `people` are those who need it, where the site may
    name them; `coverage` is None where it may not tell it."""

    training: Training
    required: tuple[Record, ...]
    useful: tuple[Record, ...]
    tools: tuple[Record, ...]
    playbooks: tuple[Record, ...]
    skills: tuple[Record, ...]
    trainer: Record | None
    trainers: tuple[Entity, ...]
    coming: tuple[SessionView, ...]
    past: tuple[SessionView, ...]
    has_trainer: bool
    """Somebody trains today, shown or not."""
    coverage: Coverage | None
    people: tuple[Need, ...]

    @property
    def about(self) -> tuple[Record, ...]:
        return (*self.skills, *self.tools, *self.playbooks)

    @property
    def next(self) -> SessionView | None:
        return self.coming[0] if self.coming else None


@dataclass(frozen=True)
class TrainingsView:
    """`tables` are the kinds whose trainings are told together."""

    count: int
    coverage: Coverage | None
    coming: tuple[SessionView, ...]
    tables: tuple[str, ...]


@each
def page(training: Training, catalog: Catalog, settings: Settings) -> TrainingView:
    those = catalog.once(needs, settings)[training.id]
    sessions = _sessions(training, catalog)
    trainer = next(iter(catalog.follow(training, "trainer")), None)
    people = [need for status in ("overdue", "open", "valid") for need in those if need.status == status]
    return TrainingView(
        training,
        catalog.follow(training, "required_for"),
        catalog.follow(training, "useful_for"),
        catalog.follow(training, "tools"),
        catalog.follow(training, "playbooks"),
        catalog.follow(training, "skills"),
        trainer,
        tuple(held.person for held in holdings(catalog, trainer, settings.as_of)) if trainer else (),
        tuple(one for one in sessions if one.session.on >= settings.as_of),
        tuple(one for one in reversed(sessions) if one.session.on < settings.as_of),
        not trainer or trainer.kind == "person" or bool(holdings(catalog.complete, trainer, settings.as_of)),
        coverage(training, catalog, settings),
        tuple(people) if settings.is_internal else (),
    )


def _sessions(training: Training, catalog: Catalog) -> list[SessionView]:
    """In the order of their dates; the trainer of a session is that of the training unless it names another."""
    usual = next(iter(catalog.follow(training, "trainer")), None)
    found = [
        SessionView(training, session, catalog.target(training, ("sessions", number, "trainer")) or usual)
        for number, session in enumerate(training.sessions)
    ]
    return sorted(found, key=lambda one: (one.session.on, one.session.time or ""))


def index(catalog: Catalog, settings: Settings) -> TrainingsView:
    views = [page(training, catalog, settings) for training in catalog.of(Training)]
    coming = [one for view in views for one in view.coming]
    return TrainingsView(
        len(views),
        coverage_of(catalog.of(Training), catalog, settings),
        tuple(sorted(coming, key=lambda one: (one.session.on, one.session.time or "", one.training.id))),
        tuple(_tables(catalog, settings)),
    )


def _tables(catalog: Catalog, settings: Settings) -> Iterator[str]:
    """Roles and teams for colleagues alone: beside whole trainings their figures would tell of single people."""
    for kind, needed in (("role", needs_of_role), ("team", needs_of_team)):
        if settings.is_internal and any(needed(one, catalog, settings) for one in catalog.named(kind)):
            yield kind
    if any(trainings_about(tool, catalog) for tool in catalog.named("tool")):
        yield "tool"


def late(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: a good part of those who need it are past their day. It counts them and names nobody."""
    for training in catalog.of(Training):
        done = coverage(training, catalog, settings)
        if done and done.overdue and done.overdue >= LATE * done.needed:
            document = catalog.documents[training.ref]
            place = document.place(("required_for",))
            n, people = done.overdue, done.needed
            yield problem(document.path, place, "training-overdue", id=training.id, n=n, people=people)


def unscheduled(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: people wait for a group training that has no date."""
    for training in catalog.of(Training):
        done = coverage(training, catalog, settings)
        missing = done.needed - done.valid if done else 0
        if training.format == "group" and missing and not training.next_session(settings.as_of):
            document = catalog.documents[training.ref]
            yield problem(document.path, document.place(("sessions",)), "no-session", id=training.id, n=missing)


def ahead(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: a completion is dated after the day of the site, and does not count yet: mostly a slip in its year."""
    for training in catalog.of(Training) if settings.is_internal else ():
        for row in completions(training, catalog):
            if row.on > settings.as_of and row.ref in catalog.documents:
                document = catalog.documents[row.ref]
                place = document.place(("on",))
                yield problem(document.path, place, "completion-ahead", id=training.id, on=row.on.isoformat())

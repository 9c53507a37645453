"""A training: for whom it is, how to take it, how long it counts; and the rows that say who completed it."""

from datetime import date, timedelta
from typing import Annotated, Literal

from mops_kb.model.entity import Entity, Part, Record
from mops_kb.model.ref import RefTo
from mops_kb.model.settings import Visibility
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Clock, Count, Day, Span, Url

Format = Literal["document", "group", "one-to-one"]
TrainerRef = Annotated[str, RefTo("role", "person", inverse="trains")]


class Session(Part):
    """One date on which it is held."""

    on: Day
    time: Clock | None = None
    place: Text | None = None
    trainer: TrainerRef | None = None
    seats: Count | None = None


class Training(Entity):
    """Something that people of certain roles or teams learn. A team means its members, without the teams below it."""

    kind = "training"
    folder = "trainings"

    format: Format = "document"
    required_for: Annotated[
        tuple[Annotated[str, RefTo("role", "team", inverse="required-trainings")], ...], ONE_OR_MANY
    ] = ()
    useful_for: Annotated[
        tuple[Annotated[str, RefTo("role", "team", inverse="useful-trainings")], ...], ONE_OR_MANY
    ] = ()
    tools: Annotated[tuple[Annotated[str, RefTo("tool", inverse="trainings")], ...], ONE_OR_MANY] = ()
    playbooks: Annotated[tuple[Annotated[str, RefTo("playbook", inverse="trainings")], ...], ONE_OR_MANY] = ()
    skills: Annotated[tuple[Annotated[str, RefTo("skill", inverse="trainings")], ...], ONE_OR_MANY] = ()
    minutes: Count | None = None
    due_within: Span = timedelta(days=90)
    """How soon after somebody takes up the role."""
    valid_for: Span | None = None
    """How long a completion counts; for ever where it is left out."""
    trainer: TrainerRef | None = None
    material: Url | None = None
    sessions: Annotated[tuple[Session, ...], ONE_OR_MANY] = ()

    def next_session(self, as_of: date) -> Session | None:
        ahead = [session for session in self.sessions if session.on >= as_of]
        return min(ahead, key=lambda session: (session.on, session.time or ""), default=None)

    def valid_until(self, done: date) -> date | None:
        """The last day on which a completion of that day counts; None where it counts for ever."""
        return done + self.valid_for if self.valid_for else None

    def is_valid(self, done: date, as_of: date) -> bool:
        """Whether a completion of that day counts."""
        until = self.valid_until(done)
        return done <= as_of and (until is None or as_of <= until)

    def due(self, since: date | None, done: date | None) -> date | None:
        """The last day in time for somebody in the role `since` who last completed it on `done`; None: it is past.

        Whoever has no known start has been there all along. Somebody whose completion has run out has until it ran
        out or as long as a newcomer, whichever is later: to have taken it once is never worse than never.
        """
        limits = (since and since + self.due_within, done and self.valid_until(done))
        return max((limit for limit in limits if limit), default=None)


class Completion(Record):
    """Somebody completed a training: a row of a CSV file in `completions/`. Never by name on a public site."""

    kind = "completion"

    id: str
    person: Annotated[str, RefTo("person", inverse="completions")]
    training: Annotated[str, RefTo("training", inverse="completions")]
    on: Day

    @property
    def seen_by(self) -> Visibility:
        return "internal"

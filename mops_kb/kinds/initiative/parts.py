"""The parts of an initiative: what was said with whom, what stands in the way, what is asked for."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Annotated

from pydantic import model_validator

from mops_kb.model.entity import Part
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.values import Day, wrong


def in_order(part: Part, *fields: str) -> None:
    """Refuse days that cannot have come one after the other."""
    days = [(name, day) for name in fields if (day := getattr(part, name))]
    for (first, start), (name, day) in pairwise(days):
        if day < start:
            raise wrong("days-out-of-order", f"{first} {start}, {name} {day}", at=name)


class Talk(Part):
    """An open talk with a team before anything is decided."""

    team: Annotated[str, RefTo("team", inverse="initiatives")]
    on: Day
    by: Annotated[str, RefTo("role", "person", inverse="takes-part-in")] | None = None
    note: Text | None = None


class Concern(Part):
    """What a team worries about, and what it was answered."""

    team: Annotated[str, RefTo("team", inverse="initiatives")]
    text: Text
    raised_on: Day
    owner: Annotated[str, RefTo("role", "person", inverse="takes-part-in")] | None = None
    answer: Text | None = None
    answered_on: Day | None = None

    @model_validator(mode="after")
    def _is_answered_whole(self) -> "Concern":
        in_order(self, "raised_on", "answered_on")
        if (self.answer is None) != (self.answered_on is None):
            raise wrong("answer-in-part", at="answered_on" if self.answered_on else "answer")
        return self

    def is_answered(self, on: date) -> bool:
        """In words and by that day."""
        return self.answered_on is not None and self.answered_on <= on


class Shift(Part):
    """What somebody in a role does while the change goes on, and once it is done."""

    role: Annotated[str, RefTo("role", inverse="initiatives")]
    during: Text | None = None
    after: Text | None = None
    agreed_on: Day | None = None


class Telling(Part):
    """An executive who was told."""

    who: Annotated[str, RefTo("role", "person", inverse="takes-part-in")]
    on: Day
    how: Text | None = None


class Line(Part):
    """The channel by which a team hears of the change and answers."""

    team: Annotated[str, RefTo("team", inverse="initiatives")]
    channel: Annotated[str, RefTo("channel", inverse="initiatives")]


class Blocker(Part):
    """What stands in the way, what is needed to remove it, and by whom."""

    text: Text
    since: Day
    owner: Annotated[str, RefTo("role", "person", inverse="takes-part-in")] | None = None
    need: Text | None = None
    removed_on: Day | None = None

    @model_validator(mode="after")
    def _ends_after_it_began(self) -> "Blocker":
        in_order(self, "since", "removed_on")
        return self

    def is_open(self, on: date) -> bool:
        return self.since <= on and (self.removed_on is None or on < self.removed_on)


class Bulletin(Part):
    """A report on how it goes, with what is needed."""

    on: Day
    text: Text
    needs: Text | None = None


class Ask(Part):
    """What somebody is asked for, until when, and how it ended."""

    text: Text
    of: Annotated[str, RefTo("role", "person", inverse="takes-part-in")]
    on: Day
    due: Day | None = None
    answer: Text | None = None
    closed_on: Day | None = None

    @model_validator(mode="after")
    def _goes_forward(self) -> "Ask":
        in_order(self, "on", "due")
        in_order(self, "on", "closed_on")
        return self

    def is_open(self, on: date) -> bool:
        return self.on <= on and (self.closed_on is None or on < self.closed_on)


class Outcome(Part):
    """What came of it: the brief that ends it."""

    on: Day
    text: Text


class Gates(Part):
    """The days on which gates were held to be passed. They prove nothing: evidence does."""

    before: Day | None = None
    during: Day | None = None
    after: Day | None = None

    @model_validator(mode="after")
    def _come_one_after_the_other(self) -> "Gates":
        in_order(self, "before", "during", "after")
        return self


def twice(parts: Sequence[Part], *fields: str) -> tuple[int, str] | None:
    """The first that speaks of the same as one before it: its place, and of what it speaks."""
    seen = set()
    for position, part in enumerate(parts):
        names = tuple(getattr(part, field).rpartition(":")[2] for field in fields)
        if names in seen:
            return position, ", ".join(names)
        seen.add(names)
    return None

"""A survey: one question on a scale, asked in waves; and its answers, a row each."""

from typing import Annotated, Literal

from mops_kb.model.entity import Entity, Part, Record
from mops_kb.model.ref import RefTo
from mops_kb.model.settings import Visibility
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Count, Day, Id, Whole
from mops_kb.model.when import When


class Wave(Part):
    id: Id
    period: When
    opened_on: Day | None = None
    closed_on: Day | None = None
    invited: Count | None = None


class Survey(Entity):
    kind = "survey"
    folder = "surveys"

    question: Text
    sort: Literal["csat", "nps"]
    minimum_n: Count = 5
    waves: Annotated[tuple[Wave, ...], ONE_OR_MANY] = ()


class Reply(Record):
    """One answer. Answers are for colleagues: few people gave them, and each is somebody's opinion."""

    kind = "reply"

    id: str
    survey: Annotated[str, RefTo("survey", inverse="replies")]
    wave: Id
    number: Count
    team: Annotated[str, RefTo("team", inverse="replies")] | None = None
    score: Whole
    comment: Text | None = None

    @property
    def seen_by(self) -> Visibility:
        return "internal"

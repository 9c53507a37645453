"""A survey: one question on a scale, asked in waves; and its answers, a row each."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, model_validator

from mops_kb.model.entity import Entity, Part, Record
from mops_kb.model.period import Period
from mops_kb.model.ref import RefTo
from mops_kb.model.settings import Visibility
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Count, Day, Id, Whole, wrong

Sort = Literal["csat", "nps"]
SCALES: dict[Sort, tuple[int, int]] = {"csat": (1, 5), "nps": (0, 10)}


class Wave(Part):
    id: Id
    period: Period
    opened_on: Day | None = None
    closed_on: Day | None = None
    invited: Count | None = None

    @model_validator(mode="after")
    def _closes_after_it_opens(self) -> "Wave":
        if self.opened_on and self.closed_on and self.closed_on < self.opened_on:
            raise wrong("end-before-start", f"{self.opened_on} – {self.closed_on}", at="closed_on")
        return self

    def is_over(self, as_of: date, fiscal_year_start: int) -> bool:
        """Whether nobody answers any more. Before that nothing is told: who watches figures change from day to day
        reads single answers off them."""
        if self.closed_on:
            return self.closed_on < as_of
        begins = self.opened_on or self.period.days(fiscal_year_start)[0]
        return begins <= as_of


def _each_once(waves: tuple[Wave, ...]) -> tuple[Wave, ...]:
    ids = [wave.id for wave in waves]
    for position, id in enumerate(ids):
        if id in ids[:position]:
            raise wrong("wave-twice", id, at=position)
    return waves


class Survey(Entity):
    kind = "survey"
    folder = "surveys"

    question: Text
    sort: Sort
    minimum_n: Count = 5
    waves: Annotated[tuple[Wave, ...], ONE_OR_MANY, AfterValidator(_each_once)] = ()

    @property
    def scale(self) -> tuple[int, int]:
        """The least and the most that one can answer."""
        return SCALES[self.sort]

    def has(self, score: int) -> bool:
        """Whether a score is on the scale."""
        least, most = self.scale
        return least <= score <= most


class Reply(Record):
    """One answer. Answers are for colleagues: few people gave them, and each is somebody's opinion."""

    kind = "reply"
    quoted = frozenset({"comment"})

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

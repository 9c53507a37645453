"""An evaluation: what was needed, by which criteria candidates were compared, how they scored, what was decided."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from mops_kb.model.entity import Entity, Part, Record
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Day, Flag, Id, Number, wrong

Side = Literal["technical", "business"]
BEST = 5
"""Scores go from 0 to this."""


class Criterion(Part):
    """A requirement; a candidate that scores 0 in a `must` is out."""

    id: Id
    title: Text
    sort: Side
    weight: Annotated[Number, Field(gt=0)]
    must: Flag = False


def _each_once(criteria: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
    if not criteria:
        raise wrong("nothing-listed")
    ids = [criterion.id for criterion in criteria]
    for position, id in enumerate(ids):
        if id in ids[:position]:
            raise wrong("criterion-twice", id, at=position)
    return criteria


def _different(candidates: tuple[str, ...]) -> tuple[str, ...]:
    if not candidates:
        raise wrong("nothing-listed")
    ids = [candidate.removeprefix("tool:") for candidate in candidates]
    for position, id in enumerate(ids):
        if id in ids[:position]:
            raise wrong("candidate-twice", id, at=position)
    return candidates


class Choice(Part):
    """What was decided."""

    tool: Annotated[str, RefTo("tool", inverse="chosen-in")]
    on: Day
    by: Annotated[str, RefTo("person", inverse="evaluations-decided")]
    reason: Text | None = None


class Evaluation(Entity):
    kind = "evaluation"
    folder = "evaluations"

    need: Text | None = None
    capability: Annotated[str, RefTo("capability", inverse="evaluations")] | None = None
    criteria: Annotated[tuple[Criterion, ...], AfterValidator(_each_once)]
    candidates: Annotated[
        tuple[Annotated[str, RefTo("tool", inverse="candidate-in")], ...], ONE_OR_MANY, AfterValidator(_different)
    ]
    decision: Choice | None = None

    @model_validator(mode="after")
    def _chooses_a_candidate(self) -> "Evaluation":
        if self.decision and self.chosen not in self.ids:
            raise wrong("choice-no-candidate", self.chosen, at="decision")
        return self

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the candidates."""
        return tuple(candidate.removeprefix("tool:") for candidate in self.candidates)

    @property
    def chosen(self) -> str | None:
        """The id of the tool that was decided for."""
        return self.decision.tool.removeprefix("tool:") if self.decision else None


class EvaluationScore(Record):
    """How one candidate meets one criterion: a row of a CSV file in `evaluation-scores/`; an empty score is missing."""

    kind = "evaluation-score"

    id: str
    evaluation: Annotated[str, RefTo("evaluation", inverse="scores")]
    candidate: Annotated[str, RefTo("tool", inverse="evaluation-scores")]
    criterion: str
    score: Annotated[Number, Field(ge=0, le=BEST)] | None = None
    by: Annotated[str, RefTo("person", inverse="scored")] | None = None
    note: Text | None = None

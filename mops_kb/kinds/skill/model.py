"""A skill, and how well somebody masters it."""

from typing import Annotated, Literal

from pydantic import AfterValidator

from mops_kb.model.entity import Entity, Record
from mops_kb.model.ref import RefTo
from mops_kb.model.settings import Visibility
from mops_kb.model.text import Text
from mops_kb.model.values import LEVELS, ONE_OR_MANY, Day, Level, wrong

Sort = Literal["experience", "skill", "knowledge"]
Area = Literal["strategy", "data", "technology", "content", "process", "people"]
ALONE = 3
"""From this level on somebody does it without help."""


def _four_at_most(levels: tuple[Text, ...]) -> tuple[Text, ...]:
    if len(levels) > len(LEVELS):
        raise wrong("too-many-levels", len(levels), at=len(LEVELS))
    return levels


class Skill(Entity):
    """A sort of experience, a skill or a piece of knowledge that roles can ask for."""

    kind = "skill"
    folder = "skills"

    sort: Sort = "skill"
    area: Area = "process"
    levels: Annotated[tuple[Text, ...], ONE_OR_MANY, AfterValidator(_four_at_most)] = ()


class SkillLevel(Record):
    """How well one person masters one skill: a row of a CSV file in `skill-levels/`. Never on a public site."""

    kind = "skill-level"

    id: str
    person: Annotated[str, RefTo("person", inverse="skill-levels")]
    skill: Annotated[str, RefTo("skill", inverse="skill-levels")]
    level: Level
    on: Day
    note: Text | None = None

    @property
    def seen_by(self) -> Visibility:
        return "internal"

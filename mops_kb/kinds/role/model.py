"""A role: what it is responsible for, who holds it, whom it reports to. A vacancy does not break the org chart."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator

from mops_kb.model.entity import Entity, Part
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Count, Level, wrong

Texts = Annotated[tuple[Text, ...], ONE_OR_MANY]
Need = Literal["required", "nice"]


class Requirement(Part):
    """A skill that the role asks for, and how well it should be mastered."""

    skill: Annotated[str, RefTo("skill", inverse="required-by")]
    level: Level = 2
    need: Need = "required"
    note: Text | None = None


def _skill_alone(written: Any) -> Any:
    return {"skill": written} if isinstance(written, str) else written


def _each_once(asked: tuple[Requirement, ...]) -> tuple[Requirement, ...]:
    seen = set()
    for position, requirement in enumerate(asked):
        skill = requirement.skill.removeprefix("skill:")
        if skill in seen:
            raise wrong("requirement-twice", skill, at=position)
        seen.add(skill)
    return asked


class Role(Entity):
    kind = "role"
    folder = "roles"

    team: Annotated[str, RefTo("team", inverse="team-roles")] | None = None
    reports_to: Annotated[str, RefTo("role", inverse="reports")] | None = None
    dotted_to: Annotated[tuple[Annotated[str, RefTo("role", inverse="dotted-reports")], ...], ONE_OR_MANY] = ()
    headcount: Count = 1
    responsibilities: Texts = ()
    decides: Texts = ()
    requirements: Annotated[
        tuple[Annotated[Requirement, BeforeValidator(_skill_alone, json_schema_input_type=str | Requirement)], ...],
        ONE_OR_MANY,
        AfterValidator(_each_once),
    ] = ()

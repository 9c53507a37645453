"""A role: what it is responsible for, who holds it, whom it reports to. A vacancy does not break the org chart."""

from typing import Annotated

from mops_kb.model.entity import Entity
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Count

Texts = Annotated[tuple[Text, ...], ONE_OR_MANY]


class Role(Entity):
    kind = "role"
    folder = "roles"

    team: Annotated[str, RefTo("team", inverse="team-roles")] | None = None
    reports_to: Annotated[str, RefTo("role", inverse="reports")] | None = None
    dotted_to: Annotated[tuple[Annotated[str, RefTo("role", inverse="dotted-reports")], ...], ONE_OR_MANY] = ()
    headcount: Count = 1
    responsibilities: Texts = ()
    decides: Texts = ()
    experience: Texts = ()
    skills: Texts = ()
    knowledge: Texts = ()

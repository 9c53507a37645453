"""A playbook: when to start, who does what with which tool by when, and what comes out."""

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, WithJsonSchema

from mops_kb.model.entity import Entity, Part
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Flag, wrong

_DAY = re.compile(r"T([+-][0-9]{1,3})?")
_WITHIN = re.compile(r"within ([1-9][0-9]{0,3}) (minute|hour|day|business day)s?")


class Timing(Part):
    """When a step is due: `T-20` (business days before the day), `T`, `T+5`, or `within 4 hours` of the trigger."""

    sort: Literal["offset", "within"]
    amount: int
    unit: Literal["business-day", "minute", "hour", "day"] = "business-day"


def _timing(written: Any) -> Any:
    if not isinstance(written, str):
        return written
    if form := _DAY.fullmatch(written):
        return Timing(sort="offset", amount=int(form[1] or 0))
    if form := _WITHIN.fullmatch(written):
        return Timing(sort="within", amount=int(form[1]), unit=form[2].replace(" ", "-"))  # type: ignore[arg-type]  # the pattern allows these four only
    raise wrong("timing-form", written)


When = Annotated[
    Timing,
    BeforeValidator(_timing),
    WithJsonSchema({"type": "string", "pattern": f"^({_DAY.pattern}|{_WITHIN.pattern})$"}),
]


class Step(Part):
    title: Text
    role: Annotated[str, RefTo("role", inverse="does")] | None = None
    tools: Annotated[tuple[Annotated[str, RefTo("tool", inverse="used-in-playbooks")], ...], ONE_OR_MANY] = ()
    timing: When | None = None
    output: Text | None = None
    note: Text | None = None
    execution: Flag = False


class Playbook(Entity):
    kind = "playbook"
    folder = "playbooks"

    trigger: Text | None = None
    outcome: Text | None = None
    sla: When | None = None
    kpis: Annotated[tuple[Annotated[str, RefTo("kpi", inverse="served-by")], ...], ONE_OR_MANY] = ()
    steps: tuple[Step, ...] = ()

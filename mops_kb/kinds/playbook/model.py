"""A playbook: when to start, who does what with which tool by when, and what comes out."""

import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from mops_kb.model.entity import Entity, Part
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Flag, wrong

_DAY = re.compile(r"T([+-][0-9]{1,3})?")
_WITHIN = re.compile(r"within ([1-9][0-9]{0,3}) (minute|hour|day|business day)s?")


@dataclass(frozen=True)
class Timing:
    """When a step is due: `T-20` (business days before the day), `T`, `T+5`, or `within 4 hours` of the trigger."""

    written: str
    sort: Literal["offset", "within"]
    amount: int
    unit: str = "business-day"
    """business-day, minute, hour or day."""

    @classmethod
    def of(cls, written: object) -> "Timing":
        if isinstance(written, Timing):
            return written
        if isinstance(written, str) and (form := _DAY.fullmatch(written)):
            return cls(written, "offset", int(form[1] or 0))
        if isinstance(written, str) and (form := _WITHIN.fullmatch(written)):
            return cls(written, "within", int(form[1]), form[2].replace(" ", "-"))
        raise wrong("timing-form", written)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.of, serialization=core_schema.plain_serializer_function_ser_schema(lambda timing: timing.written)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^({_DAY.pattern}|{_WITHIN.pattern})$"}


class Step(Part):
    title: Text
    role: Annotated[str, RefTo("role", inverse="does")] | None = None
    tools: Annotated[tuple[Annotated[str, RefTo("tool", inverse="used-in-playbooks")], ...], ONE_OR_MANY] = ()
    timing: Timing | None = None
    output: Text | None = None
    note: Text | None = None
    execution: Flag = False


class Playbook(Entity):
    kind = "playbook"
    folder = "playbooks"

    trigger: Text | None = None
    outcome: Text | None = None
    sla: Timing | None = None
    kpis: Annotated[tuple[Annotated[str, RefTo("kpi", inverse="served-by")], ...], ONE_OR_MANY] = ()
    steps: tuple[Step, ...] = ()

"""A playbook: when to start, who does what with which tool by when, and what comes out."""

import re
from dataclasses import dataclass
from math import inf
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from mops_kb.model.entity import Entity, Part
from mops_kb.model.flow import refused
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Flag, Id, wrong

_DAY = re.compile(r"T([+-][0-9]{1,3}d?)?")
_WITHIN = re.compile(r"within ([1-9][0-9]{0,3}) (minute|hour|day|business day)s?")


@dataclass(frozen=True)
class Timing:
    """When a step is due: `T-20` (business days before the day), `T`, `T+2d` (calendar days after it), or
    `within 4 hours` of the trigger."""

    written: str
    sort: Literal["offset", "within"]
    amount: int
    unit: str = "business-day"
    """business-day, minute, hour or day."""

    def is_before(self, other: "Timing") -> bool:
        """Whether it is due before another whatever the holidays: business days lie as far from the day as so many
        calendar days, or further."""
        if "within" in (self.sort, other.sort):
            return False
        if self.unit == other.unit:
            return self.amount < other.amount
        return self._latest < other._earliest

    @property
    def _earliest(self) -> float:
        return -inf if self.unit == "business-day" and self.amount < 0 else self.amount

    @property
    def _latest(self) -> float:
        return inf if self.unit == "business-day" and self.amount > 0 else self.amount

    @classmethod
    def of(cls, written: object) -> "Timing":
        if isinstance(written, Timing):
            return written
        if isinstance(written, str) and (form := _DAY.fullmatch(written)):
            offset = form[1] or "0"
            return cls(written, "offset", int(offset.removesuffix("d")), "day" if "d" in offset else "business-day")
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


def _diagram(written: object) -> object:
    if isinstance(written, str) and (part := refused(written)) is not None:
        raise wrong("flow-form", part)
    return written


def _named(id: str) -> str:
    if id.isdigit():
        raise wrong("step-number", id)
    return id


Consulted = Annotated[str, RefTo("role", "team", inverse="consulted-in")]
Informed = Annotated[str, RefTo("role", "team", inverse="informed-in")]


class Step(Part):
    id: Annotated[Id, AfterValidator(_named)] | None = None
    title: Text
    role: Annotated[str, RefTo("role", inverse="does")] | None = None
    tools: Annotated[tuple[Annotated[str, RefTo("tool", inverse="used-in-playbooks")], ...], ONE_OR_MANY] = ()
    timing: Timing | None = None
    output: Text | None = None
    note: Text | None = None
    execution: Flag = False
    approval: Annotated[str, RefTo("role", inverse="approves")] | None = None
    consult: Annotated[tuple[Consulted, ...], ONE_OR_MANY] = ()
    inform: Annotated[tuple[Informed, ...], ONE_OR_MANY] = ()
    sla: Timing | None = None
    kpi: Annotated[str, RefTo("kpi", inverse="served-by")] | None = None
    checklist: Annotated[tuple[Text, ...], ONE_OR_MANY] = ()


class Flow(Part):
    """A picture of the whole: a diagram as Mermaid reads it, and the same in words."""

    diagram: Annotated[str, BeforeValidator(_diagram)]
    text: Text


class Playbook(Entity):
    kind = "playbook"
    folder = "playbooks"

    trigger: Text | None = None
    outcome: Text | None = None
    sla: Timing | None = None
    kpis: Annotated[tuple[Annotated[str, RefTo("kpi", inverse="served-by")], ...], ONE_OR_MANY] = ()
    accountable: Annotated[str, RefTo("role", inverse="accountable-for")] | None = None
    inform: Annotated[tuple[Informed, ...], ONE_OR_MANY] = ()
    flow: Flow | None = None
    steps: tuple[Step, ...] = ()

    def name_of(self, number: int) -> str:
        """What a step is called in records and calendars: its id, else its number, counted from 1."""
        return self.steps[number - 1].id or str(number)

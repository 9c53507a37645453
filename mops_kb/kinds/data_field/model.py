"""A data field: a piece of data that tools hold and hand on, and the one tool that is right about it."""

from typing import Annotated, Literal

from pydantic import AfterValidator

from mops_kb.model.entity import Entity
from mops_kb.model.ref import RefTo
from mops_kb.model.values import ONE_OR_MANY, Flag, wrong

Object = Literal["lead", "contact", "account", "opportunity", "campaign", "subscription", "consent", "web"]


def _one_at_most(tools: tuple[str, ...]) -> tuple[str, ...]:
    if len(tools) > 1:
        raise wrong("two-systems-of-record", tools[1], at=1)
    return tools


class DataField(Entity):
    kind = "data-field"
    folder = "data-fields"

    object: Object
    system_of_record: Annotated[
        tuple[Annotated[str, RefTo("tool", inverse="record-of")], ...], ONE_OR_MANY, AfterValidator(_one_at_most)
    ] = ()
    personal: Flag = False

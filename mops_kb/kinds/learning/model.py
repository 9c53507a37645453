"""A learning: what happened, what it taught us, and what we do differently from then on."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator

from mops_kb.model.entity import Entity
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Day, wrong

Sort = Literal["worked", "failed", "surprise"]


def _something(refs: tuple[Any, ...]) -> tuple[Any, ...]:
    if not refs:
        raise wrong("about-nothing")
    return refs


class Learning(Entity):
    kind = "learning"
    folder = "learnings"

    on: Day
    about: Annotated[
        tuple[Annotated[str, RefTo("event", "tool", "playbook", inverse="learnings")], ...],
        AfterValidator(_something),
        ONE_OR_MANY,
    ]
    sort: Sort
    situation: Text | None = None
    lesson: Text | None = None
    change: Text | None = None
    by: Annotated[tuple[Annotated[str, RefTo("person", inverse="learnt")], ...], ONE_OR_MANY] = ()

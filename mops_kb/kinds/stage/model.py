"""A stage of the lead lifecycle: what a lead is by then, who takes care of it, and what brings it here."""

from typing import Annotated

from pydantic import Field

from mops_kb.model.entity import Entity
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.values import Count, Span


class Stage(Entity):
    kind = "stage"
    folder = "stages"

    rank: Annotated[Count, Field(ge=1)]
    definition: Text
    criteria: Text | None = None
    handover_to: Annotated[str, RefTo("role", "team", inverse="takes-over-stages")] | None = None
    sla: Span | None = None

"""A goal: what the company or marketing wants to reach, and which greater goal it serves."""

from typing import Annotated, Literal

from mops_kb.model.entity import Entity
from mops_kb.model.ref import RefTo
from mops_kb.model.when import When


class Goal(Entity):
    kind = "goal"
    folder = "goals"

    level: Literal["company", "marketing"]
    serves: Annotated[str, RefTo("goal", inverse="served-by-goals")] | None = None
    by: When | None = None

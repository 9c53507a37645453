"""An insight: what figures showed, which KPI it concerns, what was done about it, and what came of it."""

from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator

from mops_kb.model.entity import Entity
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Day, wrong

State = Literal["open", "tried", "proved", "dropped"]
PATIENCE = timedelta(days=90)
"""So long something that was tried may take to show a result."""


def _something(ids: tuple[str, ...]) -> tuple[str, ...]:
    if not ids:
        raise wrong("insight-without-kpi")
    return ids


class Insight(Entity):
    kind = "insight"
    folder = "insights"

    on: Day
    kpi: Annotated[
        tuple[Annotated[str, RefTo("kpi", inverse="insights")], ...],
        AfterValidator(_something),
        ONE_OR_MANY,
    ]
    state: State = "open"
    evidence: Text | None = None
    action: Text | None = None
    result: Text | None = None
    learning: Annotated[tuple[Annotated[str, RefTo("learning", inverse="insights")], ...], ONE_OR_MANY] = ()

    @property
    def is_over(self) -> bool:
        return self.state in ("proved", "dropped")

    def waits(self, as_of: date) -> bool:
        """Tried so long ago that it should have shown a result."""
        return self.state == "tried" and not self.result and as_of - self.on > PATIENCE

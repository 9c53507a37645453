"""A roadmap item: one step ahead for the stack, with the tools and KPIs that it is for."""

from datetime import date
from typing import Annotated, Literal

from pydantic import model_validator

from mops_kb.model.entity import Entity
from mops_kb.model.ref import RefTo
from mops_kb.model.values import ONE_OR_MANY, Day, wrong
from mops_kb.model.when import When

State = Literal["planned", "doing", "done", "dropped"]


class RoadmapItem(Entity):
    kind = "roadmap-item"
    folder = "roadmap"

    when: When
    state: State = "planned"
    done_on: Day | None = None
    tools: Annotated[tuple[Annotated[str, RefTo("tool", inverse="roadmap")], ...], ONE_OR_MANY] = ()
    kpis: Annotated[tuple[Annotated[str, RefTo("kpi", inverse="roadmap")], ...], ONE_OR_MANY] = ()
    initiative: Annotated[str, RefTo("initiative", inverse="roadmap")] | None = None
    depends_on: Annotated[tuple[Annotated[str, RefTo("roadmap-item", inverse="needed-by")], ...], ONE_OR_MANY] = ()

    @model_validator(mode="after")
    def _has_a_last_day_when_done(self) -> "RoadmapItem":
        if self.done_on and self.state != "done":
            raise wrong("done-too-soon", self.state, at="done_on")
        return self

    @property
    def is_over(self) -> bool:
        return self.state in ("done", "dropped")

    def end(self, fiscal_year_start: int) -> date | None:
        """The last day on which it may be ready; None while it has no date."""
        span = self.when.span(fiscal_year_start)
        return span[1] if span else None

    def is_late(self, as_of: date, fiscal_year_start: int) -> bool:
        end = self.end(fiscal_year_start)
        return not self.is_over and end is not None and end < as_of

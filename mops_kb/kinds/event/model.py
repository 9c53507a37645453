"""An event: one entry of the marketing calendar."""

from typing import Annotated, Literal

from mops_kb.model.category import Category
from mops_kb.model.entity import Entity
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Clock, Day, Money, Url
from mops_kb.model.when import When

Status = Literal["idea", "planned", "confirmed", "done", "cancelled"]


class Event(Entity):
    kind = "event"
    folder = "events"

    when: When
    time: Clock | None = None
    team: Annotated[str, RefTo("team", inverse="events")] | None = None
    category: Category
    status: Status = "planned"
    place: Text | None = None
    landing_page: Url | None = None
    brief: Url | None = None
    product: str | None = None
    partner: str | None = None
    segment: str | None = None
    region: str | None = None
    language: str | None = None
    channel: Annotated[tuple[str, ...], ONE_OR_MANY] = ()
    budget: Money | None = None
    spent: Money | None = None
    goals: Annotated[tuple[Annotated[str, RefTo("kpi", inverse="served-by-events")], ...], ONE_OR_MANY] = ()
    playbook: Annotated[str, RefTo("playbook", inverse="applied-in")] | None = None
    steps_done: Annotated[tuple[str, ...], ONE_OR_MANY] = ()
    """Of its playbook, by their ids or numbers."""
    tools: Annotated[tuple[Annotated[str, RefTo("tool", inverse="used-in-events")], ...], ONE_OR_MANY] = ()
    people: Annotated[tuple[Annotated[str, RefTo("person", inverse="events")], ...], ONE_OR_MANY] = ()
    changed_on: Day | None = None

    @property
    def is_over(self) -> bool:
        return self.status in ("done", "cancelled")

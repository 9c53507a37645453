"""An event: one entry of the marketing calendar."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, WithJsonSchema, create_model, model_validator

from mops_kb.kinds.event.dated import YEAR, dated
from mops_kb.model.category import Category
from mops_kb.model.entity import Entity, Part
from mops_kb.model.ref import RefTo
from mops_kb.model.settings import Visibility
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Clock, Day, Money, Url, wrong
from mops_kb.model.when import When

Status = Literal["idea", "planned", "confirmed", "done", "cancelled"]


def _year(written: object) -> object:
    if isinstance(written, str) and not YEAR.fullmatch(written):
        raise wrong("year-form", written)
    return written


Year = Annotated[str, BeforeValidator(_year), WithJsonSchema({"type": "string", "pattern": f"^{YEAR.pattern}$"})]

Sort = Literal["audience", "licence", "person", "capacity", "blackout", "holiday"]
"""Of a conflict."""
BETWEEN_TWO = ("audience", "licence", "person")


class Acceptance(Part):
    """A conflict that somebody has decided to live with until a day; `with` is the other entry, where there is one."""

    nothing_without = frozenset({"with"})

    conflict: Sort
    reason: Text
    until: Day
    by: Annotated[str, RefTo("person", inverse="accepted-conflicts")]

    @property
    def seen_by(self) -> Visibility:
        """Where somebody is expected is for colleagues."""
        return "internal" if self.conflict == "person" else "public"

    @model_validator(mode="after")
    def _names_the_other_entry(self) -> "Acceptance":
        other = getattr(self, "with", None)
        if self.conflict in BETWEEN_TWO and not other:
            raise wrong("accepted-without-entry", self.conflict)
        if self.conflict not in BETWEEN_TWO and other:
            raise wrong("accepted-with-entry", self.conflict, at="with")
        return self


if TYPE_CHECKING:
    Accepted = Acceptance
else:
    _WITH: dict[str, Any] = {"with": (Annotated[str, RefTo("event", inverse="accepted-beside")] | None, None)}
    # Python keeps the name `with` for itself, so that a class cannot be written with a field of that name.
    Accepted = create_model("Accepted", __base__=Acceptance, __module__=__name__, **_WITH)


class Event(Entity):
    kind = "event"
    folder = "events"
    labelled = frozenset({"tags", "partner", "segment", "region"})

    when: When
    year: Year | None = None
    starts_on: Day | None = None
    ends_on: Day | None = None
    except_on: Annotated[tuple[Day, ...], ONE_OR_MANY] = ()
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
    accepted: Annotated[tuple[Accepted, ...], ONE_OR_MANY] = ()

    @model_validator(mode="before")
    @classmethod
    def _dated(cls, values: Any) -> Any:
        return dated(values) if isinstance(values, Mapping) else values

    @model_validator(mode="after")
    def _tells_its_time_once(self) -> "Event":
        if self.time and self.when.precision == "moment":
            raise wrong("time-twice", self.when.written, at="time")
        return self

    @property
    def is_over(self) -> bool:
        return self.status in ("done", "cancelled")

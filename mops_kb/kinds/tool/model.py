"""A tool: what it is for, how to get access, what it costs."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from mops_kb.model.entity import Entity
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Count, Day, Money, Url

Category = Literal[
    "crm",
    "marketing-automation",
    "analytics",
    "data",
    "advertising",
    "content",
    "seo",
    "social",
    "events",
    "sales",
    "collaboration",
    "design",
    "survey",
    "web",
]
State = Literal["candidate", "trial", "adopted", "contained", "retiring", "retired"]


class Tool(Entity):
    kind = "tool"
    folder = "tools"

    vendor: str | None = None
    category: Category
    state: State = "adopted"
    since: Day | None = None
    use_for: Annotated[tuple[Text, ...], ONE_OR_MANY] = ()
    not_for: Annotated[tuple[Text, ...], ONE_OR_MANY] = ()
    access: Text | None = None
    help: Text | None = None
    url: Url | None = None
    seats: Count | None = None
    seats_used: Count | None = None
    seats_as_of: Day | None = None
    events_at_once: Annotated[Count, Field(ge=1)] | None = None
    cost_per_year: Money | None = None
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "JPY"
    renews_on: Day | None = None
    notice_days: Count | None = None
    used_by: Annotated[tuple[Annotated[str, RefTo("team", inverse="uses")], ...], ONE_OR_MANY] = ()
    it_contact: Annotated[str, RefTo("role", "person", inverse="it-contact-for")] | None = None
    capabilities: Annotated[tuple[str, ...], ONE_OR_MANY] = ()
    replaces: Annotated[str, RefTo("tool", inverse="replaced-by")] | None = None

    @property
    def is_over(self) -> bool:
        return self.state == "retired"

    @property
    def utilisation(self) -> Decimal | None:
        """Seats used / seats licensed, as a share; None where either is unknown or nothing is licensed."""
        if not self.seats or self.seats_used is None:
            return None
        return Decimal(self.seats_used) / Decimal(self.seats)

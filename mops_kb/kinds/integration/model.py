"""An integration: data that flows from one tool to another, how often, and what to do when it stops."""

from typing import Annotated, Literal

from pydantic import model_validator

from mops_kb.model.entity import Entity
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Day, wrong

Method = Literal["native", "api", "connector", "file", "manual"]
Cadence = Literal["realtime", "hourly", "daily", "weekly", "monthly", "on-demand"]
State = Literal["live", "planned", "stopped"]


class Integration(Entity):
    kind = "integration"
    folder = "integrations"

    source: Annotated[str, RefTo("tool", inverse="flows-out")]
    target: Annotated[str, RefTo("tool", inverse="flows-in")]
    fields: Annotated[tuple[Annotated[str, RefTo("data-field", inverse="carried-by")], ...], ONE_OR_MANY] = ()
    method: Method = "native"
    cadence: Cadence
    state: State = "live"
    since: Day | None = None
    if_it_fails: Text | None = None

    @model_validator(mode="after")
    def _leads_elsewhere(self) -> "Integration":
        if self.source.removeprefix("tool:") == self.target.removeprefix("tool:"):
            raise wrong("flow-to-itself", self.target, at="target")
        return self

    @property
    def is_over(self) -> bool:
        return self.state == "stopped"

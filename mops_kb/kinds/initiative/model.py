"""An initiative: a change with a goal, and the tools, playbooks and KPIs that it touches."""

from typing import Annotated, Literal

from mops_kb.model.entity import Entity
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY
from mops_kb.model.when import When

State = Literal["running", "planned", "finished", "stopped"]


class Initiative(Entity):
    kind = "initiative"
    folder = "initiatives"

    when: When | None = None
    state: State = "planned"
    goal: Text | None = None
    kpis: Annotated[tuple[Annotated[str, RefTo("kpi", inverse="initiatives")], ...], ONE_OR_MANY] = ()
    playbooks: Annotated[tuple[Annotated[str, RefTo("playbook", inverse="initiatives")], ...], ONE_OR_MANY] = ()
    tools: Annotated[tuple[Annotated[str, RefTo("tool", inverse="initiatives")], ...], ONE_OR_MANY] = ()

    @property
    def is_over(self) -> bool:
        return self.state in ("finished", "stopped")

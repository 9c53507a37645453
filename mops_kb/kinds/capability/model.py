"""A capability: something that marketing wants to be able to do, and that one tool or several can do."""

from typing import Annotated, Literal

from mops_kb.model.entity import Entity
from mops_kb.model.values import ONE_OR_MANY, Flag

Group = Literal["acquire", "nurture", "convert", "measure", "data", "create", "collaborate"]


class Capability(Entity):
    kind = "capability"
    folder = "capabilities"

    group: Group
    aliases: Annotated[tuple[str, ...], ONE_OR_MANY] = ()
    needed: Flag = True

    @property
    def also(self) -> tuple[str, ...]:
        return self.aliases

"""A rule: what holds, for which work, since when, and who is excused from it."""

from datetime import date
from typing import Annotated, Literal

from mops_kb.model.category import Category
from mops_kb.model.entity import Entity, Part
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Day

Standing = Literal["coming", "in-force", "ended"]


class Excused(Part):
    """Something that the rule does not hold for; for ever where it has no last day."""

    what: Text
    reason: Text
    until: Day | None = None

    def is_expired(self, as_of: date) -> bool:
        return self.until is not None and self.until < as_of


class Rule(Entity):
    kind = "rule"
    folder = "rules"

    scope: Text | None = None
    since: Day | None = None
    until: Day | None = None
    playbooks: Annotated[tuple[Annotated[str, RefTo("playbook", inverse="rules")], ...], ONE_OR_MANY] = ()
    trainings: Annotated[tuple[Annotated[str, RefTo("training", inverse="rules")], ...], ONE_OR_MANY] = ()
    tools: Annotated[tuple[Annotated[str, RefTo("tool", inverse="rules")], ...], ONE_OR_MANY] = ()
    teams: Annotated[tuple[Annotated[str, RefTo("team", inverse="rules")], ...], ONE_OR_MANY] = ()
    categories: Annotated[tuple[Category, ...], ONE_OR_MANY] = ()
    """Of events."""
    exceptions: Annotated[tuple[Excused, ...], ONE_OR_MANY] = ()

    def standing(self, as_of: date) -> Standing:
        if self.since and self.since > as_of:
            return "coming"
        return "ended" if self.until and self.until < as_of else "in-force"

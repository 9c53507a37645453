"""An initiative: a change with a goal, what it touches, and what was done so that people come along."""

from typing import Annotated, Literal

from pydantic import AfterValidator

from mops_kb.kinds.initiative.parts import (
    Ask,
    Blocker,
    Bulletin,
    Concern,
    Gates,
    Line,
    Outcome,
    Shift,
    Talk,
    Telling,
    twice,
)
from mops_kb.model.entity import Entity
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Day, wrong
from mops_kb.model.when import When

State = Literal["running", "planned", "finished", "stopped"]
Every = Literal["week", "two-weeks", "month"]
Phase = Literal["before", "during", "after"]


def _roles_once(shifts: tuple[Shift, ...]) -> tuple[Shift, ...]:
    if found := twice(shifts, "role"):
        raise wrong("duty-twice", found[1], at=found[0])
    return shifts


def _lines_once(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    if found := twice(lines, "team", "channel"):
        raise wrong("channel-twice", found[1], at=found[0])
    return lines


class Initiative(Entity):
    kind = "initiative"
    folder = "initiatives"

    when: When | None = None
    state: State = "planned"
    goal: Text | None = None
    vision: Text | None = None
    started_on: Day | None = None
    sponsor: Annotated[str, RefTo("role", "person", inverse="sponsored-initiatives")] | None = None
    kpis: Annotated[tuple[Annotated[str, RefTo("kpi", inverse="initiatives")], ...], ONE_OR_MANY] = ()
    playbooks: Annotated[tuple[Annotated[str, RefTo("playbook", inverse="initiatives")], ...], ONE_OR_MANY] = ()
    tools: Annotated[tuple[Annotated[str, RefTo("tool", inverse="initiatives")], ...], ONE_OR_MANY] = ()
    teams: Annotated[tuple[Annotated[str, RefTo("team", inverse="initiatives")], ...], ONE_OR_MANY] = ()
    roles: Annotated[tuple[Annotated[str, RefTo("role", inverse="initiatives")], ...], ONE_OR_MANY] = ()
    """Who is affected beyond those whom playbooks and tools tell."""
    talks: Annotated[tuple[Talk, ...], ONE_OR_MANY] = ()
    concerns: Annotated[tuple[Concern, ...], ONE_OR_MANY] = ()
    duties: Annotated[tuple[Shift, ...], ONE_OR_MANY, AfterValidator(_roles_once)] = ()
    executives_told: Annotated[tuple[Telling, ...], ONE_OR_MANY] = ()
    early_adopters: Annotated[
        tuple[Annotated[str, RefTo("team", "role", "person", inverse="initiatives")], ...], ONE_OR_MANY
    ] = ()
    channels: Annotated[tuple[Line, ...], ONE_OR_MANY, AfterValidator(_lines_once)] = ()
    blockers: Annotated[tuple[Blocker, ...], ONE_OR_MANY] = ()
    report_every: Every | None = None
    reports: Annotated[tuple[Bulletin, ...], ONE_OR_MANY] = ()
    asks: Annotated[tuple[Ask, ...], ONE_OR_MANY] = ()
    trainings: Annotated[tuple[Annotated[str, RefTo("training", inverse="initiatives")], ...], ONE_OR_MANY] = ()
    outcome: Outcome | None = None
    gates: Gates = Gates()

    @property
    def is_over(self) -> bool:
        return self.state in ("finished", "stopped")

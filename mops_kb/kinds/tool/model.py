"""A tool: what it is for, how to get access, where it stands between being looked at and being gone."""

from datetime import date
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from mops_kb.model.entity import Entity, Outdated, Part
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Count, Day, Name, Url, wrong

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
MOVES: dict[State, tuple[State, ...]] = {
    # It is tried first, or an evaluation is enough; or it is dropped.
    "candidate": ("trial", "adopted", "retired"),
    # The trial went well; it goes back to be compared with others; or it is dropped.
    "trial": ("adopted", "candidate", "retired"),
    # Whoever uses it goes on, nobody new begins; or its end is set. It is never gone from one day to the next.
    "adopted": ("contained", "retiring"),
    "contained": ("adopted", "retiring"),
    # Its end is called off; or it is there.
    "retiring": ("adopted", "retired"),
    # It is looked at once more, like anything new.
    "retired": ("candidate",),
}
"""From each state, those that may follow it."""
ON_TRIAL = ("candidate", "trial")
"""Whoever adopts a tool out of these states names the evaluation that it was chosen in."""


class Move(Part):
    """A state into which a tool came, and when."""

    state: State
    on: Day
    note: Text | None = None
    evaluation: Annotated[str, RefTo("evaluation", inverse="adoptions")] | None = None


def _allowed(history: tuple[Move, ...]) -> tuple[Move, ...]:
    for position, (before, move) in enumerate(pairwise(history), 1):
        if move.on < before.on:
            raise wrong("history-order", f"{before.on} → {move.on}", at=position)
        if move.state not in MOVES[before.state]:
            allowed = ", ".join(f"`{state}`" for state in MOVES[before.state])
            raise PydanticCustomError(
                "lifecycle-move",
                "{before} → {state}",
                {"before": before.state, "state": move.state, "allowed": allowed, "at": position},
            )
    return history


class Tool(Entity):
    kind = "tool"
    folder = "tools"

    aliases: Annotated[tuple[Name, ...], ONE_OR_MANY] = ()
    former_names: Annotated[tuple[Name, ...], ONE_OR_MANY] = ()
    vendor: str | None = None
    category: Category
    state: State = "adopted"
    since: Day | None = None
    history: Annotated[tuple[Move, ...], AfterValidator(_allowed)] = ()
    use_for: Annotated[tuple[Text, ...], ONE_OR_MANY] = ()
    not_for: Annotated[tuple[Text, ...], ONE_OR_MANY] = ()
    access: Text | None = None
    help: Text | None = None
    url: Url | None = None
    seats: Count | None = None
    seats_used: Count | None = None
    seats_as_of: Day | None = None
    events_at_once: Annotated[Count, Field(ge=1)] | None = None
    used_by: Annotated[tuple[Annotated[str, RefTo("team", inverse="uses")], ...], ONE_OR_MANY] = ()
    it_contact: Annotated[str, RefTo("role", "person", inverse="it-contact-for")] | None = None
    capabilities: Annotated[tuple[Annotated[str, RefTo("capability", inverse="capable-tools")], ...], ONE_OR_MANY] = ()
    replaces: Annotated[str, RefTo("tool", inverse="replaced-by")] | None = None

    @model_validator(mode="after")
    def _stands_where_its_history_ends(self) -> "Tool":
        last = self.history[-1] if self.history else None
        if last and last.state != self.state:
            raise wrong("history-state", last.state, at="state" if "state" in self.model_fields_set else "history")
        if last and self.since and last.on != self.since:
            raise wrong("history-since", last.on, at="since")
        return self

    @property
    def outdated(self) -> tuple[Outdated, ...]:
        return tuple(Outdated(name) for name in self.former_names)

    @property
    def also(self) -> tuple[str, ...]:
        return (*self.aliases, *self.former_names)

    @property
    def standing_since(self) -> date | None:
        """The day from which it has been in its present state."""
        return self.history[-1].on if self.history else self.since

    @property
    def is_over(self) -> bool:
        return self.state == "retired"

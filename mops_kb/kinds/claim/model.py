"""A claim: a sentence that we tell others (its title), who hears it, and what it rests on."""

from typing import Annotated

from mops_kb.model.entity import Entity
from mops_kb.model.ref import RefTo
from mops_kb.model.values import ONE_OR_MANY, Day


class Claim(Entity):
    kind = "claim"
    folder = "claims"

    since: Day | None = None
    audience: Annotated[tuple[Annotated[str, RefTo("team", "role", inverse="hears")], ...], ONE_OR_MANY] = ()
    evidence: Annotated[
        tuple[Annotated[str, RefTo("kpi", "improvement", "benchmark", "learning", "insight", inverse="supports")], ...],
        ONE_OR_MANY,
    ] = ()

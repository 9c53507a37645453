"""Lifecycle: how a tool came to stand where it stands, and whether it was adopted on good ground."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from mops_kb.kinds.tool.model import ON_TRIAL, Move, Tool
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Record
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class Stage:
    """One entry of the history, with the evaluation that it rests on."""

    move: Move
    evaluation: Record | None


def stages(tool: Tool, catalog: Catalog) -> tuple[Stage, ...]:
    """The latest first."""
    found = [
        Stage(move, catalog.target(tool, ("history", position, "evaluation")))
        for position, move in enumerate(tool.history)
    ]
    return tuple(reversed(found))


def adoptions(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Whatever was adopted after it was looked at or tried names an evaluation that decided for it. What stands as
    adopted in the first entry was there before anybody kept a history."""
    everything = catalog.complete
    for tool in everything.of(Tool):
        for position, (before, move) in enumerate(pairwise(tool.history), 1):
            if move.state != "adopted" or before.state not in ON_TRIAL:
                continue
            evaluation: Any = everything.target(tool, ("history", position, "evaluation"))
            if evaluation and evaluation.chosen == tool.id:
                continue
            document = everything.documents[tool.ref]
            if evaluation:
                place = document.place(("history", position, "evaluation"))
                told = {"id": tool.id, "evaluation": evaluation.id}
                yield problem(document.path, place, "adoption-without-evaluation", "another", **told)
            elif not move.evaluation:
                place = document.place(("history", position))
                yield problem(document.path, place, "adoption-without-evaluation", id=tool.id)


def ahead(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: a move is dated after the day of the site, mostly by a slip; what is planned belongs on the roadmap."""
    for tool in catalog.of(Tool):
        for position, move in enumerate(tool.history):
            if move.on > settings.as_of:
                document = catalog.documents[tool.ref]
                place = document.place(("history", position))
                yield problem(document.path, place, "move-ahead", id=tool.id, day=move.on.isoformat())

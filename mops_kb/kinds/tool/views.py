"""What the page of a tool shows: what it is for, who uses it, how it came to stand where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from mops_kb.kinds.tool.lifecycle import Stage, stages
from mops_kb.kinds.tool.model import Tool
from mops_kb.model.catalog import Catalog
from mops_kb.model.each import each
from mops_kb.model.entity import Record
from mops_kb.model.problem import Problem, problem
from mops_kb.model.seats import Seats, seats
from mops_kb.model.settings import Settings

IN_USE = ("adopted", "contained", "trial")
ORDER = ("adopted", "trial", "candidate", "contained", "retiring", "retired")


@dataclass(frozen=True)
class ToolView:
    tool: Tool
    used_by: tuple[Record, ...]
    it_contact: Record | None
    replaces: Record | None
    replaced_by: tuple[Record, ...]
    seats: Seats
    capabilities: tuple[Record, ...]
    in_use: bool
    history: tuple[Stage, ...]
    """The latest first."""


@each
def page(tool: Tool, catalog: Catalog, settings: Settings) -> ToolView:
    return ToolView(
        tool,
        catalog.follow(tool, "used_by"),
        next(iter(catalog.follow(tool, "it_contact")), None),
        next(iter(catalog.follow(tool, "replaces")), None),
        catalog.who(tool, "replaced-by"),
        seats(tool, catalog, settings),
        catalog.follow(tool, "capabilities"),
        tool.state in IN_USE,
        stages(tool, catalog),
    )


def by_state(tool: Tool) -> tuple[int, str]:
    """Tools are listed by state, the adopted first."""
    return ORDER.index(tool.state), tool.id


def overrun(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: more people than seats."""
    for tool in catalog.of(Tool):
        counted = seats(tool, catalog, settings)
        if tool.state in IN_USE and counted.share is not None and counted.share > 1:
            document = catalog.documents[tool.ref]
            place = document.place(("seats_used",))
            yield problem(document.path, place, "seat-overrun", id=tool.id, seats=counted.licensed, used=counted.used)

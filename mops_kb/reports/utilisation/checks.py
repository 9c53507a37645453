"""What is not well: tools with seats whose use nobody counts."""

from collections.abc import Iterator

from mops_kb.kinds.tool.model import Tool
from mops_kb.kinds.tool.usage import Usage
from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings


def uncounted(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: an adopted tool with seats has no row, in a wiki that counts use by month at all."""
    for tool in catalog.of(Tool) if catalog.of(Usage) else ():
        if tool.state == "adopted" and tool.seats and not catalog.who(tool, "usage"):
            document = catalog.documents[tool.ref]
            yield problem(document.path, document.place(("seats",)), "no-usage", id=tool.id)

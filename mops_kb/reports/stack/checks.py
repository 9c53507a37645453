"""What is not well in the stack: paid and unused, contracts that ended unnoticed, contracts for what is gone."""

from collections.abc import Iterator

from mops_kb.kinds.contract.model import Contract
from mops_kb.kinds.tool.model import Tool
from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import Problem, problem
from mops_kb.model.seats import seats
from mops_kb.model.settings import Settings
from mops_kb.reports.stack.costs import is_shelfware


def shelfware(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: paid seats that few use."""
    for tool in catalog.of(Tool):
        if is_shelfware(tool, catalog, settings):
            counted = seats(tool, catalog, settings)
            document = catalog.documents[tool.ref]
            place = document.place(("seats_used",))
            yield problem(document.path, place, "shelfware", id=tool.id, seats=counted.licensed, used=counted.used)


def over(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: a contract has ended though nobody cancelled it, and the tool is in use without another."""
    for contract in catalog.of(Contract):
        tool = next(iter(catalog.complete.follow(contract, "tool")), None)
        if contract.current(settings.as_of) or contract.given_up or not isinstance(tool, Tool) or tool.is_over:
            continue
        others = catalog.complete.who(tool, "contracts")
        if not any(isinstance(other, Contract) and other.starts_on > contract.starts_on for other in others):
            document = catalog.documents[contract.ref]
            place = document.place(("ends_on",))
            yield problem(document.path, place, "contract-ended", id=contract.id, tool=tool.id, day=contract.ends_on)


def of_retired(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: a contract runs for a tool that is retired."""
    for contract in catalog.of(Contract):
        tool = next(iter(catalog.complete.follow(contract, "tool")), None)
        if isinstance(tool, Tool) and tool.is_over and contract.runs_on(settings.as_of):
            document = catalog.documents[contract.ref]
            place = document.place(("tool",))
            yield problem(document.path, place, "contract-of-retired", id=contract.id, tool=tool.id)

"""What pages about tools and teams add: the contracts behind a tool, and what the tools of a team cost."""

from dataclasses import dataclass
from decimal import Decimal

from mops_kb.kinds.contract import views as contracts
from mops_kb.kinds.contract.model import Contract
from mops_kb.kinds.contract.views import ContractView
from mops_kb.kinds.team.model import Team
from mops_kb.kinds.tool.model import Tool
from mops_kb.kinds.tool.views import IN_USE
from mops_kb.model.entity import Record
from mops_kb.model.exact import decimal
from mops_kb.model.report import Wiki
from mops_kb.reports.stack.costs import by_team, is_shelfware, per_user, unused, yearly_costs

MOST = 3


@dataclass(frozen=True)
class ToolCosts:
    """`a_year` is None where no contract is known; `ended` are those that are over."""

    contracts: tuple[ContractView, ...]
    ended: tuple[ContractView, ...]
    a_year: Decimal | None
    per_user: Decimal | None
    unused: Decimal | None
    is_shelfware: bool
    evaluations: tuple[Record, ...]


@dataclass(frozen=True)
class TeamCosts:
    """A year of what the team bears, and the costliest tools of that."""

    a_year: Decimal
    tools: tuple[tuple[Tool, Decimal], ...]
    more: int


def of_tool(tool: Tool, wiki: Wiki) -> ToolCosts | None:
    """Nothing about a tool that was never used and has no contract."""
    catalog, settings = wiki.catalog, wiki.settings
    those = [one for one in catalog.who(tool, "contracts") if isinstance(one, Contract)]
    evaluations = tuple(dict.fromkeys((*catalog.who(tool, "chosen-in"), *catalog.who(tool, "candidate-in"))))
    if not (those or evaluations or tool.state in (*IN_USE, "retiring")):
        return None
    views = sorted((contracts.page(one, catalog, settings) for one in those), key=lambda one: one.order)
    cost = catalog.once(yearly_costs, settings).get(tool.id)
    each, idle = per_user(tool, catalog, settings), unused(tool, catalog, settings)
    return ToolCosts(
        tuple(one for one in views if one.state != "ended"),
        tuple(one for one in views if one.state == "ended"),
        None if cost is None else decimal(cost),
        None if each is None else decimal(each),
        decimal(idle) if idle else None,
        is_shelfware(tool, catalog, settings),
        evaluations,
    )


def of_team(team: Team, wiki: Wiki) -> TeamCosts | None:
    catalog, settings = wiki.catalog, wiki.settings
    costs = {id: cost for id, cost in catalog.once(by_team, settings).get(team.id, {}).items() if cost}
    if not costs:
        return None
    tools = sorted(catalog.some(Tool, costs), key=lambda tool: (-costs[tool.id], tool.id))
    return TeamCosts(
        decimal(sum(costs.values(), start=next(iter(costs.values())) * 0)),
        tuple((tool, decimal(costs[tool.id])) for tool in tools[:MOST]),
        max(len(tools) - MOST, 0),
    )

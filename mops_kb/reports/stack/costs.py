"""Costs: what a year of each tool costs by the contracts that run, and who and what it is for. Sums are exact."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from mops_kb.kinds.contract.model import Contract
from mops_kb.kinds.contract.rates import yearly
from mops_kb.kinds.tool.model import Tool
from mops_kb.model.catalog import Catalog
from mops_kb.model.seats import seats
from mops_kb.model.settings import Settings

SHELFWARE = Decimal("0.5")
"""Of a paid tool more than this share of the seats should be used."""
NOBODY = ""
"""Stands for the team or capability of what belongs to none that is shown."""
Sums = Mapping[str, Fraction]


def contract_costs(catalog: Catalog, settings: Settings) -> Sums:
    """Contract → what a year of it costs in the site's currency, of those that run on the day of the site."""
    found: dict[str, Fraction] = {}
    for contract in catalog.of(Contract):
        cost = yearly(contract, settings.as_of, catalog, settings) if contract.runs_on(settings.as_of) else None
        if cost is not None:
            found[contract.id] = cost
    return found


def yearly_costs(catalog: Catalog, settings: Settings) -> Sums:
    """Tool → what a year of it costs, all its contracts together; a tool without a contract is not in it."""
    found: dict[str, Fraction] = defaultdict(Fraction)
    for contract, tool in _paid(catalog, settings):
        found[tool.id] += catalog.once(contract_costs, settings)[contract.id]
    return dict(found)


def by_capability(catalog: Catalog, settings: Settings) -> Mapping[str, Sums]:
    """Capability → tool → its part of the tool's cost: the same for each capability that the tool has."""
    found: dict[str, dict[str, Fraction]] = defaultdict(dict)
    tools = {tool.id: tool for tool in catalog.of(Tool)}
    for id, cost in catalog.once(yearly_costs, settings).items():
        able = [capability.id for capability in catalog.follow(tools[id], "capabilities")] or [NOBODY]
        for capability in able:
            found[capability][id] = cost / len(able)
    return dict(found)


def by_team(catalog: Catalog, settings: Settings) -> Mapping[str, Sums]:
    """Team → tool → its part: as the contract splits it, else the same for each team that uses the tool."""
    found: dict[str, dict[str, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    for contract, tool in _paid(catalog, settings):
        cost = catalog.once(contract_costs, settings)[contract.id]
        for team, share in _shares(contract, tool, catalog):
            found[team][tool.id] += cost * share
    return {team: dict(tools) for team, tools in found.items()}


def per_user(tool: Tool, catalog: Catalog, settings: Settings) -> Fraction | None:
    """A year's cost over the seats that are used; None where either is unknown."""
    cost = catalog.once(yearly_costs, settings).get(tool.id)
    used = seats(tool, catalog, settings).used
    return cost / used if cost and used else None


def unused(tool: Tool, catalog: Catalog, settings: Settings) -> Fraction | None:
    """What a year of the seats costs that nobody uses."""
    cost = catalog.once(yearly_costs, settings).get(tool.id)
    counted = seats(tool, catalog, settings)
    if not cost or not counted.licensed or counted.unused is None:
        return None
    return cost * Fraction(counted.unused, counted.licensed)


def is_shelfware(tool: Tool, catalog: Catalog, settings: Settings) -> bool:
    """Paid for, and few use it. What is on trial may still find its users, and what retires is being left."""
    paid = catalog.once(yearly_costs, settings).get(tool.id)
    used = seats(tool, catalog, settings).share
    return bool(paid) and used is not None and used < SHELFWARE and tool.state in ("adopted", "contained")


def _paid(catalog: Catalog, settings: Settings) -> list[tuple[Contract, Tool]]:
    costs = catalog.once(contract_costs, settings)
    pairs = ((contract, next(iter(catalog.follow(contract, "tool")), None)) for contract in catalog.of(Contract))
    return [(contract, tool) for contract, tool in pairs if contract.id in costs and isinstance(tool, Tool)]


def _shares(contract: Contract, tool: Tool, catalog: Catalog) -> list[tuple[str, Fraction]]:
    if contract.cost_split:
        places = [(("cost_split", n, "team"), Fraction(split.share)) for n, split in enumerate(contract.cost_split)]
        found = [(catalog.target(contract, place), share) for place, share in places]
    else:
        using = catalog.follow(tool, "used_by")
        found = [(team, Fraction(1, len(using))) for team in using]
    return [(team.id if team else NOBODY, share) for team, share in found] or [(NOBODY, Fraction(1))]

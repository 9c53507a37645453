"""The pages about the stack: the martech guide itself, renewals and spend, cost, overlaps and gaps."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from mops_kb.compute import IndexFacts, introduction
from mops_kb.kinds.capability import views as capabilities
from mops_kb.kinds.capability.model import Capability
from mops_kb.kinds.capability.views import CapabilityView
from mops_kb.kinds.contract.model import Contract, Rate
from mops_kb.kinds.contract.rates import rates
from mops_kb.kinds.team.model import Team
from mops_kb.kinds.tool.model import Tool
from mops_kb.kinds.tool.views import IN_USE
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.exact import decimal
from mops_kb.model.kind import Kind
from mops_kb.model.page import View
from mops_kb.model.report import Wiki
from mops_kb.model.seats import Seats, seats
from mops_kb.model.settings import Settings
from mops_kb.reports.stack.costs import (
    NOBODY,
    Sums,
    by_capability,
    by_team,
    is_shelfware,
    per_user,
    unused,
    yearly_costs,
)
from mops_kb.reports.stack.renewals import Renewals, renewals
from mops_kb.reports.stack.spend import Year, years

TOOLS, CONTRACTS, COST, CAPABILITIES = "tools/index.md", "stack/contracts.md", "stack/cost.md", "stack/capabilities.md"


@dataclass(frozen=True)
class StackView:
    """`a_year` is what all running contracts cost, `unknown` counts tools in use without one."""

    a_year: Decimal
    unknown: int
    count: int
    seats: int
    seats_used: int
    utilisation: Decimal | None


@dataclass(frozen=True)
class ContractsPage:
    renewals: Renewals
    years: tuple[Year, ...]
    rates: tuple[Rate, ...]
    """Those that are valid on the day of the site."""


@dataclass(frozen=True)
class Share:
    """What is spent on one capability or by one team; `about` is None for what belongs to none that is shown."""

    about: Entity | None
    a_year: Decimal
    part: Decimal
    tools: tuple[tuple[Tool, Decimal], ...]


@dataclass(frozen=True)
class UserCost:
    tool: Tool
    seats: Seats
    a_year: Decimal
    per_user: Decimal | None
    unused: Decimal | None
    is_shelfware: bool


@dataclass(frozen=True)
class CostPage:
    a_year: Decimal
    capabilities: tuple[Share, ...]
    teams: tuple[Share, ...]
    users: tuple[UserCost, ...]
    shelfware: tuple[UserCost, ...]
    unknown: tuple[Tool, ...]


@dataclass(frozen=True)
class Overlap:
    """Several adopted tools for one capability, each with its part of the cost, and all of them (None: not known)."""

    capability: Capability
    tools: tuple[tuple[Tool, Decimal | None], ...]
    a_year: Decimal | None


@dataclass(frozen=True)
class CapabilitiesPage:
    overlaps: tuple[Overlap, ...]
    gaps: tuple[CapabilityView, ...]
    trials: tuple[CapabilityView, ...]
    ending: tuple[CapabilityView, ...]
    count: int
    covered: int


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return (CONTRACTS, COST, CAPABILITIES)


def views(wiki: Wiki) -> Iterator[View]:
    """Each where the wiki has what it is about."""
    catalog, settings = wiki.catalog, wiki.settings
    if catalog.of(Tool):
        yield View(TOOLS, "stack/tools.md", _index(wiki), "tool", "kind.tool.plural")
    if catalog.of(Contract):
        yield View(CONTRACTS, "stack/contracts.md", _contracts(catalog, settings), "stack", "stack.contracts")
        yield View(COST, "stack/cost.md", _cost(catalog, settings), "stack", "stack.cost")
    if catalog.of(Capability):
        facts = _capabilities(catalog, settings)
        yield View(CAPABILITIES, "stack/capabilities.md", facts, "stack", "stack.capabilities")


def _index(wiki: Wiki) -> IndexFacts:
    kind = next(kind for kind in wiki.kinds if kind.name == Tool.kind)
    findings = tuple(one for one in wiki.findings if isinstance(wiki.catalog.subject(one), Tool))
    return IndexFacts(kind, stack(wiki.catalog, wiki.settings), introduction(wiki.catalog, TOOLS), findings)


def stack(catalog: Catalog, settings: Settings) -> StackView:
    """What all tools cost, and how much of them is used."""
    costs = catalog.once(yearly_costs, settings)
    known = (seats(tool, catalog, settings) for tool in catalog.of(Tool) if tool.state in IN_USE)
    counted = [one for one in known if one.share is not None]
    licensed, used = sum(one.licensed or 0 for one in counted), sum(one.used or 0 for one in counted)
    return StackView(
        decimal(_sum(costs)),
        len(_unknown(catalog, costs)),
        len(catalog.of(Tool)),
        licensed,
        used,
        Decimal(used) / Decimal(licensed) if licensed else None,
    )


def _contracts(catalog: Catalog, settings: Settings) -> ContractsPage:
    valid = (
        max((rate for rate in those if rate.since <= settings.as_of), key=lambda rate: rate.since, default=None)
        for those in catalog.once(rates, settings).values()
    )
    return ContractsPage(
        catalog.once(renewals, settings), years(catalog, settings), tuple(rate for rate in valid if rate)
    )


def _cost(catalog: Catalog, settings: Settings) -> CostPage:
    costs = catalog.once(yearly_costs, settings)
    paid = [_user_cost(tool, catalog, settings) for tool in catalog.some(Tool, [id for id in costs if costs[id]])]
    users = sorted(paid, key=lambda one: (one.per_user is None, -(one.per_user or 0), one.tool.id))
    return CostPage(
        decimal(_sum(costs)),
        _shares(catalog.once(by_capability, settings), catalog.of(Capability), catalog),
        _shares(catalog.once(by_team, settings), catalog.of(Team), catalog),
        tuple(users),
        tuple(sorted((one for one in paid if one.is_shelfware), key=lambda one: (-(one.unused or 0), one.tool.id))),
        _unknown(catalog, costs),
    )


def _shares(sums: Mapping[str, Sums], known: Sequence[Entity], catalog: Catalog) -> tuple[Share, ...]:
    """The costliest first, and last what belongs to none."""
    whole = sum((_sum(tools) for tools in sums.values()), Fraction(0))
    named = {entity.id: entity for entity in known}
    found = [
        Share(
            named.get(id),
            decimal(_sum(tools)),
            decimal(_sum(tools) / whole),
            tuple((tool, decimal(tools[tool.id])) for tool in _costliest(tools, catalog)),
        )
        for id, tools in sums.items()
        if _sum(tools)
    ]
    return tuple(sorted(found, key=lambda one: (one.about is None, -one.a_year, one.about.id if one.about else NOBODY)))


def _costliest(tools: Sums, catalog: Catalog) -> list[Tool]:
    return sorted(catalog.some(Tool, [id for id in tools if tools[id]]), key=lambda tool: (-tools[tool.id], tool.id))


def _user_cost(tool: Tool, catalog: Catalog, settings: Settings) -> UserCost:
    cost = catalog.once(yearly_costs, settings)[tool.id]
    return UserCost(
        tool,
        seats(tool, catalog, settings),
        decimal(cost),
        _known(per_user(tool, catalog, settings)),
        _known(unused(tool, catalog, settings)),
        is_shelfware(tool, catalog, settings),
    )


def _capabilities(catalog: Catalog, settings: Settings) -> CapabilitiesPage:
    those = [capabilities.page(one, catalog, settings) for one in catalog.of(Capability)]
    sums = catalog.once(by_capability, settings)
    overlaps = (_overlap(one, sums.get(one.capability.id, {})) for one in those if one.supply == "overlap")
    needed = [one for one in those if one.capability.needed]
    return CapabilitiesPage(
        tuple(sorted(overlaps, key=lambda one: (-(one.a_year or 0), one.capability.id))),
        tuple(one for one in needed if one.supply == "gap"),
        tuple(one for one in those if one.supply == "trial"),
        tuple(one for one in those if one.supply == "ending"),
        len(needed),
        sum(one.supply in ("covered", "overlap") for one in needed),
    )


def _overlap(view: CapabilityView, costs: Sums) -> Overlap:
    tools = [tool for tool in view.adopted if isinstance(tool, Tool)]
    amounts = {tool.id: costs[tool.id] for tool in tools if tool.id in costs}
    parts = tuple((tool, _known(amounts.get(tool.id))) for tool in tools)
    return Overlap(view.capability, parts, decimal(_sum(amounts)) if amounts else None)


def _unknown(catalog: Catalog, costs: Sums) -> tuple[Tool, ...]:
    """Tools in use of which nobody has written down what they cost."""
    return tuple(tool for tool in catalog.of(Tool) if tool.state in (*IN_USE, "retiring") and tool.id not in costs)


def _sum(amounts: Sums) -> Fraction:
    return sum(amounts.values(), Fraction(0))


def _known(amount: Fraction | None) -> Decimal | None:
    return None if amount is None else decimal(amount)

"""The measure `utilisation`: seats in use and features adopted (percent), people trained, and what an active user costs
in the site's currency a month; of some tools or of all.

Figures are as private as the most private record that they are made of: a tool, a contract, a person who is counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from mops_kb.kinds.contract.model import Contract
from mops_kb.kinds.kpi.parts import Asked
from mops_kb.kinds.tool.model import Tool
from mops_kb.measures.utilisation import trained
from mops_kb.measures.utilisation.parts import COST, RATIOS, Ratio, Rolled, by_month, parts, rows
from mops_kb.model.catalog import Catalog
from mops_kb.model.measured import Figure, Measure, Measured
from mops_kb.model.month import written
from mops_kb.model.question import Ask
from mops_kb.model.settings import Settings

TRAINED = "trained"
STATISTICS = ("seats", "features", TRAINED, COST)


class Key(NamedTuple):
    statistic: str
    tools: tuple[str, ...]


@dataclass(frozen=True)
class Used:
    """Month → the tools together, or the number of people trained."""

    months: Mapping[date, Rolled] = field(default_factory=dict)
    trained: Mapping[date, int] = field(default_factory=dict)


def key(asked: Asked) -> Key:
    return Key(asked.statistic or "", tuple(sorted({tool.removeprefix("tool:") for tool in asked.tools})))


def work(asked: Asked, catalog: Catalog, settings: Settings, ask: Ask) -> Measured:
    statistic, tools = key(asked)
    if statistic == TRAINED:
        people = trained.by_month(tools, catalog, settings)
        used = Used(trained={month: len(those) for month, those in people.items()})
        return Measured(used, trained.reads(tools, people, catalog, settings))
    ratio = next((one for one in RATIOS if one == statistic), None)
    if not ratio:
        return Measured(Used())
    counted = [tool for tool in trained.scope(tools, catalog, settings) if _counts(tool, ratio, catalog, settings)]
    contracts = [
        contract.ref
        for tool in counted
        for contract in catalog.who(tool, "contracts")
        if ratio == COST and isinstance(contract, Contract) and settings.counts(contract.seen_by)
    ]
    return Measured(Used(by_month(ratio, tools, catalog, settings)), (*(tool.ref for tool in counted), *contracts))


def _counts(tool: Tool, ratio: Ratio, catalog: Catalog, settings: Settings) -> bool:
    """Whether it makes the figures what they are; a cost also by being unknown."""
    if ratio == COST:
        return any(row.active is not None for row in catalog.once(rows, settings).get(tool.id, {}).values())
    return bool(parts(ratio, catalog, settings).get(tool.id))


def figures(asked: Asked, used: Used, settings: Settings) -> Sequence[Figure]:
    """Of how many seats, features or users each is, stands beside it. Few people trained are told of inside alone."""
    known = ((first, one.value, one.by) for first, one in used.months.items())
    ratios = [Figure(written(first), value, by) for first, value, by in known if value is not None]
    return [
        *ratios,
        *(Figure(written(first), Decimal(n)) for first, n in used.trained.items() if settings.may_tell_of(n)),
    ]


UTILISATION = Measure(
    "utilisation",
    STATISTICS,
    key,
    work,
    figures,
    takes=("tools",),
    units={"seats": "percent", "features": "percent", "trained": "people"},
)

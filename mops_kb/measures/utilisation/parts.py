"""Parts: of each tool and month what is divided by what, so that several tools are rolled up by adding both sides.

A roll-up is so weighted by seats, features or users, and lies between the lowest and the highest of its tools. What was
not counted, and what nobody knows the cost of, is in no part; it never counts as nothing.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from mops_kb.kinds.contract.spent import by_tool
from mops_kb.kinds.tool.model import Tool
from mops_kb.kinds.tool.usage import Usage
from mops_kb.model.catalog import Catalog
from mops_kb.model.exact import decimal
from mops_kb.model.month import first_day
from mops_kb.model.settings import Settings

Ratio = Literal["seats", "features", "cost-per-active-user"]
COST: Ratio = "cost-per-active-user"
RATIOS: tuple[Ratio, ...] = ("seats", "features", COST)


class Part(NamedTuple):
    """Active of licensed seats, adopted of available features, or money by active users."""

    of: Fraction
    by: int


Months = Mapping[str, Mapping[date, Part]]
"""Tool → first day of a month → its part."""


class Rolled(NamedTuple):
    """The tools of a month together; None where there is nothing to divide by. `tools` is how many they are."""

    value: Decimal | None
    of: Fraction
    by: int
    tools: int


def rows(catalog: Catalog, settings: Settings) -> Mapping[str, Mapping[date, Usage]]:
    """Tool → first day of a month that has begun → its row, the oldest first. For `catalog.once`."""
    found = {}
    for tool in catalog.of(Tool):
        if not settings.counts(tool.seen_by):
            continue
        those = (row for row in catalog.who(tool, "usage") if isinstance(row, Usage))
        dated = {first_day(row.period, settings.fiscal_year_start): row for row in those}
        found[tool.id] = {first: dated[first] for first in sorted(dated) if first <= settings.as_of}
    return found


def seats(catalog: Catalog, settings: Settings) -> Months:
    return _parts(catalog, settings, "active", "licensed")


def features(catalog: Catalog, settings: Settings) -> Months:
    return _parts(catalog, settings, "features_adopted", "features_available")


def costs(catalog: Catalog, settings: Settings) -> Months:
    """What the contracts of a tool cost in a month, by those who used it; where nobody did, all of it is for nobody."""
    spent = catalog.once(by_tool, settings)
    return {
        tool: {
            first: Part(cost, row.active)
            for first, row in months.items()
            if row.active is not None and (cost := spent.get(tool, {}).get(first)) is not None
        }
        for tool, months in catalog.once(rows, settings).items()
    }


WORK = {"seats": seats, "features": features, COST: costs}


def parts(ratio: Ratio, catalog: Catalog, settings: Settings) -> Months:
    return catalog.once(WORK[ratio], settings)


def rolled(ratio: Ratio, those: Sequence[Part]) -> Rolled:
    of, by = sum((part.of for part in those), Fraction(0)), sum(part.by for part in those)
    times = 1 if ratio == COST else 100
    return Rolled(decimal(of / by * times) if by else None, of, by, len(those))


def by_month(ratio: Ratio, tools: Collection[str], catalog: Catalog, settings: Settings) -> Mapping[date, Rolled]:
    """The tools together, month by month, the oldest first. If some are named, a month counts only where all of them
    are known; else it is of those that were counted. What these cost must be known of all of them: a cost that lacks a
    tool would jump whenever a contract is written down."""
    found = parts(ratio, catalog, settings)
    asked = {id: found.get(id, {}) for id in tools} if tools else found
    months = sorted({first for those in asked.values() for first in those})
    made = {first: [those[first] for those in asked.values() if first in those] for first in months}
    if tools:
        return {first: rolled(ratio, those) for first, those in made.items() if len(those) == len(asked)}
    lacking = unknown(catalog, settings) if ratio == COST else {}
    return {first: rolled(ratio, those) for first, those in made.items() if not lacking.get(first)}


def unknown(catalog: Catalog, settings: Settings) -> Mapping[date, int]:
    """Month → how many tools were counted of which nobody knows what they cost."""
    known = parts(COST, catalog, settings)
    lacking = [
        first
        for tool, months in catalog.once(rows, settings).items()
        for first, row in months.items()
        if row.active is not None and first not in known[tool]
    ]
    return Counter(lacking)


def _parts(catalog: Catalog, settings: Settings, of: str, by: str) -> Months:
    return {
        tool: {
            first: Part(Fraction(getattr(row, of)), getattr(row, by))
            for first, row in months.items()
            if getattr(row, of) is not None and getattr(row, by) is not None
        }
        for tool, months in catalog.once(rows, settings).items()
    }

"""Spend: what contracts cost month by month, what of it is committed and what is still to be decided.

Committed is what has begun, what can no longer be
stopped, and what has been decided to go on; everything after that is up for renewal.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from mops_kb.kinds.contract.model import DAY, Contract, later
from mops_kb.kinds.contract.spent import monthly, stretches
from mops_kb.model.catalog import Catalog
from mops_kb.model.exact import decimal
from mops_kb.model.settings import Settings

YEARS_AHEAD = 1
"""Besides the running fiscal year."""


class Amount(NamedTuple):
    committed: Fraction = Fraction(0)
    open: Fraction = Fraction(0)

    def plus(self, more: Fraction, is_committed: bool) -> "Amount":
        return Amount(self.committed + more, self.open) if is_committed else Amount(self.committed, self.open + more)


@dataclass(frozen=True)
class Month:
    first: date
    committed: Decimal
    open: Decimal
    total: Decimal
    is_past: bool


@dataclass(frozen=True)
class Year:
    """A fiscal year, by the calendar year in which it begins."""

    year: int
    committed: Decimal
    open: Decimal
    total: Decimal
    months: tuple[Month, ...]


def years(catalog: Catalog, settings: Settings) -> tuple[Year, ...]:
    """The running fiscal year and the next."""
    start = settings.fiscal_year_start
    now = settings.as_of.year - (settings.as_of.month < start)
    spent = catalog.once(by_month, settings)
    return tuple(_year(year, start, spent, settings) for year in range(now, now + YEARS_AHEAD + 1))


def by_month(catalog: Catalog, settings: Settings) -> Mapping[date, Amount]:
    """First day of a month → what it costs, until the end of the last fiscal year that is shown."""
    now = settings.as_of.year - (settings.as_of.month < settings.fiscal_year_start)
    end = date(now + YEARS_AHEAD + 1, settings.fiscal_year_start, 1) - DAY
    found: dict[date, Amount] = defaultdict(Amount)
    for contract in catalog.of(Contract):
        for term, is_committed in stretches(contract, catalog, settings.as_of, end):
            for month, cost in monthly(contract, term, end, catalog, settings):
                found[month] = found[month].plus(cost or Fraction(0), is_committed)
    return dict(found)


def _year(year: int, start: int, spent: Mapping[date, Amount], settings: Settings) -> Year:
    firsts = [later(date(year, start, 1), n) for n in range(12)]
    amounts = [spent.get(first, Amount()) for first in firsts]
    committed, open_ = (
        sum((one.committed for one in amounts), Fraction(0)),
        sum((one.open for one in amounts), Fraction(0)),
    )
    this_month = settings.as_of.replace(day=1)
    months = (
        Month(first, decimal(one.committed), decimal(one.open), decimal(one.committed + one.open), first < this_month)
        for first, one in zip(firsts, amounts, strict=True)
    )
    return Year(year, decimal(committed), decimal(open_), decimal(committed + open_), tuple(months))

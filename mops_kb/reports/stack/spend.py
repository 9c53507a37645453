"""Spend: what contracts cost month by month, what of it is committed and what is still to be decided.

A term's price is spread evenly over its months, and a month that lies in two calendar months by days; each calendar
month is converted by the rate that is valid on its first day. Committed is what has begun, what can no longer be
stopped, and what has been decided to go on; everything after that is up for renewal.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from mops_kb.kinds.contract.model import DAY, Contract, Term, later
from mops_kb.kinds.contract.rates import converted
from mops_kb.kinds.contract.views import is_followed
from mops_kb.model.catalog import Catalog
from mops_kb.model.settings import Settings
from mops_kb.reports.stack.costs import decimal

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
            for month, amount in _monthly(contract, term, end):
                cost = converted(amount, contract.currency, month, catalog, settings)
                found[month] = found[month].plus(cost or Fraction(0), is_committed)
    return dict(found)


def stretches(contract: Contract, catalog: Catalog, as_of: date, end: date) -> Iterator[tuple[Term, bool]]:
    """The terms of a contract that begin by `end`, and whether each is committed."""
    if contract.ends_on is None:
        yield from _endless(contract, as_of, end)
        return
    before: Term | None = None
    for term in _terms(contract, catalog, as_of):
        if term.first > end:
            return
        yield term, before is None or term.first <= as_of or _is_settled(contract, before, as_of)
        before = term


def _endless(contract: Contract, as_of: date, end: date) -> Iterator[tuple[Term, bool]]:
    """It can be stopped at any time, with notice."""
    whole = next(contract.terms())
    last = min(whole.last or end, end)
    bound = last if whole.last else min(as_of + (contract.notice or DAY * 0), last)
    if bound >= whole.first:
        yield Term(whole.first, bound), True
    if bound < last:
        yield Term(max(bound + DAY, whole.first), last), False


def _terms(contract: Contract, catalog: Catalog, as_of: date) -> Iterator[Term]:
    """Those that follow by themselves, and those that would follow if one renewed it."""
    last = Term(contract.starts_on, contract.ends_on)
    for term in contract.terms():
        yield (last := term)
        if is_followed(contract, term, catalog):
            return
    if contract.current(as_of) and not contract.auto_renew and contract.decided(last) != "cancel":
        yield from contract.renewals()


def _is_settled(contract: Contract, before: Term, as_of: date) -> bool:
    """Whether what follows that term is settled already."""
    limit = contract.decide_by(before)
    too_late = contract.auto_renew and limit is not None and limit < as_of
    return too_late or contract.decided(before) == "renew"


def _monthly(contract: Contract, term: Term, end: date) -> Iterator[tuple[date, Fraction]]:
    """Calendar months, by their first days, and what the term costs in each, until that day."""
    for first, last, amount in contract.months(term):
        if first > end:
            return
        days = (last - first + DAY).days
        month = first.replace(day=1)
        here = min(last, later(month, 1) - DAY)
        yield month, amount * Fraction((here - first + DAY).days, days)
        if here < last and last <= end:
            yield later(month, 1), amount * Fraction((last - here).days, days)


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

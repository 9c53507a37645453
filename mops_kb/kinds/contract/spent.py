"""Spent: what a contract costs in each calendar month, term by term.

A term's price is spread evenly over its months, and a month that lies in two calendar months by days; each calendar
month is converted by the rate that is valid on its first day.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from mops_kb.kinds.contract.model import DAY, Contract, Term, later
from mops_kb.kinds.contract.rates import converted
from mops_kb.kinds.contract.views import is_followed
from mops_kb.model.catalog import Catalog
from mops_kb.model.settings import Settings


def by_tool(catalog: Catalog, settings: Settings) -> Mapping[str, Mapping[date, Fraction | None]]:
    """Tool → first day of a month → what its contracts cost in it, until the month of the site's day. A month without a
    contract is not in it, and None where there is no rate: what it cost is not known. For `catalog.once`."""
    end = later(settings.as_of.replace(day=1), 1) - DAY
    found: dict[str, dict[date, Fraction | None]] = defaultdict(dict)
    for contract in catalog.of(Contract):
        if not settings.counts(contract.seen_by):
            continue
        months = (
            month
            for term, _ in stretches(contract, catalog, settings.as_of, end)
            for month in monthly(contract, term, end, catalog, settings)
        )
        for tool in catalog.follow(contract, "tool"):
            for month, cost in months:
                before = found[tool.id].get(month, Fraction(0))
                found[tool.id][month] = None if cost is None or before is None else before + cost
    return dict(found)


def monthly(
    contract: Contract, term: Term, end: date, catalog: Catalog, settings: Settings
) -> Iterator[tuple[date, Fraction | None]]:
    """Calendar months, by their first days, and what the term costs in each in the site's currency, until that day;
    None where there is no rate. A month may come twice, in parts."""
    for month, amount in _monthly(contract, term, end):
        yield month, converted(amount, contract.currency, month, catalog, settings)


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

"""Rates: what an amount in another currency is in the site's own."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from mops_kb.kinds.contract.model import Contract, Rate
from mops_kb.model.catalog import Catalog
from mops_kb.model.settings import Settings


def rates(catalog: Catalog, settings: Settings) -> Mapping[str, Sequence[Rate]]:
    """Currency → its rates, the oldest first. Ask by `catalog.once`."""
    found: dict[str, list[Rate]] = {}
    for row in sorted(catalog.of(Rate), key=lambda row: (row.currency, row.since)):
        found.setdefault(row.currency, []).append(row)
    return found


def rate_on(currency: str, day: date, catalog: Catalog, settings: Settings) -> Rate | None:
    """The rate that is valid on a day, the first known one before that; None for the site's own currency."""
    known = catalog.once(rates, settings).get(currency, ())
    return next((rate for rate in reversed(known) if rate.since <= day), known[0] if known else None)


def converted(amount: Fraction, currency: str, day: date, catalog: Catalog, settings: Settings) -> Fraction | None:
    """An amount in the site's currency, exactly; None where there is no rate."""
    if currency == settings.currency:
        return amount
    rate = rate_on(currency, day, catalog, settings)
    return amount * Fraction(rate.rate) if rate else None


def yearly(contract: Contract, day: date, catalog: Catalog, settings: Settings) -> Fraction | None:
    """What a year of the contract costs in the site's currency, at the rate of that day."""
    return converted(contract.a_month * 12, contract.currency, day, catalog, settings)

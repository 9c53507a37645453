"""Renewals: the contracts whose terms end, in the order in which they want to be decided about, and a feed of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mops_kb.kinds.contract import views as contracts
from mops_kb.kinds.contract.model import DAY, Contract
from mops_kb.kinds.contract.views import ContractView
from mops_kb.model.catalog import Catalog
from mops_kb.model.feed import Entry, Feed
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings

FEED = "stack/renewals.ics"
OPEN = ("past", "soon", "later", "renegotiate")


@dataclass(frozen=True)
class Renewals:
    """`at_stake` is what the next terms of all that is not decided would cost."""

    open: tuple[ContractView, ...]
    decided: tuple[ContractView, ...]
    at_stake: Decimal


def renewals(catalog: Catalog, settings: Settings) -> Renewals:
    views = [contracts.page(contract, catalog, settings) for contract in catalog.of(Contract)]
    ending = sorted((one for one in views if one.decide_by), key=lambda one: one.order)
    still_open = tuple(one for one in ending if one.state in OPEN)
    return Renewals(
        still_open,
        tuple(one for one in ending if one.state not in OPEN),
        sum((one.at_stake for one in still_open if one.at_stake), Decimal(0)),
    )


def feeds(wiki: Wiki) -> Iterator[Feed]:
    found = wiki.catalog.once(renewals, wiki.settings)
    entries = [entry for one in (*found.open, *found.decided) for entry in _entries(one)]
    yield Feed(FEED, "stack.renewals", tuple(sorted(entries, key=lambda entry: (entry.start, entry.uid))))


def _entries(one: ContractView) -> Iterator[Entry]:
    """The day to decide by while it is open, and the day on which the term ends."""
    assert one.term
    assert one.term.last
    if one.decide_by and one.state in OPEN:
        yield _entry(one.contract, "decide", one.decide_by)
    yield _entry(one.contract, "end", one.term.last)


def _entry(contract: Contract, sort: str, day: date) -> Entry:
    return Entry(
        uid=f"{sort}:{contract.ref}:{day.isoformat()}",
        title=contract.title,
        entity=contract,
        start=day,
        end=day + DAY,
        stamp=contract.reviewed_on or contract.starts_on,
        lead=f"stack.{sort}",
        summary=contract.summary,
    )

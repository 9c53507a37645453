"""What the pages about contracts show: the running term, the day to decide by, and what is at stake."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from mops_kb.kinds.contract.model import DAY, Contract, Rate, Term, after
from mops_kb.kinds.contract.rates import converted, rate_on, yearly
from mops_kb.model.catalog import Catalog
from mops_kb.model.each import each
from mops_kb.model.entity import Record
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings

SOON = timedelta(days=60)
"""So long before its day a decision that is open is asked for."""
State = Literal["past", "soon", "later", "renew", "renegotiate", "cancel", "endless", "ended"]
"""Of the decision about the running term: open and late, open and due, open; taken; without an end; over."""


@dataclass(frozen=True)
class ContractView:
    """Amounts are in the site's currency, None where there is no rate; `at_stake` is the price of the next term.

    `rate` is None where the contract is in the site's own currency.
    """

    contract: Contract
    tool: Record | None
    term: Term | None
    decide_by: date | None
    state: State
    a_year: Decimal | None
    at_stake: Decimal | None
    rate: Rate | None
    splits: tuple[tuple[Record, Decimal], ...]
    decided_by: Record | None

    @property
    def renews(self) -> bool:
        """Whether the next term begins by itself, as things stand."""
        return self.contract.auto_renew and self.state not in ("cancel", "endless", "ended")

    @property
    def next_term(self) -> date | None:
        return self.term.last + DAY if self.term and self.term.last else None

    @property
    def order(self) -> tuple[bool, date, str]:
        """By the day to decide by; those without one last."""
        return self.decide_by is None, self.decide_by or date.max, self.contract.id


@dataclass(frozen=True)
class ContractsView:
    """`running` are those that have not ended, `a_year` what those cost that run today."""

    running: int
    ended: int
    a_year: Decimal


@each
def page(contract: Contract, catalog: Catalog, settings: Settings) -> ContractView:
    as_of = settings.as_of
    term = contract.current(as_of)
    teams = ((catalog.target(contract, ("cost_split", n, "team")), one) for n, one in enumerate(contract.cost_split))
    own = contract.currency == settings.currency
    return ContractView(
        contract,
        next(iter(catalog.follow(contract, "tool")), None),
        term,
        contract.decide_by(term) if term else None,
        state(contract, catalog, as_of),
        decimal(yearly(contract, as_of, catalog, settings)),
        decimal(at_stake(contract, term, catalog, settings)) if term else None,
        None if own else rate_on(contract.currency, as_of, catalog, settings),
        tuple((team, split.share) for team, split in teams if team),
        next(iter(catalog.follow(contract, "decision.by")), None),
    )


def index(catalog: Catalog, settings: Settings) -> ContractsView:
    views = [page(contract, catalog, settings) for contract in catalog.of(Contract)]
    ended = sum(view.state == "ended" for view in views)
    running = [view.a_year for view in views if view.a_year and view.contract.runs_on(settings.as_of)]
    return ContractsView(len(views) - ended, ended, sum(running, Decimal(0)))


def state(contract: Contract, catalog: Catalog, as_of: date) -> State:
    term = contract.current(as_of)
    if term is None:
        return "ended"
    limit = contract.decide_by(term)
    if limit is None:
        return "endless"
    if taken := contract.decided(term):
        return taken
    if is_followed(contract, term, catalog):
        return "renew"
    if limit < as_of:
        return "past"
    return "soon" if limit - as_of <= SOON else "later"


def is_followed(contract: Contract, term: Term, catalog: Catalog) -> bool:
    """Whether another contract for the tool begins when this term ends."""
    tool = next(iter(catalog.complete.follow(contract, "tool")), None)
    others = catalog.complete.who(tool, "contracts") if tool else ()
    next_day = term.last + DAY if term.last else None
    return any(isinstance(other, Contract) and other.starts_on == next_day for other in others)


def at_stake(contract: Contract, term: Term, catalog: Catalog, settings: Settings) -> Fraction | None:
    """What the term after this one would cost; None where none can follow."""
    if term.last is None:
        return None
    price = cost_of(contract, Term(term.last + DAY, after(term.last + DAY, contract.renews_for) - DAY))
    return converted(price, contract.currency, settings.as_of, catalog, settings)


def cost_of(contract: Contract, term: Term) -> Fraction:
    return sum((amount for _, _, amount in contract.months(term)), Fraction(0))


def decimal(amount: Fraction | None) -> Decimal | None:
    return None if amount is None else Decimal(amount.numerator) / Decimal(amount.denominator)


def rates(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """An amount in a currency without a rate could not be added to the others."""
    for contract in catalog.complete.of(Contract):
        currency = contract.currency
        if currency != settings.currency and not rate_on(currency, settings.as_of, catalog.complete, settings):
            document = catalog.complete.documents[contract.ref]
            place = document.place(("currency",))
            yield problem(document.path, place, "no-rate", currency=currency, own=settings.currency)


def renewals(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Findings: the day to decide by is near, or has passed, and nobody has decided."""
    for contract in catalog.of(Contract):
        term = contract.current(settings.as_of)
        limit = contract.decide_by(term) if term else None
        if not (term and limit):
            continue
        document = catalog.documents[contract.ref]
        place = document.place(("ends_on",))
        told = {"id": contract.id, "day": limit.isoformat(), "end": str(term.last)}
        match state(contract, catalog, settings.as_of):
            case "soon":
                yield problem(document.path, place, "decide-by-soon", days=(limit - settings.as_of).days, **told)
            case "past":
                variant = "renews" if contract.auto_renew else "ends"
                yield problem(document.path, place, "decide-by-past", variant, **told)

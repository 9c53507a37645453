"""The pages of the ledger: all improvements with what they are worth together, and sections on pages of others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from mops_kb.compute import IndexFacts, introduction
from mops_kb.kinds.improvement.model import Improvement
from mops_kb.kinds.kpi import periods
from mops_kb.kinds.kpi.periods import Stretch
from mops_kb.model.entity import Entity
from mops_kb.model.exact import decimal
from mops_kb.model.page import View
from mops_kb.model.report import Wiki
from mops_kb.reports.ledger.entries import Entry, Ledger, State, ledger
from mops_kb.reports.ledger.page import Details, Summary, details, summary

PATH = "improvements/index.md"
QUARTERS = 8
"""So many are told: two years."""


@dataclass(frozen=True)
class Sum:
    """Hours and money of some improvements that count."""

    hours: Fraction
    money: Decimal
    count: int


@dataclass(frozen=True)
class Cause:
    cause: Entity
    per_year: Sum


@dataclass(frozen=True)
class Quarter:
    """`sum` is what was saved in it, `begun` how many took effect."""

    stretch: Stretch
    sum: Sum
    begun: int


@dataclass(frozen=True)
class LedgerView:
    """The ids of those in each state; `ended` are proved, but no longer in effect."""

    per_year: Sum
    year: Stretch
    so_far: Sum
    proved: tuple[str, ...]
    ended: tuple[str, ...]
    claimed: tuple[str, ...]
    parts: tuple[str, ...]
    causes: tuple[Cause, ...]
    quarters: tuple[Quarter, ...]

    @property
    def all_proved(self) -> int:
        return len(self.proved) + len(self.ended)


@dataclass(frozen=True)
class Improved:
    """What a page shows of the improvements that it had a part in; `per_year` is of those that count today."""

    rows: tuple[Summary, ...]
    per_year: Sum


def views(wiki: Wiki) -> Iterable[View]:
    """Nothing where the wiki has no improvements."""
    catalog = wiki.catalog
    kind = next((kind for kind in wiki.kinds if kind.name == Improvement.kind), None)
    improvements = catalog.of(Improvement)
    if not kind or not improvements:
        return
    about = {one.ref for one in improvements}
    findings = tuple(one for one in wiki.findings if (told := catalog.subject(one)) and told.ref in about)
    facts = IndexFacts(kind, _view(wiki), introduction(catalog, PATH), findings)
    yield View(PATH, "ledger/index.md", facts, "improvement", "nav.improvement")


def _view(wiki: Wiki) -> LedgerView:
    book = wiki.catalog.once(ledger, wiki.settings)
    year = periods.stretch(book.as_of, "year", "monthly", wiki.settings.fiscal_year_start)
    current = [summary(entry.improvement, wiki.catalog, wiki.settings) for entry in book.per_year(book.as_of).entries]
    now = {row.entry.improvement.id for row in current}
    per_year, so_far = book.per_year(book.as_of), book.total(year.first, book.as_of)
    return LedgerView(
        Sum(per_year.hours, decimal(per_year.money), len(per_year.entries)),
        year,
        Sum(so_far.hours, decimal(so_far.money), len(so_far.entries)),
        tuple(id for id in _in("proved", book) if id in now),
        tuple(id for id in _in("proved", book) if id not in now),
        _in("claimed", book),
        _in("part", book),
        _causes(current),
        tuple(_quarters(book, wiki.settings.fiscal_year_start)),
    )


def _in(state: State, book: Ledger) -> tuple[str, ...]:
    return tuple(entry.improvement.id for entry in book.entries if entry.state == state)


def _causes(rows: Sequence[Summary]) -> tuple[Cause, ...]:
    """Each with all that it had a part in, so that these do not add up."""
    causes = {cause.ref: cause for row in rows for cause in row.causes}
    found = [Cause(cause, _sum([row.entry for row in rows if cause in row.causes])) for cause in causes.values()]
    return tuple(sorted(found, key=lambda one: (-one.per_year.money, -one.per_year.hours, str(one.cause.ref))))


def _sum(entries: Iterable[Entry]) -> Sum:
    entries = tuple(entries)
    hours = sum((entry.hours_per_year or Fraction(0) for entry in entries), Fraction(0))
    money = sum((entry.money_per_year or Fraction(0) for entry in entries), Fraction(0))
    return Sum(hours, decimal(money), len(entries))


def _quarters(book: Ledger, fiscal_year_start: int) -> Iterable[Quarter]:
    """The latest first, back to the one in which the first improvement that counts took effect."""
    counted = [entry for entry in book.entries if entry.counts]
    first: date = min((entry.improvement.since for entry in counted), default=date.max)
    day = book.as_of
    for _ in range(QUARTERS):
        stretch = periods.stretch(day, "quarter", "monthly", fiscal_year_start)
        if stretch.last < first:
            return
        saved = book.total(stretch.first, stretch.last)
        begun = sum(stretch.first <= entry.improvement.since <= stretch.last for entry in counted)
        yield Quarter(stretch, Sum(saved.hours, decimal(saved.money), len(saved.entries)), begun)
        day = periods.moved(stretch.first, -1)


def of_improvement(improvement: Improvement, wiki: Wiki) -> Summary:
    return summary(improvement, wiki.catalog, wiki.settings)


def of_details(improvement: Improvement, wiki: Wiki) -> Details:
    return details(improvement, wiki)


def of_cause(entity: Entity, wiki: Wiki) -> Improved | None:
    """The latest first."""
    book = wiki.catalog.once(ledger, wiki.settings)
    found = [one for one in wiki.catalog.who(entity, "improvements") if isinstance(one, Improvement)]
    if not found:
        return None
    found.sort(key=lambda one: (-one.since.toordinal(), one.id))
    counting = [book.of(one.id) for one in found if book.of(one.id).counts and book.of(one.id).is_on(book.as_of)]
    return Improved(tuple(summary(one, wiki.catalog, wiki.settings) for one in found), _sum(counting))

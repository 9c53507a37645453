"""Impact: what improvements saved in a term, and which of them were proved in it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from mops_kb.model.catalog import Catalog
from mops_kb.model.settings import Settings
from mops_kb.reports.briefs.figures import Figure, Keeps, as_told, of
from mops_kb.reports.briefs.term import Term
from mops_kb.reports.ledger.entries import Entry, Ledger, Total, closed, ledger
from mops_kb.reports.ledger.said import Said, said
from mops_kb.reports.ledger.sides import kpi_of


@dataclass(frozen=True)
class Proved:
    """An improvement; its figure has no number, but a state, which may have been another one when it was kept. `said`
    is what its sentence is made of, where it tells figures."""

    entry: Entry
    said: Said | None
    figure: Figure


@dataclass(frozen=True)
class Impact:
    """`new` were proved in the term. `hours` and `money` were saved in it, those of a year by all that is in effect at
    its end. `claimed` are said to be improvements, and counted in none of these."""

    new: tuple[Proved, ...]
    proved: Figure
    hours: Figure
    money: Figure
    hours_per_year: Figure
    money_per_year: Figure
    claimed: int
    later: tuple[Figure, Figure] | None
    """Hours and money of the term by today's ledger, where these are other ones."""

    @property
    def figures(self) -> tuple[Figure, ...]:
        sums = (self.proved, self.hours, self.money, self.hours_per_year, self.money_per_year)
        return (*sums, *(one.figure for one in self.new))


def impact(term: Term, catalog: Catalog, settings: Settings, kept: Keeps) -> Impact | None:
    """As it was known at the end of the term. None where no improvement had begun by then."""
    now = _by(term.last, catalog, settings)
    if not now.entries:
        return None
    earlier = _by_id(_by(term.first - timedelta(days=1), catalog, settings))
    before = {id for id, entry in earlier.items() if entry.counts}
    new = [entry for id, entry in _by_id(now).items() if entry.counts and id not in before]
    total, year = now.total(term.first, term.last), now.per_year(term.last)
    sums = {
        "proved": of("improvements", sum(entry.counts for entry in now.entries)),
        "hours": of("hours", total.hours, "hours"),
        "money": of("money", total.money, "money"),
        "hours_per_year": of("hours-per-year", year.hours, "hours"),
        "money_per_year": of("money-per-year", year.money, "money"),
    }
    return Impact(
        tuple(Proved(entry, _said(entry, catalog), as_told(_state(entry), kept)) for entry in new),
        later=_later(term, total, catalog.once(ledger, settings)),
        claimed=sum(entry.state == "claimed" for entry in now.entries),
        **{name: as_told(figure, kept) for name, figure in sums.items()},
    )


def _later(term: Term, then: Total, today: Ledger) -> tuple[Figure, Figure] | None:
    """Somebody may have confirmed since what had begun before."""
    now = today.total(term.first, term.last)
    if (now.hours, now.money) == (then.hours, then.money):
        return None
    return of("hours", now.hours, "hours"), of("money", now.money, "money")


def _by_id(found: Ledger) -> dict[str, Entry]:
    return {entry.improvement.id: entry for entry in found.entries}


def _said(entry: Entry, catalog: Catalog) -> Said | None:
    if not entry.sides or not entry.change:
        return None
    kpi = kpi_of(entry.improvement, catalog)
    return said(entry.improvement.what or (kpi.title if kpi else None), entry.sides, entry.change, entry.factor)


def _state(entry: Entry) -> Figure:
    return Figure(f"improvement:{entry.improvement.id}", None, status=entry.state)


def _by(day: date, catalog: Catalog, settings: Settings) -> Ledger:
    """What had begun by a day, by what was known at the end of it."""
    if day < settings.as_of:
        found = catalog.once(closed, replace(settings, as_of=day + timedelta(days=1)))
    else:
        found = catalog.once(ledger, settings)
    return replace(found, entries=tuple(entry for entry in found.entries if entry.improvement.since <= day))

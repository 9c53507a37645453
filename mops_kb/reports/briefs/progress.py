"""Progress: how far initiatives are at the end of a term, what stands in their way and what they ask for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from mops_kb.kinds.initiative.model import Initiative
from mops_kb.kinds.initiative.parts import Ask, Blocker
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Record
from mops_kb.model.settings import Settings
from mops_kb.reports.briefs.figures import Figure, Keeps, as_told
from mops_kb.reports.briefs.term import Term
from mops_kb.reports.initiatives.gates import Gate, gates


@dataclass(frozen=True)
class Going:
    """An initiative at the end of the term; `passed` are the gates that were passed in it. The figure counts all gates
    that were."""

    initiative: Initiative
    passed: tuple[Gate, ...]
    figure: Figure


@dataclass(frozen=True)
class Obstacle:
    """`days` is how long it had been there on the last day of the term."""

    initiative: Initiative
    blocker: Blocker
    days: int
    owner: Record | None


@dataclass(frozen=True)
class Question:
    initiative: Initiative
    ask: Ask
    of: Record | None
    is_late: bool


def going(term: Term, catalog: Catalog, settings: Settings) -> tuple[Initiative, ...]:
    """Those that had begun by the end of the term and were not over before it."""
    return tuple(one for one in catalog.of(Initiative) if _is_going(one, term, settings))


def _is_going(one: Initiative, term: Term, settings: Settings) -> bool:
    begun = _begun(one, settings)
    ended = one.outcome.on if one.outcome else None
    if one.is_over and not ended:
        ended = _end(one, settings)
    return (begun is None or begun <= term.last) and not (one.is_over and (ended is None or ended < term.first))


def _begun(one: Initiative, settings: Settings) -> date | None:
    span = one.when.span(settings.fiscal_year_start) if one.when else None
    return one.started_on or (span[0] if span else None)


def _end(one: Initiative, settings: Settings) -> date | None:
    span = one.when.span(settings.fiscal_year_start) if one.when else None
    return span[1] if span else None


def progress(
    initiatives: tuple[Initiative, ...], term: Term, catalog: Catalog, settings: Settings, kept: Keeps
) -> tuple[Going, ...]:
    return tuple(_going(one, term, catalog, settings, kept) for one in initiatives)


def _going(one: Initiative, term: Term, catalog: Catalog, settings: Settings, kept: Keeps) -> Going:
    those = gates(one, catalog, settings, term.last)
    behind = [gate for gate in those if _is_behind(gate, term.last)]
    eve = term.first - timedelta(days=1)
    before = {gate.phase for gate in gates(one, catalog, settings, eve) if _is_behind(gate, eve)}
    status = next((gate.phase for gate in those if gate not in behind), "finished")
    figure = Figure(f"initiative:{one.id}", Fraction(len(behind)), status=status)
    return Going(one, tuple(gate for gate in behind if gate.phase not in before), as_told(figure, kept))


def _is_behind(gate: Gate, on: date) -> bool:
    """Passed by its evidence, and not held to be passed on a later day alone."""
    return gate.is_passed and not (gate.dated and gate.dated > on)


def obstacles(initiatives: tuple[Initiative, ...], term: Term, catalog: Catalog) -> tuple[Obstacle, ...]:
    """Those that nobody had removed by the end, the oldest first."""
    return tuple(sorted(_obstacles(initiatives, term, catalog), key=lambda one: -one.days))


def _obstacles(initiatives: tuple[Initiative, ...], term: Term, catalog: Catalog) -> Iterator[Obstacle]:
    for initiative in initiatives:
        for position, blocker in enumerate(initiative.blockers):
            if blocker.is_open(term.last):
                owner = catalog.target(initiative, ("blockers", position, "owner"))
                yield Obstacle(initiative, blocker, (term.last - blocker.since).days, owner)


def questions(initiatives: tuple[Initiative, ...], term: Term, catalog: Catalog) -> tuple[Question, ...]:
    """Those without an answer at the end, by the day until which one is needed; none of whom the site does not show."""
    return tuple(sorted(_questions(initiatives, term, catalog), key=lambda one: one.ask.due or date.max))


def _questions(initiatives: tuple[Initiative, ...], term: Term, catalog: Catalog) -> Iterator[Question]:
    for initiative in initiatives:
        for position, ask in enumerate(initiative.asks):
            of = catalog.target(initiative, ("asks", position, "of"))
            if of and ask.is_open(term.last):
                yield Question(initiative, ask, of, ask.due is not None and ask.due <= term.last)

"""The calendar's front page: what is coming, month grids, what is still to be decided, and what has no month."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.problem import Problem
from mops_kb.model.settings import Settings
from mops_kb.reports.calendar.entries import UPCOMING, Coming, Entry, coming, entries, touches
from mops_kb.reports.calendar.grids import Month, grids


@dataclass(frozen=True)
class Undecided:
    """`decide_by` is the day until which its date should be set, if somebody has written one."""

    entry: Entry
    decide_by: date | None
    is_overdue: bool


@dataclass(frozen=True)
class Overview:
    """`later` stands in no month: quarters, years, far away."""

    coming: tuple[Coming, ...]
    months: tuple[Month, ...]
    undecided: tuple[Undecided, ...]
    later: tuple[Entry, ...]
    count: int
    by_status: tuple[tuple[str, int], ...]
    budget: Decimal
    spent: Decimal
    until: date
    intro: Entity | None = None
    findings: tuple[Problem, ...] = ()


def overview(catalog: Catalog, settings: Settings) -> Overview:
    found = catalog.once(entries, settings)
    window = found.window
    return Overview(
        catalog.once(coming, settings),
        grids(catalog, settings),
        undecided(found.entries, settings.as_of),
        tuple(
            entry
            for entry in found.entries
            if entry.span and (entry.sort == "long" or not touches(entry.span, *window))
        ),
        len(found.entries),
        tuple((choice.value, choice.count) for choice in found.dimension("status").choices),
        sum((entry.event.budget or Decimal(0) for entry in found.entries if entry.is_live), Decimal(0)),
        sum((entry.event.spent or Decimal(0) for entry in found.entries), Decimal(0)),
        settings.as_of + UPCOMING,
    )


def undecided(those: tuple[Entry, ...], as_of: date) -> tuple[Undecided, ...]:
    """Those without any date, the first to be decided first."""
    found = []
    for entry in those:
        if entry.sort == "undecided":
            by = entry.event.when.decide_by
            found.append(Undecided(entry, by, by is not None and by < as_of and not entry.event.is_over))
    return tuple(sorted(found, key=lambda one: (one.decide_by or date.max, one.entry.event.id)))

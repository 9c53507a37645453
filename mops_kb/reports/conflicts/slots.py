"""Slots: when the entries of the calendar take place in the year ahead, and which of them meet.

Time is counted in minutes, so that a day without a time of day is all of it. Of a vague date the slot is all that it
could mean: the entry will be somewhere in it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from mops_kb.kinds.blackout.model import Blackout
from mops_kb.kinds.event.model import Event
from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import ENOUGH
from mops_kb.model.settings import Settings
from mops_kb.reports.conflicts.happenings import Happening, happenings

AHEAD = timedelta(days=365)
VAGUEST = 31
"""Days. Of an entry whose date is vaguer than a month nobody can say what it meets."""
DAY = 24 * 60


class Slot(NamedTuple):
    """`what` takes place then: an event, or the blackout that it may fall into."""

    start: int
    end: int
    vague: bool
    what: Any

    @property
    def day(self) -> date:
        return date.fromordinal(self.start // DAY)

    @property
    def last(self) -> date:
        return date.fromordinal((self.end - 1) // DAY)

    @property
    def is_timed(self) -> bool:
        return bool(self.start % DAY or self.end % DAY)


@dataclass(frozen=True)
class Entry:
    """An event that is not over, with what of it falls into the year ahead. It has something there."""

    event: Event
    happenings: tuple[Happening, ...]

    @property
    def is_vague(self) -> bool:
        return any(one.vague for one in self.happenings)

    @cached_property
    def days(self) -> tuple[Slot, ...]:
        """Whole days, whatever the time of day."""
        return tuple(_whole(one, self.event) for one in self.happenings)

    @cached_property
    def times(self) -> tuple[Slot, ...]:
        """With their times of day, on each of their days."""
        return tuple(slot for one in self.happenings for slot in _timed(one, self.event))

    def short_times(self, longest: int) -> Iterator[Slot]:
        """Without what is known to last more than so many days."""
        for one in self.happenings:
            if one.vague or (one.last - one.first).days < longest:
                yield from _timed(one, self.event)


def whole(first: date, last: date, what: Event | Blackout, *, vague: bool = False) -> Slot:
    """From the first day to the end of the last."""
    return Slot(first.toordinal() * DAY, (last.toordinal() + 1) * DAY, vague, what)


def _timed(one: Happening, event: Event) -> Iterator[Slot]:
    if one.opens is None or one.closes is None:
        yield _whole(one, event)
    elif one.through:
        first, last = one.first.toordinal() * DAY, one.last.toordinal() * DAY
        yield Slot(first + one.opens, last + one.closes, one.vague, event)
    else:
        for day in range(one.first.toordinal(), one.last.toordinal() + 1):
            yield Slot(day * DAY + one.opens, day * DAY + one.closes, one.vague, event)


def _whole(one: Happening, event: Event) -> Slot:
    return whole(one.first, one.last, event, vague=one.vague)


def entries(catalog: Catalog, settings: Settings) -> tuple[Entry, ...]:
    """All that can meet something; worked out once."""
    return catalog.once(_entries, settings)


def _entries(catalog: Catalog, settings: Settings) -> tuple[Entry, ...]:
    first, last = settings.as_of, settings.as_of + AHEAD
    live = (event for event in catalog.of(Event) if not event.is_over)
    found = ((event, tuple(_near(happenings(event, first, last, settings)))) for event in live)
    return tuple(Entry(event, those) for event, those in found if those)


def _near(those: Iterable[Happening]) -> Iterator[Happening]:
    return (one for one in those if not one.vague or (one.last - one.first).days < VAGUEST)


def meetings(slots: Iterable[Slot], most: int = ENOUGH) -> Iterator[tuple[Slot, list[Slot]]]:
    """Each slot with those that are on when it begins.

    Sorted by their start and swept once. Of more than `most` at once those that end last are kept, so that a calendar
    in which everything meets everything is no more work than another.
    """
    running: list[Slot] = []
    for slot in sorted(slots, key=_by_start):
        running = [one for one in running if one.end > slot.start]
        yield slot, running
        running.append(slot)
        if len(running) > most:
            running.remove(min(running, key=lambda one: one.end))


def crossings(slots: Iterable[Slot], others: Iterable[Slot]) -> Iterator[tuple[Slot, Slot]]:
    """Each slot with each of the others that it meets."""
    ours = [(slot, True) for slot in slots]
    all_of_them = sorted([*ours, *((slot, False) for slot in others)], key=lambda one: _by_start(one[0]))
    running: dict[bool, list[Slot]] = {True: [], False: []}
    for slot, is_ours in all_of_them:
        across = running[not is_ours] = [one for one in running[not is_ours] if one.end > slot.start]
        yield from ((slot, one) if is_ours else (one, slot) for one in across)
        running[is_ours].append(slot)


def is_sure(one: Slot, other: Slot) -> bool:
    """Whether two slots that meet will do so wherever in a vague one the entry comes to be."""
    if one.vague and other.vague:
        return False
    if not one.vague and not other.vague:
        return True
    vague, firm = (one, other) if one.vague else (other, one)
    return firm.start <= vague.start and vague.end <= firm.end


def _by_start(slot: Slot) -> tuple[int, bool, str, str]:
    return slot.start, slot.vague, slot.what.kind, slot.what.id

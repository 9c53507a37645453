"""The audit of the communication plan: which channels are unneeded, could be done by a tool, or could be merged."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import combinations
from typing import Literal, NamedTuple

from mops_kb.kinds.channel.model import Channel
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.ownership import holdings

SAME_PEOPLE = Fraction(1, 2)
SAME_TOPICS = Fraction(1, 2)
"""Two meetings could be merged from these shares on: what they have in common ÷ what either has (Jaccard)."""
Sort = Literal["unneeded", "tool", "merge"]


@dataclass(frozen=True)
class Candidate:
    """One channel that the audit asks about.

    `reasons` are label keys behind `channel.reason.`; `other` is what it could be merged with, or the tool that could
    do it; `people` and `topics` count what a pair has in common; `hours` are person-hours a month at stake.
    """

    sort: Sort
    channel: Channel
    reasons: tuple[str, ...]
    other: Record | None
    people: int
    topics: int
    hours: Fraction


class Attended(NamedTuple):
    """A channel and the people who take part in it."""

    channel: Channel
    people: tuple[Entity, ...]

    @property
    def hours(self) -> Fraction:
        """Person-hours in an average month."""
        return self.channel.hours_each() * len(self.people)


def attendees(channel: Channel, catalog: Catalog, as_of: date) -> tuple[Entity, ...]:
    """Everybody who takes part on that day, each person once: roles by their holders, teams by their members."""
    found: dict[str, Entity] = {}
    for party in catalog.follow(channel, "participants"):
        for person in _people(party, catalog, as_of):
            found.setdefault(person.id, person)
    return tuple(found[id] for id in sorted(found))


def candidates(attended: Sequence[Attended], catalog: Catalog) -> tuple[Candidate, ...]:
    """All candidates, the costliest first. Standing channels are not asked about: they cost little and join many."""
    meetings = [one for one in attended if one.channel.sort == "meeting"]
    found = [*_unneeded(meetings), *_tools(meetings, catalog), *_merges(meetings)]
    return tuple(sorted(found, key=lambda one: (-one.hours, one.channel.id, one.sort)))


def _people(party: Record, catalog: Catalog, as_of: date) -> Iterable[Entity]:
    if party.kind == "role":
        return [holding.person for holding in holdings(catalog, party, as_of)]
    if party.kind == "team":
        return [person for person in catalog.who(party, "members") if isinstance(person, Entity)]
    return [party] if isinstance(party, Entity) else []


def _unneeded(meetings: Sequence[Attended]) -> Iterator[Candidate]:
    for one in meetings:
        lacking = {"no-purpose": one.channel.purpose, "no-output": one.channel.output}
        if reasons := tuple(reason for reason, text in lacking.items() if text is None):
            yield Candidate("unneeded", one.channel, reasons, None, len(one.people), 0, one.hours)


def _tools(meetings: Sequence[Attended], catalog: Catalog) -> Iterator[Candidate]:
    """One way only, while a tool that is in use could carry it."""
    for one in meetings:
        tool = next(iter(catalog.follow(one.channel, "could_use")), None)
        if one.channel.direction == "one-way" and tool and getattr(tool, "state", None) == "adopted":
            yield Candidate("tool", one.channel, ("one-way",), tool, len(one.people), 0, one.hours)


def _merges(meetings: Sequence[Attended]) -> Iterator[Candidate]:
    """Pairs that share people and topics; at stake is the cheaper of the two. Pairs without a topic are not met."""
    by_topic: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(meetings):
        for topic in set(one.channel.topics):
            by_topic[topic].append(number)
    pairs = {pair for numbers in by_topic.values() for pair in combinations(numbers, 2)}
    for first, second in sorted(pairs):
        a, b = meetings[first], meetings[second]
        people = overlap({person.id for person in a.people}, {person.id for person in b.people})
        topics = overlap(set(a.channel.topics), set(b.channel.topics))
        if people >= SAME_PEOPLE and topics >= SAME_TOPICS:
            small, large = sorted((a, b), key=lambda one: (one.hours, one.channel.id))
            shared = len({person.id for person in a.people} & {person.id for person in b.people})
            same = len(set(a.channel.topics) & set(b.channel.topics))
            yield Candidate("merge", small.channel, ("overlap",), large.channel, shared, same, small.hours)


def overlap(one: set[str], other: set[str]) -> Fraction:
    """Jaccard: in common ÷ in either; 0 where both are empty."""
    return Fraction(len(one & other), len(one | other)) if one | other else Fraction(0)

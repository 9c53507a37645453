"""The audit of the communication plan: which channels are unneeded, could be done by a tool, or could be merged."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Literal, NamedTuple

from mops_kb.kinds.channel.attendance import Attendance, attendance
from mops_kb.kinds.channel.model import Channel
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.settings import Settings

Sort = Literal["unneeded", "tool", "merge"]


@dataclass(frozen=True)
class Candidate:
    """One channel that the audit asks about.

    `reasons` are label keys behind `channel.reason.`; `other` is what it could be merged with, or the tool that could
    do it; `people` and `topics` count what a pair has in common; `minutes` are person-minutes a year at stake.
    """

    sort: Sort
    channel: Channel
    reasons: tuple[str, ...]
    other: Record | None
    people: int
    topics: int
    minutes: int


class Thresholds(NamedTuple):
    """Two meetings could be merged from these shares on: what they have in common ÷ what either has (Jaccard, 0–1)."""

    people: Fraction
    topics: Fraction


def audit(catalog: Catalog, settings: Settings) -> tuple[Candidate, ...]:
    """All candidates, the costliest first. Standing channels are not asked about: they cost little and join many."""
    attended = catalog.once(attendance, settings).values()
    meetings = [one for one in attended if one.channel.sort == "meeting"]
    thresholds = Thresholds(Fraction(settings.merge_people), Fraction(settings.merge_topics))
    found = [*_unneeded(meetings), *_tools(meetings, catalog), *_merges(meetings, thresholds)]
    return tuple(
        sorted(found, key=lambda one: (-one.minutes, one.channel.id, one.sort, one.other.id if one.other else ""))
    )


def _unneeded(meetings: Sequence[Attendance]) -> Iterator[Candidate]:
    for one in meetings:
        lacking = {"no-purpose": one.channel.purpose, "no-output": one.channel.output}
        if reasons := tuple(reason for reason, text in lacking.items() if text is None):
            yield Candidate("unneeded", one.channel, reasons, None, len(one.people), 0, one.minutes)


def _tools(meetings: Sequence[Attendance], catalog: Catalog) -> Iterator[Candidate]:
    """One way only, while a tool in use could carry it: the one that the row names, or one that can do its topics."""
    capable: dict[str, Record] = {}
    for tool in catalog.named("tool"):
        for capability in catalog.follow(tool, "capabilities") if _in_use(tool) else ():
            for name in _names(capability):
                capable.setdefault(name, tool)
    for one in meetings:
        if one.channel.direction != "one-way":
            continue
        named = [tool for tool in catalog.follow(one.channel, "could_use") if _in_use(tool)]
        able = [capable[topic] for topic in one.channel.topics if topic in capable]
        for tool in [*named, *able][:1]:
            yield Candidate("tool", one.channel, ("one-way",), tool, len(one.people), 0, one.minutes)


def _names(capability: Record) -> Iterator[str]:
    """The words by which somebody may call a capability: its id, its title in each language, its aliases."""
    yield capability.id
    yield from (title for _, title in capability.title.versions) if isinstance(capability, Entity) else ()
    yield from getattr(capability, "aliases", ())


def _in_use(tool: Record) -> bool:
    return getattr(tool, "state", None) == "adopted"


def _merges(meetings: Sequence[Attendance], thresholds: Thresholds) -> Iterator[Candidate]:
    """Pairs that share people and topics; at stake is the cheaper of the two."""
    people = [frozenset(person.id for person in one.people) for one in meetings]
    topics = [frozenset(one.channel.topics) for one in meetings]
    for first, second in _near(people, topics, thresholds):
        if alike(people[first], people[second], thresholds.people) and alike(
            topics[first], topics[second], thresholds.topics
        ):
            small, large = sorted((meetings[first], meetings[second]), key=lambda one: (one.minutes, one.channel.id))
            shared, same = len(people[first] & people[second]), len(topics[first] & topics[second])
            yield Candidate("merge", small.channel, ("overlap",), large.channel, shared, same, small.minutes)


def _near(
    people: Sequence[frozenset[str]], topics: Sequence[frozenset[str]], thresholds: Thresholds
) -> Iterator[tuple[int, int]]:
    """The pairs worth comparing, so that a thousand meetings on one topic are no million pairs.

    Two sets whose Jaccard reaches t share one of the |x| − ⌈t·|x|⌉ + 1 rarest members of each: prefix filtering, as in
    Bayardo, Ma and Srikant, Scaling up all pairs similarity search, 2007.
    """
    rare_people, rare_topics = _rarest(people, thresholds.people), _rarest(topics, thresholds.topics)
    met: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number in range(len(people)):
        others: set[int] = set()
        for key in ((topic, person) for topic in rare_topics[number] for person in rare_people[number]):
            others.update(met[key])
            met[key].append(number)
        yield from ((other, number) for other in others)


def alike(one: frozenset[str], other: frozenset[str], threshold: Fraction) -> bool:
    """Whether their Jaccard reaches the threshold, without a fraction: a plan asks it of many pairs. Two that are empty
    have nothing in common."""
    most, least = threshold.denominator, threshold.numerator
    if min(len(one), len(other)) * most < max(len(one), len(other)) * least:
        return False
    common = len(one & other)
    return common > 0 and common * most >= (len(one) + len(other) - common) * least


def _rarest(sets: Sequence[frozenset[str]], threshold: Fraction) -> list[list[str]]:
    often = Counter(member for one in sets for member in one)
    kept = [len(one) - ceil(threshold * len(one)) + 1 for one in sets]
    ordered = [sorted(one, key=lambda member: (often[member], member)) for one in sets]
    return [members[:most] for members, most in zip(ordered, kept, strict=True)]

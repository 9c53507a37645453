"""Attendance: who takes part in each channel, today and once the verdicts are carried out, and what time it takes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from mops_kb.kinds.channel.model import Channel
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.ownership import behind, held
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class Attendance:
    """One channel and its people, each once: roles by their holders, teams by their members.

    `after` are those who take part once all verdicts are carried out: nobody in what is stopped or moved to a tool;
    what is merged brings its people along.
    """

    channel: Channel
    people: tuple[Entity, ...]
    after: tuple[Entity, ...]

    @property
    def minutes(self) -> int:
        """Person-minutes a year, today."""
        return self.channel.minutes_a_year() * len(self.people)

    @property
    def minutes_after(self) -> int:
        return self.channel.minutes_a_year_after() * len(self.after)


def attendance(catalog: Catalog, settings: Settings) -> Mapping[str, Attendance]:
    """By the channel's id, in the order of the channels."""
    channels = catalog.of(Channel)
    parties: dict[str, tuple[Entity, ...]] = {}
    people = {channel.id: _people(channel, catalog, settings, parties) for channel in channels}
    brought: dict[str, dict[str, Entity]] = {channel.id: {} for channel in channels}
    for channel in channels:
        into = _into(channel, catalog)
        for person in people[channel.id] if into else ():
            brought[into][person.id] = person
    return {
        channel.id: Attendance(channel, people[channel.id], _after(channel, people[channel.id], brought[channel.id]))
        for channel in channels
    }


def _people(
    channel: Channel, catalog: Catalog, settings: Settings, known: dict[str, tuple[Entity, ...]]
) -> tuple[Entity, ...]:
    found: dict[str, Entity] = {}
    for party in catalog.follow(channel, "participants"):
        name = str(party.ref)
        if name not in known:
            known[name] = behind(catalog, party, settings.as_of)
        found.update((person.id, person) for person in known[name])
    return tuple(found[id] for id in sorted(found))


def _into(channel: Channel, catalog: Catalog) -> str:
    """Where its people go in the end; empty where it is not merged, or where what it goes into is not to be seen."""
    seen: set[str] = set()
    here: Channel | None = channel
    while here and here.decided and here.decided.decision == "merge" and here.id not in seen:
        seen.add(here.id)
        target = next(iter(catalog.follow(here, "verdict.into")), None)
        here = target if isinstance(target, Channel) else None
    return here.id if here and here.id not in seen else ""


def _after(channel: Channel, people: tuple[Entity, ...], brought: Mapping[str, Entity]) -> tuple[Entity, ...]:
    if channel.ends:
        return ()
    everybody = {person.id: person for person in people} | dict(brought)
    return tuple(everybody[id] for id in sorted(everybody))


@dataclass(frozen=True)
class Burden:
    """The time that channels take of a person, a role or a team: minutes a year, today and after the verdicts."""

    whose: Record | None
    minutes: Fraction
    minutes_after: Fraction


def by_person(catalog: Catalog, settings: Settings) -> Mapping[str, Burden]:
    """Everybody who takes part in something, by their id; the most burdened first."""
    people: dict[str, Entity] = {}
    today: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for one in catalog.once(attendance, settings).values():
        people.update((person.id, person) for person in (*one.people, *one.after))
        for person in one.people:
            today[person.id] += one.channel.minutes_a_year()
        for person in one.after:
            after[person.id] += one.channel.minutes_a_year_after()
    order = sorted(people, key=lambda id: (-today[id], id))
    return {id: Burden(people[id], Fraction(today[id]), Fraction(after[id])) for id in order}


def by_role(catalog: Catalog, settings: Settings) -> tuple[Burden, ...]:
    """A person's time divided among the roles that they hold that day, by their shares; without a role, under None."""
    parts: list[tuple[Record | None, Burden, Fraction]] = []
    for burden in catalog.once(by_person, settings).values():
        posts = held(catalog, burden.whose, settings.as_of) if burden.whose else ()
        whole = sum((Fraction(post.share) for post in posts), Fraction(0))
        parts += [(post.role, burden, Fraction(post.share) / whole) for post in posts]
        parts += [] if posts else [(None, burden, Fraction(1))]
    return _summed(parts)


def by_team(catalog: Catalog, settings: Settings) -> tuple[Burden, ...]:
    """The time of each team's members; of people without a team, under None."""
    parts: list[tuple[Record | None, Burden, Fraction]] = []
    for burden in catalog.once(by_person, settings).values():
        team = next(iter(catalog.follow(burden.whose, "team")), None) if burden.whose else None
        parts.append((team, burden, Fraction(1)))
    return _summed(parts)


def _summed(parts: Iterable[tuple[Record | None, Burden, Fraction]]) -> tuple[Burden, ...]:
    whose: dict[str, Record | None] = {}
    today: defaultdict[str, Fraction] = defaultdict(Fraction)
    after: defaultdict[str, Fraction] = defaultdict(Fraction)
    for record, burden, share in parts:
        name = record.id if record else ""
        whose[name] = record
        today[name] += burden.minutes * share
        after[name] += burden.minutes_after * share
    order = sorted(whose, key=lambda name: (-today[name], name))
    return tuple(Burden(whose[name], today[name], after[name]) for name in order)

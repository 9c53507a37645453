"""Who needs which training today, who has it, and who is late."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from mops_kb.kinds.training.model import Completion, Training
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.ownership import held_since, holdings
from mops_kb.model.seats import seats
from mops_kb.model.settings import Settings

Status = Literal["valid", "open", "overdue"]


@dataclass(frozen=True)
class Need:
    """A person and a training that they need. `done` is the day of their latest completion, `until` the last day on
    which it counts (None: for ever), `due` the last day in time (None: it is past)."""

    person: Entity
    training: Training
    done: date | None
    until: date | None
    due: date | None
    status: Status


@dataclass(frozen=True)
class Coverage:
    """Of `needed` trainings, one for each person who needs it, so many are completed and valid, or overdue."""

    needed: int
    valid: int
    overdue: int

    @property
    def share(self) -> Decimal | None:
        """None where nobody needs anything."""
        return Decimal(self.valid) / self.needed if self.needed else None


@dataclass(frozen=True)
class Trained:
    """How many people have a valid completion of at least one training about a tool, beside the seats in use.

    Who sits on a seat is not known, so `share` compares two counts; None where more are trained than there are seats.
    `people` is None where the site may not tell it, because they are one or two.
    """

    people: int | None
    seats_used: int | None
    share: Decimal | None


def needs(catalog: Catalog, settings: Settings) -> Mapping[str, tuple[Need, ...]]:
    """Training → who needs it on the day, each person once, in the order of the people. For `catalog.once`."""
    rank = {person.id: number for number, person in enumerate(catalog.named("person"))}
    found = {}
    for training in catalog.of(Training):
        those = _needs(training, catalog, settings)
        found[training.id] = tuple(sorted(those, key=lambda need: rank[need.person.id]))
    return found


def needs_by_person(catalog: Catalog, settings: Settings) -> Mapping[str, tuple[Need, ...]]:
    """Person → what they need, what is due first first. For `catalog.once`."""
    found: dict[str, list[Need]] = defaultdict(list)
    for those in catalog.once(needs, settings).values():
        for need in those:
            found[need.person.id].append(need)
    return {
        id: tuple(sorted(those, key=lambda need: (need.due or date.min, need.training.id)))
        for id, those in found.items()
    }


def completed(catalog: Catalog, settings: Settings) -> Mapping[str, Mapping[str, date]]:
    """Training → person → the last time that they completed it, among the people whom the site shows; what is dated
    after the day does not count yet. For `catalog.once`."""
    people = {person.id for person in catalog.named("person")}
    found: dict[str, dict[str, date]] = {}
    for training in catalog.of(Training):
        done = found[training.id] = {}
        for row in completions(training, catalog):
            who = row.person.removeprefix("person:")
            if row.on <= settings.as_of and who in people:
                done[who] = max(row.on, done.get(who, row.on))
    return found


def completions(training: Training, catalog: Catalog) -> Iterator[Completion]:
    """All rows about a training, on a public site too: they are counted there, not shown."""
    return (row for row in catalog.complete.who(training, "completions") if isinstance(row, Completion))


def coverage(training: Training, catalog: Catalog, settings: Settings) -> Coverage | None:
    """How much of what is needed is done; None where the site may not tell it, because it is about a few people."""
    those = catalog.once(needs, settings)[training.id]
    return counted(those) if not those or settings.may_tell_of(len(those)) else None


def coverage_of(trainings: Iterable[Training], catalog: Catalog, settings: Settings) -> Coverage | None:
    """Of several together, without those that may not be told alone: a sum with them would give them away."""
    those = tuple(trainings)
    told = [one for one in those if coverage(one, catalog, settings)]
    found = catalog.once(needs, settings)
    whole = counted(need for one in told for need in found[one.id])
    return whole if whole.needed or not any(found[one.id] for one in those) else None


def counted(those: Iterable[Need]) -> Coverage:
    """Of a role or a team for colleagues only: beside the figures of whole trainings it would tell of single people."""
    statuses = [need.status for need in those]
    return Coverage(len(statuses), statuses.count("valid"), statuses.count("overdue"))


def trained(tool: Record, catalog: Catalog, settings: Settings) -> Trained:
    """The trained users of a tool, whether or not they need its trainings."""
    people = told_of(trained_people(tool, catalog, settings), settings)
    used = seats(tool, catalog, settings).used
    return Trained(people, used, Decimal(people) / used if used and people is not None and people <= used else None)


def told_of(trained: Collection[str], settings: Settings) -> int | None:
    """How many they are, where the site may tell it."""
    return len(trained) if not trained or settings.may_tell_of(len(trained)) else None


def trained_people(tool: Record, catalog: Catalog, settings: Settings) -> frozenset[str]:
    """By their ids: who has a completion of one of its trainings that counts on the day."""
    done = catalog.once(completed, settings)
    return frozenset(
        person
        for training in trainings_about(tool, catalog)
        for person, day in done[training.id].items()
        if training.is_valid(day, settings.as_of)
    )


def required_of(role: Record, catalog: Catalog) -> tuple[Training, ...]:
    """What somebody who takes up the role must learn for it or for its team, what is due first first."""
    return _for((role, *catalog.follow(role, "team")), "required-trainings", catalog)


def useful_for(role: Record, catalog: Catalog) -> tuple[Training, ...]:
    """What else helps in the role."""
    required = {training.id for training in required_of(role, catalog)}
    useful = _for((role, *catalog.follow(role, "team")), "useful-trainings", catalog)
    return tuple(training for training in useful if training.id not in required)


def needs_of_role(role: Record, catalog: Catalog, settings: Settings) -> tuple[Need, ...]:
    """What the role's holders need of what it requires."""
    holders = {held.person.id for held in holdings(catalog, role, settings.as_of)}
    found = catalog.once(needs, settings)
    return tuple(
        need for training in required_of(role, catalog) for need in found[training.id] if need.person.id in holders
    )


def needs_of_team(team: Record, catalog: Catalog, settings: Settings) -> tuple[Need, ...]:
    """Everything that its members need."""
    found = catalog.once(needs_by_person, settings)
    return tuple(need for person in catalog.who(team, "members") for need in found.get(person.id, ()))


def trainings_about(tool: Record, catalog: Catalog) -> tuple[Training, ...]:
    return tuple(one for one in catalog.who(tool, "trainings") if isinstance(one, Training))


def _for(parties: Iterable[Record], inverse: str, catalog: Catalog) -> tuple[Training, ...]:
    found = {
        training.id: training
        for party in parties
        for training in catalog.who(party, inverse)
        if isinstance(training, Training)
    }
    return tuple(sorted(found.values(), key=lambda training: (training.due_within, training.id)))


def _needs(training: Training, catalog: Catalog, settings: Settings) -> Iterator[Need]:
    people: dict[str, Entity] = {}
    since: dict[str, date | None] = {}
    for party in catalog.follow(training, "required_for"):
        for person, start in _people(party, catalog, settings.as_of):
            since[person.id] = _earlier(since[person.id], start) if person.id in people else start
            people[person.id] = person
    done = catalog.once(completed, settings)[training.id]
    for id, person in people.items():
        yield _need(person, training, since[id], done.get(id), settings.as_of)


def _need(person: Entity, training: Training, since: date | None, done: date | None, as_of: date) -> Need:
    due = training.due(since, done)
    late: Status = "open" if due and as_of <= due else "overdue"
    status: Status = "valid" if done and training.is_valid(done, as_of) else late
    return Need(person, training, done, training.valid_until(done) if done else None, due, status)


def _people(party: Record, catalog: Catalog, as_of: date) -> Iterator[tuple[Entity, date | None]]:
    """The holders of a role or the members of a team, and since when they are."""
    if party.kind == "role":
        for held in holdings(catalog, party, as_of):
            yield held.person, held_since(held.person, party, as_of)
        return
    posts: dict[str, date | None] = {}
    for role in catalog.who(party, "team-roles"):
        for person, since in _people(role, catalog, as_of):
            posts[person.id] = _earlier(posts[person.id], since) if person.id in posts else since
    for member in catalog.who(party, "members"):
        if isinstance(member, Entity):
            yield member, posts[member.id] if member.id in posts else getattr(member, "joined", None)


def _earlier(one: date | None, other: date | None) -> date | None:
    """None is from the beginning."""
    return min(one, other) if one and other else None

"""The bus factor: how many people could leave until more than half of the things have nobody.

An estimate, after the truck factor of Avelino, Passos, Hora and Valente ("A novel approach for estimating truck
factors", ICPC 2016): people leave one by one until more than half of the things are orphans. There the things are files
and their authors, and whoever has the most files goes first; here they are what the wiki speaks of and the people who
answer for it, and often a whole team answers for one thing. So here whoever leaves the most things with nobody goes
first, and those whose leaving made no difference in the end are not counted: the factor is lower, and closer to the
fewest who would be enough.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mops_kb.kinds.role.model import Role
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.ownership import answering, holdings, is_thing, things
from mops_kb.model.problem import Problem, problem
from mops_kb.model.ref import Ref
from mops_kb.model.settings import Settings

_HALF = Decimal("0.5")
_KEPT = ("playbook", "tool")


@dataclass(frozen=True)
class Departure:
    """One who leaves, with the number of their things, and how many have nobody once they have left."""

    person: Entity
    things: int
    orphans: int
    all: int

    @property
    def share(self) -> Decimal:
        return Decimal(self.orphans) / self.all


@dataclass(frozen=True)
class Factor:
    """The bus factor of `things` that somebody answers for, as those who leave one after the other."""

    things: int
    departures: tuple[Departure, ...]

    @property
    def people(self) -> int:
        return len(self.departures)


def factor(catalog: Catalog, settings: Settings) -> Factor | None:
    """Of the things that the site shows; None where nobody answers for anything."""
    everybody = catalog.complete.once(answering, settings)
    answers = {thing.ref: people for thing in things(catalog) if (people := everybody[thing.ref])}
    if not answers:
        return None
    kept: dict[Ref, list[Ref]] = defaultdict(list)
    named: dict[Ref, Entity] = {}
    for ref, people in answers.items():
        for person in people:
            kept[person.ref].append(ref)
            named[person.ref] = person
    left = {ref: len(people) for ref, people in answers.items()}
    orphans = 0
    departures: list[Departure] = []
    for person_ref in _leaving(kept, answers):
        orphans += _take(kept[person_ref], left)
        departures.append(Departure(named[person_ref], len(kept[person_ref]), orphans, len(answers)))
    return Factor(len(answers), tuple(departures))


def _leaving(kept: Mapping[Ref, Sequence[Ref]], answers: Mapping[Ref, Sequence[Entity]]) -> list[Ref]:
    """Whoever leaves the most with nobody goes next, and of equals whoever has the most, until it is enough; then those
    stay who make no difference to that."""
    left = {ref: {person.ref for person in people} for ref, people in answers.items()}
    alone = Counter(person for people in left.values() if len(people) == 1 for person in people)
    orphans = 0
    rest, gone = set(kept), list[Ref]()
    while not _is_enough(orphans, answers):
        person = min(rest, key=lambda ref: (-alone[ref], -len(kept[ref]), ref))
        rest.remove(person)
        gone.append(person)
        orphans += alone[person]
        for ref in kept[person]:
            left[ref].remove(person)
            alone.update(left[ref] if len(left[ref]) == 1 else ())
    for person in reversed(gone.copy()):
        back = sum(not left[ref] for ref in kept[person])
        if _is_enough(orphans - back, answers):
            orphans -= back
            gone.remove(person)
            for ref in kept[person]:
                left[ref].add(person)
    return gone


def _take(refs: Sequence[Ref], left: dict[Ref, int]) -> int:
    """One person fewer for these; how many of them have nobody now."""
    for ref in refs:
        left[ref] -= 1
    return sum(left[ref] == 0 for ref in refs)


def _is_enough(orphans: int, answers: Mapping[Ref, Sequence[Entity]]) -> bool:
    return orphans > _HALF * len(answers)


def alone_without_deputy(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: a role keeps playbooks or tools, one person holds it, and nobody stands in. For colleagues only."""
    for role in catalog.of(Role) if settings.is_internal else ():
        kept = sum(1 for one in catalog.who(role, "owns") if _is_kept(one))
        holders = holdings(catalog.complete, role, settings.as_of) if kept else ()
        if len(holders) == 1 and not catalog.complete.follow(holders[0].person, "deputy"):
            document = catalog.documents[role.ref]
            yield problem(document.path, document.start, "bus-factor-one", id=role.id, n=kept)


def _is_kept(record: object) -> bool:
    return isinstance(record, Entity) and record.kind in _KEPT and is_thing(record)

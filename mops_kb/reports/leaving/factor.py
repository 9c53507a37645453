"""The bus factor: how many people could leave until more than half of the things have nobody.

An estimate, after the truck factor of Avelino, Passos, Hora and Valente ("A novel approach for estimating truck
factors", ICPC 2016): people leave one by one, whoever has the most things first, until more than half are orphans.
There the things are files and their authors; here they are what the wiki speaks of and the people who answer for it.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mops_kb.kinds.role.model import Role
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.ownership import answering, holdings, is_thing
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
    """None where nobody answers for anything."""
    answers = {ref: people for ref, people in catalog.complete.once(answering, settings).items() if people}
    kept: dict[Ref, list[Ref]] = defaultdict(list)
    named: dict[Ref, Entity] = {}
    for ref, people in answers.items():
        for person in people:
            kept[person.ref].append(ref)
            named[person.ref] = person
    left = {ref: len(people) for ref, people in answers.items()}
    orphans = 0
    departures: list[Departure] = []
    for person_ref in sorted(kept, key=lambda ref: (-len(kept[ref]), ref)):
        for ref in kept[person_ref]:
            left[ref] -= 1
            orphans += left[ref] == 0
        departures.append(Departure(named[person_ref], len(kept[person_ref]), orphans, len(answers)))
        if orphans > _HALF * len(answers):
            break
    return Factor(len(answers), tuple(departures)) if answers else None


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

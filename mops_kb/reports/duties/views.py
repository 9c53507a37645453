"""Who does the duties of MOps: how many things of each duty every person answers for, and where that is nobody or one.

A thing is whatever stands under a duty but people, roles, teams and skills. It counts for everybody who answers for it
today: the holders of the role that owns it, all members of the team, or the person.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mops_kb.kinds.duty.model import Duty
from mops_kb.kinds.playbook.model import Playbook
from mops_kb.kinds.team.model import Team
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.kind import Kind
from mops_kb.model.ownership import answering, holdings, is_thing
from mops_kb.model.page import View
from mops_kb.model.problem import Problem, problem
from mops_kb.model.ref import Ref
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings

PATH = "duty-matrix.md"
MUCH = Decimal("0.5")
"""A duty leans on one person who alone answers for more than this share of its things."""


@dataclass(frozen=True)
class Leaning:
    """Somebody who alone answers for `alone` of the things of a duty."""

    person: Entity
    alone: int


@dataclass(frozen=True)
class DutyView:
    """`people` are those whom the site shows, with the number of things, the most first.

    A gap has nobody, a single has one person, shown or not: without the hidden ones both might be untrue.
    """

    duty: Duty
    things: int
    people: tuple[tuple[Entity, int], ...]
    is_gap: bool
    is_single: bool
    leaning: Leaning | None
    """On internal sites only."""


@dataclass(frozen=True)
class Row:
    person: Entity
    in_mops: bool
    counts: tuple[int, ...]
    """In the order of the duties."""
    things: int
    """Each once, though it may stand under several duties."""


@dataclass(frozen=True)
class Outside:
    """How many of the people who do duties hold no role of the MOps team today."""

    people: int
    doing: int

    @property
    def share(self) -> Decimal:
        return Decimal(self.people) / self.doing


@dataclass(frozen=True)
class MatrixView:
    duties: tuple[DutyView, ...]
    rows: tuple[Row, ...]
    outside: Outside | None
    """None where no team is said to be MOps, or nobody does anything."""

    @property
    def thin(self) -> tuple[DutyView, ...]:
        """Duties that nobody does, or that lean on one person."""
        return tuple(one for one in self.duties if one.is_gap or one.is_single or one.leaning)


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return (PATH,)


def views(wiki: Wiki) -> Iterable[View]:
    """Nothing where the wiki has no people."""
    if wiki.catalog.named("person"):
        facts = wiki.catalog.once(matrix, wiki.settings)
        yield View(PATH, "duties/page.md", facts, "duty-matrix", "duty-matrix.title")


def people(duty: Duty, wiki: Wiki) -> DutyView | None:
    """The section of a duty's page."""
    if not wiki.catalog.named("person"):
        return None
    return next(one for one in wiki.catalog.once(matrix, wiki.settings).duties if one.duty.ref == duty.ref)


def matrix(catalog: Catalog, settings: Settings) -> MatrixView:
    """Ask by `catalog.once`."""
    duties = tuple(_duty(duty, catalog, settings) for duty in catalog.of(Duty))
    rows = _rows(duties, catalog, settings)
    outside = Outside(sum(1 for row in rows if not row.in_mops), len(rows))
    return MatrixView(duties, rows, outside if rows and _teams(catalog) else None)


def _duty(duty: Duty, catalog: Catalog, settings: Settings) -> DutyView:
    answers, everybody = catalog.once(answering, settings), catalog.complete.once(answering, settings)
    things = _things(duty, catalog)
    counts = Counter(person.ref for thing in things for person in answers[thing.ref])
    doing = {person.ref for thing in _things(duty, catalog.complete) for person in everybody[thing.ref]}
    return DutyView(
        duty,
        len(things),
        _ranked(counts, catalog),
        not doing,
        len(doing) == 1,
        _leaning(things, everybody, catalog) if settings.is_internal else None,
    )


def _things(duty: Duty, catalog: Catalog) -> tuple[Entity, ...]:
    return tuple(thing for thing in catalog.who(duty, "entities") if isinstance(thing, Entity) and is_thing(thing))


def _ranked(counts: Mapping[Ref, int], catalog: Catalog) -> tuple[tuple[Entity, int], ...]:
    """The most first, equals in the order in which people are listed."""
    found = [(one, counts[one.ref]) for one in catalog.named("person") if one.ref in counts and isinstance(one, Entity)]
    return tuple(sorted(found, key=lambda pair: -pair[1]))


def _leaning(things: Sequence[Entity], everybody: Mapping[Ref, tuple[Entity, ...]], catalog: Catalog) -> Leaning | None:
    alone = Counter(everybody[thing.ref][0].ref for thing in things if len(everybody[thing.ref]) == 1)
    person, count = next(iter(_ranked(alone, catalog)), (None, 0))
    return Leaning(person, count) if person and count > MUCH * len(things) else None


def _rows(duties: Sequence[DutyView], catalog: Catalog, settings: Settings) -> tuple[Row, ...]:
    answers = catalog.once(answering, settings)
    under = {thing.ref for one in duties for thing in _things(one.duty, catalog)}
    things = Counter(person.ref for ref in under for person in answers[ref])
    counts = [{person.ref: count for person, count in one.people} for one in duties]
    mops = _holders(catalog, settings)
    return tuple(
        Row(person, person.ref in mops, tuple(count.get(person.ref, 0) for count in counts), number)
        for person, number in _ranked(things, catalog)
    )


def _teams(catalog: Catalog) -> tuple[Team, ...]:
    return tuple(team for team in catalog.of(Team) if team.mops)


def _roles(catalog: Catalog) -> frozenset[Ref]:
    """The roles of the MOps team, shown or not."""
    teams = _teams(catalog)
    return frozenset(role.ref for team in teams for role in catalog.complete.who(team, "team-roles"))


def _holders(catalog: Catalog, settings: Settings) -> set[Ref]:
    """Who holds a role of the MOps team today."""
    roles = [role for ref in _roles(catalog) if (role := catalog.complete.get(ref))]
    return {held.person.ref for role in roles for held in holdings(catalog.complete, role, settings.as_of)}


def uncovered(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Findings about the MOps team: a duty that nobody does, and one that a single person does."""
    for team in _teams(catalog)[:1]:
        document = catalog.documents[team.ref]
        place = document.place(("mops",))
        for one in catalog.once(matrix, settings).duties:
            if one.is_gap:
                yield problem(document.path, place, "duty-gap", id=team.id, duty=one.duty.id)
            elif one.is_single:
                yield problem(document.path, place, "duty-one-person", id=team.id, duty=one.duty.id)


def executing(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: MOps executes a campaign, which is for those whose campaign it is."""
    roles = _roles(catalog)
    for playbook in catalog.of(Playbook) if roles else ():
        document = catalog.documents[playbook.ref]
        for position, step in enumerate(playbook.steps):
            role = catalog.target(playbook, ("steps", position, "role")) if step.execution else None
            if role and role.ref in roles:
                place = document.place(("steps", position))
                yield problem(document.path, place, "mops-executes", id=playbook.id, step=position + 1, role=role.id)

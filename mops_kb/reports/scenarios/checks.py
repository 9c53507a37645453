"""What cannot be: plans that contradict themselves or the organisation that they change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mops_kb.kinds.scenario.model import Scenario
from mops_kb.model.catalog import Catalog
from mops_kb.model.document import Document, Place
from mops_kb.model.problem import Problem, problem
from mops_kb.model.ref import Location
from mops_kb.model.settings import Settings
from mops_kb.reports.scenarios.org import Org
from mops_kb.reports.scenarios.standing import org_on


def impossible(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Problems of all plans, hidden ones too.

    A plan is held against the holders of its own first day, so that none becomes wrong by the passing of time. What
    does not exist is a dangling reference, told already; here it is passed over.
    """
    whole = catalog.complete
    for scenario in whole.of(Scenario):
        before = org_on(scenario.starts_on, whole, settings)
        after = before.after(scenario.adds, scenario.changes)
        yield from _Desk(scenario, whole, before, after).problems()


@dataclass(frozen=True)
class _Desk:
    scenario: Scenario
    catalog: Catalog
    before: Org
    after: Org

    def problems(self) -> Iterator[Problem]:
        yield from self._there_already()
        yield from self._twice()
        yield from self._ended()
        yield from self._left_below()
        yield from self._circles()
        yield from self._two_tops()
        yield from self._not_held()
        yield from self._too_much()
        yield from self._too_many()

    @property
    def document(self) -> Document:
        return self.catalog.documents[self.scenario.ref]

    @property
    def path(self) -> str:
        return self.document.path

    def place(self, *location: str | int) -> Place:
        return self.document.place(location)

    def _there_already(self) -> Iterator[Problem]:
        """A role that is added has an id of its own."""
        first = {id: self._where(id) for id in self.before.seats}
        for position, role in enumerate(self.scenario.adds):
            place = self.place("adds", position, "id")
            if role.id in first:
                yield problem(self.path, place, "duplicate-id", kind="role", id=role.id, other=first[role.id])
            first.setdefault(role.id, f"{self.path}:{place[0]}")

    def _where(self, role: str) -> str:
        document = self.catalog.documents[self.catalog.records["role"][role].ref]
        return f"{document.path}:{document.place(('id',))[0]}"

    def _twice(self) -> Iterator[Problem]:
        """The same is not changed in two ways."""
        first: dict[str, int] = {}
        for key, location in self._subjects():
            place = self.place(*location)
            if key in first:
                yield problem(self.path, place, "duplicate-key", key=key, line=first[key])
            first.setdefault(key, place[0])

    def _subjects(self) -> Iterator[tuple[str, Location]]:
        """What is changed, in the words of the record."""
        for position, change in enumerate(self.scenario.changes):
            other = change.to if change.do == "hand-over" else change.person
            words = [change.do, change.role, other, *sorted(change.duty)]
            yield " ".join(str(word) for word in words if word), ("changes", position)
        for position, cost in enumerate(self.scenario.costs.roles if self.scenario.costs else ()):
            yield f"costs {cost.role}", ("costs", "roles", position)

    def _ended(self) -> Iterator[Problem]:
        """A role that the plan ends may hand over and release people, and no more."""
        ended = self.scenario.ended
        for location, role in self._used():
            if role in ended:
                yield problem(self.path, self.place(*location), "ended-role", id=role)

    def _used(self) -> Iterator[tuple[Location, object]]:
        for position, added in enumerate(self.scenario.adds):
            yield ("adds", position, "id"), added.id
            yield ("adds", position, "reports_to"), added.reports_to
        for position, change in enumerate(self.scenario.changes):
            if change.do in ("move-role", "headcount", "assign"):
                yield ("changes", position, "role"), change.role
            yield ("changes", position, "reports_to"), change.reports_to
            yield ("changes", position, "to"), change.to

    def _left_below(self) -> Iterator[Problem]:
        """Whoever reported to a role that ends must come to report to another."""
        placed = self._placed()
        for position, change in enumerate(self.scenario.changes):
            if change.do == "end-role":
                below = (id for id, seat in self.after.seats.items() if seat.reports_to == change.role)
                if others := [id for id in below if id not in placed]:
                    place = self.place("changes", position, "role")
                    yield problem(self.path, place, "still-below", id=change.role, others=others)

    def _placed(self) -> Mapping[str, Location]:
        """Roles that the plan puts below another, and where it says so."""
        adds, changes = enumerate(self.scenario.adds), enumerate(self.scenario.changes)
        placed: dict[str, Location] = {role.id: ("adds", n, "reports_to") for n, role in adds if role.reports_to}
        return placed | {change.role: ("changes", n, "reports_to") for n, change in changes if change.reports_to}

    def _circles(self) -> Iterator[Problem]:
        """Nobody comes back to themselves on the way up; told where the plan says so."""
        placed, settled = self._placed(), set[str]()
        for start in sorted(placed):
            circle = _circle(start, self.after, settled)
            if ours := sorted(placed.keys() & set(circle)):
                first = circle.index(ours[0])
                chain = " → ".join([*circle[first:], *circle[:first], ours[0]])
                place = self.place(*placed[ours[0]])
                yield problem(self.path, place, "cycle", kind="role", field="reports_to", id=ours[0], chain=chain)

    def _two_tops(self) -> Iterator[Problem]:
        for position, role in enumerate(self.scenario.adds):
            other = next((top for top in self.after.tops if top != role.id), None)
            if other and not role.reports_to:
                place = self.place("adds", position, "id")
                yield problem(self.path, place, "two-roots", id=role.id, other=other)

    def _not_held(self) -> Iterator[Problem]:
        """Only what somebody holds can they give up."""
        known = self.before.seats.keys() | self.scenario.new.keys()
        for position, change in enumerate(self.scenario.changes):
            person, role = change.person or "", change.role
            if change.do == "release" and person in self.before.homes and role in known:
                roles = list(self.before.roles(person))
                if role not in roles:
                    place, day = self.place("changes", position, "role"), self.scenario.starts_on
                    variant = "near" if roles else "remedy"
                    yield problem(self.path, place, "not-held", variant, person=person, id=role, day=day, roles=roles)

    def _too_much(self) -> Iterator[Problem]:
        """Nobody who takes up a role may come to have more than their whole time, unless they have more today."""
        for person, position in self._last("person"):
            shares = self.after.roles(person)
            total = sum(shares.values(), Decimal(0))
            if total > 1 and total > sum(self.before.roles(person).values()):
                place = self.place("changes", position, "share")
                roles = [f"{role}: {share}" for role, share in shares.items()]
                yield problem(self.path, place, "too-much-work", person=person, share=total, roles=roles)

    def _too_many(self) -> Iterator[Problem]:
        """The holders must fit into the posts, by their shares, of each role that is resized or taken up.

        Where they do not fit even today, the plan may not make it worse.
        """
        for role, location in self._filled().items():
            if _overfull(self.after, role) > max(_overfull(self.before, role), Decimal(0)):
                place, posts = self.place(*location), self.after.seats[role].headcount
                people = sorted(self.after.holders(role))
                yield problem(self.path, place, "too-few-posts", id=role, posts=posts, people=people)

    def _filled(self) -> Mapping[str, Location]:
        taken: dict[str, Location] = {role: ("changes", position, "role") for role, position in self._last("role")}
        resized = ((n, change) for n, change in enumerate(self.scenario.changes) if change.do == "headcount")
        return taken | {change.role: ("changes", n, "to") for n, change in resized}

    def _last(self, field: str) -> Iterator[tuple[str, int]]:
        """Each person or role in an assignment, and which is the last."""
        assigned = [(n, change) for n, change in enumerate(self.scenario.changes) if change.do == "assign"]
        yield from {str(getattr(change, field)): n for n, change in assigned}.items()


def _overfull(org: Org, role: str) -> Decimal:
    """By how much the shares of a role's holders exceed its posts; below 0 where there is room, 0 where it is gone."""
    seat = org.seats.get(role)
    return sum(org.holders(role).values(), Decimal(0)) - seat.headcount if seat else Decimal(0)


def _circle(start: str, org: Org, settled: set[str]) -> list[str]:
    """The circle that the way up ends in, if it does; `settled` are the roles from which that is known already."""
    way: dict[str, None] = {}
    here = start
    while (seat := org.seats.get(here)) and here not in way and here not in settled:
        way[here] = None
        here = seat.reports_to or ""
    settled.update(way)
    return list(way)[list(way).index(here) :] if here in way else []

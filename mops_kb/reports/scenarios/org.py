"""An organisation as arithmetic: roles in a tree, people in posts, what they own; that of today, or a planned one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from mops_kb.kinds.scenario.model import AddedRole, Change, Costs
from mops_kb.model.ref import Ref

Post = tuple[str, str]
"""A person and a role that they hold."""


@dataclass(frozen=True)
class Seat:
    """A role: its place in the tree, how many posts it has, and the duties that stand in its own record."""

    id: str
    team: str | None = None
    reports_to: str | None = None
    headcount: int = 1
    duties: tuple[str, ...] = ()


class Thing(NamedTuple):
    """What somebody answers for. An event is ahead while it is planned or confirmed and not yet over."""

    ref: Ref
    owner: Ref | None
    duties: tuple[str, ...] = ()
    is_ahead: bool = False


@dataclass(frozen=True)
class Load:
    """How much there is to do, and the full-time equivalents of those who do it."""

    count: int
    fte: Decimal

    @property
    def each(self) -> Decimal | None:
        """For one full-time equivalent; None where nobody is there to do it."""
        return self.count / self.fte if self.fte else None

    @property
    def has_nobody(self) -> bool:
        return bool(self.count) and not self.fte


@dataclass(frozen=True)
class Org:
    """`posts` say who holds which role with what share of their time, `homes` to which team each person belongs.

    `ended` are roles that a plan took away: what they still own has nobody.
    """

    seats: Mapping[str, Seat]
    posts: Mapping[Post, Decimal]
    homes: Mapping[str, str | None]
    things: tuple[Thing, ...] = ()
    ended: frozenset[str] = frozenset()

    def after(self, adds: Sequence[AddedRole], changes: Sequence[Change]) -> "Org":
        """The organisation with a plan carried out.

        A plan is a set. However it is written, roles are added, ended, moved and resized, then people give up roles,
        then they take up roles. Who takes up a role that they hold already has the new share in it. People of an ended
        role give it up; if they have no other, they are left without a role, but in their team. A person whose main
        role comes to stand in another team belongs to that team. What a role owns today goes to the first hand-over
        that fits it; what an ended role owns and does not hand over, nobody answers for.
        """
        ended = frozenset(change.role for change in changes if change.do == "end-role")
        added = (Seat(role.id, role.team, role.reports_to, role.headcount, role.duty) for role in adds)
        new = {seat.id: seat for seat in added if seat.id not in self.seats}
        seats = {id: seat for id, seat in {**self.seats, **new}.items() if id not in ended}
        for change in changes:
            if change.role in seats:
                seats[change.role] = _placed(seats[change.role], change)
        planned = Org(
            seats,
            self._posts_after(seats, changes),
            self.homes,
            tuple(_handed_over(thing, changes) for thing in self.things),
            self.ended | ended,
        )
        return replace(planned, homes={person: self._home_in(planned, person) for person in self.homes})

    def _posts_after(self, seats: Mapping[str, Seat], changes: Sequence[Change]) -> dict[Post, Decimal]:
        given_up = {(change.person, change.role) for change in changes if change.do == "release"}
        posts = {post: share for post, share in self.posts.items() if post[1] in seats and post not in given_up}
        for change in changes:
            if change.do == "assign" and change.person and change.person in self.homes and change.role in seats:
                posts[change.person, change.role] = Decimal(1) if change.share is None else change.share
        return posts

    def _home_in(self, planned: "Org", person: str) -> str | None:
        before, after = self._main_team(person), planned._main_team(person)
        return after if after and after != before else self.homes[person]

    def _main_team(self, person: str) -> str | None:
        role = self.main_role(person)
        return self.seats[role].team if role else None

    # People and posts

    @cached_property
    def _by_role(self) -> Mapping[str, Mapping[str, Decimal]]:
        found: dict[str, dict[str, Decimal]] = defaultdict(dict)
        for (person, role), share in self.posts.items():
            found[role][person] = share
        return dict(found)

    @cached_property
    def _by_person(self) -> Mapping[str, Mapping[str, Decimal]]:
        found: dict[str, dict[str, Decimal]] = defaultdict(dict)
        for (person, role), share in self.posts.items():
            found[person][role] = share
        return {
            person: dict(sorted(roles.items(), key=lambda one: (-one[1], one[0]))) for person, roles in found.items()
        }

    @cached_property
    def _by_home(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for person, team in self.homes.items():
            if team:
                found[team].append(person)
        return {team: tuple(people) for team, people in found.items()}

    def holders(self, role: str) -> Mapping[str, Decimal]:
        """Person → share."""
        return self._by_role.get(role, {})

    def roles(self, person: str) -> Mapping[str, Decimal]:
        """Role → share, the largest first."""
        return self._by_person.get(person, {})

    def main_role(self, person: str) -> str | None:
        return next(iter(self.roles(person)), None)

    @property
    def headcount(self) -> int:
        """Posts, filled or not."""
        return sum(seat.headcount for seat in self.seats.values())

    @property
    def filled(self) -> int:
        """Posts with a holder; a second holder of one post, each with a share of it, fills no other."""
        return sum(min(seat.headcount, len(self.holders(seat.id))) for seat in self.seats.values())

    @property
    def fte(self) -> Decimal:
        """Full-time equivalents: the shares of all who hold a role. A dual post is no more than its holder."""
        return sum(self.posts.values(), Decimal(0))

    def vacancies(self, role: str) -> int:
        return max(self.seats[role].headcount - len(self.holders(role)), 0)

    def cost(self, costs: Costs) -> Decimal:
        """Of a year, for those who hold a role: what one full-time post is assumed to cost × their share."""
        rates = costs.by_role
        return sum((share * rates.get(role, costs.default) for (_, role), share in self.posts.items()), Decimal(0))

    def cost_when_full(self, costs: Costs) -> Decimal:
        """The same with a full-time holder in each vacant post."""
        rates = costs.by_role
        return self.cost(costs) + sum(self.vacancies(role) * rates.get(role, costs.default) for role in self.seats)

    # The tree

    @cached_property
    def _below(self) -> Mapping[str | None, tuple[str, ...]]:
        found: dict[str | None, list[str]] = defaultdict(list)
        for seat in self.seats.values():
            found[seat.reports_to if seat.reports_to in self.seats else None].append(seat.id)
        return {above: tuple(roles) for above, roles in found.items()}

    @property
    def tops(self) -> tuple[str, ...]:
        return self._below.get(None, ())

    def reports(self, role: str) -> tuple[str, ...]:
        return self._below.get(role, ())

    @property
    def depth(self) -> int:
        """Levels from the top to the lowest role; a role alone is one."""
        levels, here = 0, self.tops
        while here:
            levels, here = levels + 1, tuple(report for role in here for report in self.reports(role))
        return levels

    @cached_property
    def spans(self) -> Mapping[str, int]:
        """Of each role that has direct reports, how many posts they are, filled or not."""
        return {
            role: sum(self.seats[report].headcount for report in self.reports(role))
            for role in self.seats
            if self.reports(role)
        }

    @property
    def average_span(self) -> Decimal | None:
        return Decimal(sum(self.spans.values())) / len(self.spans) if self.spans else None

    # What there is to do

    def answering(self, owner: Ref | None) -> frozenset[Post]:
        """The posts of all who answer for what this role, team or person owns."""
        if owner is None:
            return frozenset()
        if owner.kind == "role":
            return frozenset((person, owner.id) for person in self.holders(owner.id))
        people = self._by_home.get(owner.id, ()) if owner.kind == "team" else (owner.id,)
        return frozenset((person, role) for person in people for role in self.roles(person))

    def fte_of(self, owner: Ref) -> Decimal:
        return self._fte(self.answering(owner))

    def is_answered(self, thing: Thing) -> bool:
        """Somebody stands behind its owner. Of a role that is not known here because it is hidden, that is believed."""
        if thing.owner is None:
            return False
        if thing.owner.kind == "role":
            id = thing.owner.id
            return bool(self.holders(id)) or not (id in self.seats or id in self.ended)
        return thing.owner.kind == "person" or thing.owner.id in self._by_home

    def covers(self, duty: str) -> bool:
        """Somebody answers for at least one thing of the duty, or holds a role that has it."""
        return any(self.is_answered(thing) for thing in self._of(duty)) or any(
            self.holders(seat.id) for seat in self._having(duty)
        )

    def load_of(self, duty: str) -> Load:
        """Things of the duty, and those who answer for any of them or hold a role that has it.

        People whose record has the duty carry it; they are no part of what there is to do.
        """
        things = self._of(duty)
        posts = {post for owner in {thing.owner for thing in things} for post in self.answering(owner)}
        posts |= {(person, seat.id) for seat in self._having(duty) for person in self.holders(seat.id)}
        return Load(sum(thing.ref.kind != "person" for thing in things), self._fte(posts))

    @property
    def events(self) -> Load:
        """Events ahead, for everybody together."""
        return Load(sum(1 for thing in self.things if thing.is_ahead), self.fte)

    @cached_property
    def events_by_owner(self) -> Mapping[Ref, Load]:
        """Events ahead by the role or team that owns them; those of a person count with the person's main role."""
        counts: dict[Ref, int] = defaultdict(int)
        for thing in self.things:
            if thing.is_ahead and thing.owner:
                counts[self._office(thing.owner)] += 1
        return {owner: Load(count, self.fte_of(owner)) for owner, count in counts.items()}

    def _office(self, owner: Ref) -> Ref:
        role = self.main_role(owner.id) if owner.kind == "person" else None
        return Ref("role", role) if role else owner

    def _of(self, duty: str) -> tuple[Thing, ...]:
        return tuple(thing for thing in self.things if duty in thing.duties)

    def _having(self, duty: str) -> Iterable[Seat]:
        return (seat for seat in self.seats.values() if duty in seat.duties)

    def _fte(self, posts: Iterable[Post]) -> Decimal:
        return sum((self.posts[post] for post in posts), Decimal(0))


def _placed(seat: Seat, change: Change) -> Seat:
    if change.do == "move-role":
        return replace(seat, reports_to=change.reports_to or seat.reports_to, team=change.team or seat.team)
    if change.do == "headcount" and isinstance(change.to, int):
        return replace(seat, headcount=change.to)
    return seat


def _handed_over(thing: Thing, changes: Sequence[Change]) -> Thing:
    for change in changes:
        fits = not change.duty or set(change.duty) & set(thing.duties)
        if change.do == "hand-over" and thing.owner == Ref("role", change.role) and fits:
            return thing._replace(owner=Ref("role", str(change.to)))
    return thing

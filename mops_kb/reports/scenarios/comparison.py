"""Comparison: today's organisation is held against the planned one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mops_kb.kinds.scenario.model import AddedRole, Costs, Scenario
from mops_kb.kinds.scenario.views import Named, shown
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.ref import Ref
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings
from mops_kb.reports.scenarios.org import Load, Org
from mops_kb.reports.scenarios.standing import org_on
from mops_kb.reports.scenarios.told import (
    Assumed,
    Branch,
    Burden,
    Comparison,
    DutyRow,
    Held,
    Manager,
    Measure,
    Move,
    Standing,
)

DEEPEST = 50
"""Levels below this one are not drawn: an organisation is never so deep, and whoever wrote that it is finds out so."""


def section(scenario: Scenario, wiki: Wiki) -> Comparison:
    """Today's organisation beside the planned one.

    The planned one is that of its first day: whoever holds a role by then, with the plan carried out. Where that day
    has passed it is what the plan would still change today.
    """
    return wiki.catalog.once(_all, wiki.settings)[scenario.id]


def _all(catalog: Catalog, settings: Settings) -> dict[str, Comparison]:
    return {scenario.id: _Desk.of(scenario, catalog, settings).comparison() for scenario in catalog.of(Scenario)}


@dataclass(frozen=True)
class _Desk:
    scenario: Scenario
    new: Mapping[str, AddedRole]
    catalog: Catalog
    settings: Settings
    day: date
    today: Org
    by_dates: Org
    planned: Org

    @classmethod
    def of(cls, scenario: Scenario, catalog: Catalog, settings: Settings) -> "_Desk":
        day = max(scenario.starts_on, settings.as_of)
        by_dates = org_on(day, catalog, settings)
        plan = shown(scenario, catalog)
        planned = by_dates.after(plan.adds, plan.changes)
        return cls(plan, plan.new, catalog, settings, day, org_on(settings.as_of, catalog, settings), by_dates, planned)

    def comparison(self) -> Comparison:
        moves = tuple(self._moves())
        shows_people = self.settings.is_internal
        widest = max(self.planned.spans.values(), default=0)
        return Comparison(
            self.scenario,
            self.day,
            tuple(self._measures()),
            tuple((self._named(role), span) for role, span in self.planned.spans.items() if span == widest),
            self._assumed(),
            tuple(self._duties()),
            tuple(self._owners()),
            tuple((self._named(role), n) for role in self.planned.seats if (n := self.planned.vacancies(role))),
            tuple(self._unanswered()),
            sum(1 for move in moves if move.changes_work),
            sum(1 for move in moves if move.is_left_without),
            tuple(move for move in moves if move.changes_work) if shows_people else (),
            tuple(move for move in moves if not move.changes_work) if shows_people else (),
            tuple(self._named(role) for role in self.today.seats if role not in self.planned.seats),
            tuple(self._branch(top, 0) for top in self.planned.tops),
            shows_people,
        )

    def _measures(self) -> Iterator[Measure]:
        today, planned, costs = self.today, self.planned, self.scenario.costs
        yield Measure("headcount", "whole", today.headcount, planned.headcount)
        yield Measure("filled", "whole", today.filled, planned.filled)
        yield Measure("vacancies", "whole", _vacancies(today), _vacancies(planned))
        yield Measure("fte", "decimal", today.fte, planned.fte)
        if costs:
            yield Measure("cost", "money", today.cost(costs), planned.cost(costs))
            yield Measure("cost-when-full", "money", today.cost_when_full(costs), planned.cost_when_full(costs))
        yield Measure(
            "span", "whole", max(today.spans.values(), default=None), max(planned.spans.values(), default=None)
        )
        yield Measure("average-span", "decimal", today.average_span, planned.average_span)
        yield Measure("depth", "whole", today.depth, planned.depth)
        yield Measure("events", "decimal", today.events.each, planned.events.each)
        yield Measure("uncovered", "whole", self._uncovered(today), self._uncovered(planned))
        yield Measure("unanswered", "whole", _unanswered(today), _unanswered(planned))

    def _assumed(self) -> Assumed | None:
        costs: Costs | None = self.scenario.costs
        if not costs:
            return None
        return Assumed(costs.default, tuple((self._named(one.role), one.per_year) for one in costs.roles))

    def _duties(self) -> Iterator[DutyRow]:
        for duty in self._frame():
            burden = Burden(_named(duty), self.today.load_of(duty.id), self.planned.load_of(duty.id))
            yield DutyRow(burden, self.today.covers(duty.id), self.planned.covers(duty.id))

    def _uncovered(self, org: Org) -> int:
        return sum(1 for duty in self._frame() if not org.covers(duty.id))

    def _frame(self) -> tuple[Entity, ...]:
        return tuple(duty for duty in self.catalog.named("duty") if isinstance(duty, Entity))

    def _owners(self) -> Iterator[Burden]:
        """Who owns events that are ahead, the most for one full-time equivalent first; nobody is more than anybody."""
        before, after = self.today.events_by_owner, self.planned.events_by_owner
        rows = []
        for owner in sorted(before.keys() | after.keys()):
            if name := self._owner(owner):
                then = after.get(owner) or Load(0, self.planned.fte_of(owner))
                rows.append(Burden(name, before.get(owner) or Load(0, self.today.fte_of(owner)), then))
        yield from sorted(rows, key=lambda row: (not row.planned.has_nobody, -(row.planned.each or 0), row.name.id))

    def _unanswered(self) -> Iterator[Entity]:
        lost = {thing.ref for thing in self.planned.things if thing.owner and not self.planned.is_answered(thing)}
        for thing in self.today.things:
            entity = self.catalog.get(thing.ref)
            if thing.ref in lost and self.today.is_answered(thing) and isinstance(entity, Entity):
                yield entity

    # People

    def _moves(self) -> Iterator[Move]:
        """Everybody who stands elsewhere after, as the site may show it; in the order of people."""
        for person in self.catalog.named("person"):
            before, after = self._standing(person.id, self.today), self._standing(person.id, self.planned)
            if before != after and isinstance(person, Entity):
                yield Move(person, before, after, after == self._standing(person.id, self.by_dates))

    def _standing(self, person: str, org: Org) -> Standing:
        roles = org.roles(person)
        above = dict.fromkeys(seat.reports_to for seat in map(org.seats.__getitem__, roles))
        return Standing(
            tuple((self._named(role), share) for role, share in roles.items()),
            self._entity("team", org.homes.get(person)),
            tuple(Manager(self._named(role), self._holders(role, org)) for role in above if role and role in org.seats),
        )

    def _holders(self, role: str, org: Org) -> tuple[Entity, ...]:
        found = (self._entity("person", person) for person in sorted(org.holders(role)))
        return tuple(person for person in found if person)

    # The tree

    def _branch(self, role: str, level: int) -> Branch:
        seat, was = self.planned.seats[role], self.today.seats.get(role)
        reports = self.planned.reports(role) if level < DEEPEST else ()
        branches = tuple(self._branch(report, level + 1) for report in reports)
        return Branch(
            self._named(role),
            self._entity("team", seat.team),
            seat.headcount,
            tuple(self._held(role)),
            self._gone(role),
            self.planned.vacancies(role),
            was is None,
            self._named(was.reports_to) if was and was.reports_to and was.reports_to != seat.reports_to else None,
            self._entity("team", was.team) if was and was.team != seat.team else None,
            was.headcount if was and was.headcount != seat.headcount else None,
            branches,
            level,
            sum(branch.below + max(branch.headcount, len(self.planned.holders(branch.role.id))) for branch in branches),
        )

    def _held(self, role: str) -> Iterator[Held]:
        before = self.today.holders(role)
        for person, share in sorted(self.planned.holders(role).items(), key=lambda one: (-one[1], one[0])):
            entity = self._entity("person", person)
            if entity and self.settings.is_internal:
                yield Held(entity, share, before.get(person, Decimal(0)))

    def _gone(self, role: str) -> tuple[Entity, ...]:
        gone = sorted(self.today.holders(role).keys() - self.planned.holders(role).keys())
        found = (self._entity("person", person) for person in gone if self.settings.is_internal)
        return tuple(person for person in found if person)

    # Names

    def _named(self, role: str) -> Named:
        known = self._entity("role", role)
        return _named(known) if known else Named(role, self.new[role].title, None)

    def _owner(self, owner: Ref) -> Named | None:
        if owner.kind == "role" and owner.id in self.new:
            return self._named(owner.id)
        entity = self._entity(owner.kind, owner.id)
        return _named(entity) if entity else None

    def _entity(self, kind: str, id: str | None) -> Entity | None:
        record = self.catalog.get(Ref(kind, id)) if id else None
        return record if isinstance(record, Entity) else None


def _named(entity: Entity) -> Named:
    return Named(entity.id, entity.title, entity)


def _vacancies(org: Org) -> int:
    return sum(org.vacancies(role) for role in org.seats)


def _unanswered(org: Org) -> int:
    return sum(1 for thing in org.things if thing.owner and not org.is_answered(thing))

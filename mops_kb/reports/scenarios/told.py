"""What is told of a plan: every measure today and after, who moves, the planned tree."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from mops_kb.kinds.scenario.model import Scenario
from mops_kb.kinds.scenario.views import Named
from mops_kb.model.entity import Entity
from mops_kb.reports.scenarios.org import Load

OPEN_TO = 2
"""Levels of the tree below this one start folded, unless something changes there."""
Form = Literal["whole", "decimal", "money"]
Number = Decimal | int | None


@dataclass(frozen=True)
class Measure:
    """One figure today and as planned; its name is the label `org-scenarios.measure.NAME`, `form` how it is spelled."""

    name: str
    form: Form
    today: Number
    planned: Number

    @property
    def difference(self) -> Number:
        return None if self.today is None or self.planned is None else self.planned - self.today


@dataclass(frozen=True)
class Burden:
    """What an owner or a duty has to carry, today and as planned."""

    name: Named
    today: Load
    planned: Load


@dataclass(frozen=True)
class DutyRow:
    burden: Burden
    covered_today: bool
    covered: bool


@dataclass(frozen=True)
class Manager:
    """A role above, and who holds it."""

    role: Named
    people: tuple[Entity, ...]


@dataclass(frozen=True)
class Standing:
    """Where one person stands: roles with shares, team, and whom they report to."""

    roles: tuple[tuple[Named, Decimal], ...]
    team: Entity | None
    managers: tuple[Manager, ...]


@dataclass(frozen=True)
class Move:
    """`by_dates` says that it comes to this by the dates in the records, with the plan or without it."""

    person: Entity
    before: Standing
    after: Standing
    by_dates: bool

    @property
    def changes_work(self) -> bool:
        """Roles, shares or team, and not only the manager."""
        return (self.before.roles, self.before.team) != (self.after.roles, self.after.team)

    @property
    def is_left_without(self) -> bool:
        return bool(self.before.roles) and not self.after.roles


@dataclass(frozen=True)
class Held:
    """A holder in the planned tree; `before` is the share that they have today, 0 if they do not hold the role."""

    person: Entity
    share: Decimal
    before: Decimal


@dataclass(frozen=True)
class Branch:
    """A role in the planned tree, and what is different about it. `was_…` are None where nothing changes."""

    role: Named
    team: Entity | None
    headcount: int
    holders: tuple[Held, ...]
    gone: tuple[Entity, ...]
    vacancies: int
    is_new: bool
    was_below: Named | None
    was_in: Entity | None
    was_headcount: int | None
    branches: tuple["Branch", ...]
    level: int
    below: int

    @property
    def is_changed(self) -> bool:
        moved = bool(self.was_below or self.was_in or self.was_headcount is not None)
        return self.is_new or moved or bool(self.gone) or any(held.share != held.before for held in self.holders)

    @property
    def is_open(self) -> bool:
        return self.level < OPEN_TO or any(branch.is_changed or branch.is_open for branch in self.branches)


@dataclass(frozen=True)
class Assumed:
    """What the costs rest on: the figure for every role, and those of roles that differ."""

    default: Decimal
    roles: tuple[tuple[Named, Decimal], ...]


@dataclass(frozen=True)
class Comparison:
    """One plan and what it makes of the organisation.

    `day` is the first day of the plan, or as_of where that has passed. People stand in it only where the site is for
    colleagues; `moving` and `left` count them for everybody.
    """

    scenario: Scenario
    day: date
    measures: tuple[Measure, ...]
    widest: tuple[tuple[Named, int], ...]
    assumed: Assumed | None
    duties: tuple[DutyRow, ...]
    owners: tuple[Burden, ...]
    vacancies: tuple[tuple[Named, int], ...]
    unanswered: tuple[Entity, ...]
    """What nobody would answer for, though somebody does today."""
    moving: int
    left: int
    moves: tuple[Move, ...]
    new_managers: tuple[Move, ...]
    ended: tuple[Named, ...]
    tree: tuple[Branch, ...]
    shows_people: bool

    def measure(self, name: str) -> Measure | None:
        """None where the plan does not tell: what it costs, if it assumes nothing."""
        return next((measure for measure in self.measures if measure.name == name), None)

"""Alignment with sales: the KPIs, the promises between playbook steps and the meetings that both sides share."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from mops_kb.kinds.channel.model import Channel
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.playbook.model import Playbook, Step, Timing
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.ownership import owner
from mops_kb.model.settings import Settings
from mops_kb.reports.buy_in.sides import Side, sides, sides_of

BOTH: frozenset[Side] = frozenset({"sales", "marketing"})


@dataclass(frozen=True)
class Shared:
    """A KPI in which both sides have a part: whoever keeps it or its goal, and whoever does the work for it."""

    kpi: Kpi
    goal: Record | None
    sales: tuple[Record, ...]
    marketing: tuple[Record, ...]


@dataclass(frozen=True)
class Promise:
    """How soon a step of one side follows where work passes between the two.

    `step` is None for the whole playbook; `role` does the step, or answers for the playbook.
    """

    playbook: Playbook
    step: Step | None
    role: Record | None
    sla: Timing


@dataclass(frozen=True)
class Alignment:
    """`unpromised` are playbooks in which work passes between the two sides and nobody says how soon."""

    has_sales: bool
    kpis: tuple[Shared, ...]
    promises: tuple[Promise, ...]
    unpromised: tuple[Playbook, ...]
    meetings: tuple[Channel, ...]
    standing: tuple[Channel, ...]

    @cached_property
    def shared(self) -> frozenset[str]:
        """The ids of the KPIs."""
        return frozenset(one.kpi.id for one in self.kpis)

    @cached_property
    def promised(self) -> frozenset[str]:
        """The ids of the playbooks that say how soon."""
        return frozenset(one.playbook.id for one in self.promises)

    @cached_property
    def met(self) -> frozenset[str]:
        """The ids of the channels."""
        return frozenset(one.id for one in (*self.meetings, *self.standing))

    @property
    def last_review(self) -> date | None:
        """When somebody last looked at one of the meetings."""
        return max((one.reviewed_on for one in self.meetings if one.reviewed_on), default=None)


def alignment(catalog: Catalog, settings: Settings) -> Alignment:
    kpis = tuple(shared for kpi in catalog.of(Kpi) if (shared := _shared(kpi, catalog, settings)))
    passing = tuple(one for one in catalog.of(Playbook) if _passes(one, catalog, settings))
    promises = {one.id: _promises(one, catalog, settings) for one in passing}
    met = tuple(
        one
        for one in catalog.of(Channel)
        if not one.ends and sides_of(catalog.follow(one, "participants"), catalog, settings) == BOTH
    )
    return Alignment(
        catalog.once(sides, settings).has_sales,
        kpis,
        tuple(promise for those in promises.values() for promise in those),
        tuple(one for one in passing if not promises[one.id]),
        tuple(one for one in met if one.sort == "meeting"),
        tuple(one for one in met if one.sort == "standing"),
    )


def _shared(kpi: Kpi, catalog: Catalog, settings: Settings) -> Shared | None:
    goal = next(iter(catalog.follow(kpi, "goal")), None)
    keepers = [owner(catalog, kept) for kept in (kpi, goal) if isinstance(kept, Entity)]
    doers = [role for playbook in catalog.who(kpi, "served-by") for role in catalog.follow(playbook, "steps.role")]
    parties = {one.ref: one for one in (*keepers, *doers) if one}.values()
    by_side = {
        side: tuple(one for one in parties if side in sides_of((one,), catalog, settings)) for side in sorted(BOTH)
    }
    return Shared(kpi, goal, by_side["sales"], by_side["marketing"]) if all(by_side.values()) else None


def _step_sides(playbook: Playbook, catalog: Catalog, settings: Settings) -> tuple[frozenset[Side], ...]:
    roles = (catalog.target(playbook, ("steps", number, "role")) for number in range(len(playbook.steps)))
    return tuple(sides_of((role,), catalog, settings) if role else frozenset() for role in roles)


def _hands_over(one: frozenset[Side], other: frozenset[Side]) -> bool:
    return bool(one and other) and one != other


def _passes(playbook: Playbook, catalog: Catalog, settings: Settings) -> bool:
    known = [one for one in _step_sides(playbook, catalog, settings) if one]
    return any(_hands_over(one, other) for one, other in pairwise(known))


def _promises(playbook: Playbook, catalog: Catalog, settings: Settings) -> tuple[Promise, ...]:
    """Of the playbook as a whole, and of each step that takes over from the other side."""
    keeper = next(iter(catalog.follow(playbook, "accountable")), None) or owner(catalog, playbook)
    found = [Promise(playbook, None, keeper, playbook.sla)] if playbook.sla else []
    before: frozenset[Side] = frozenset()
    for number, own in enumerate(_step_sides(playbook, catalog, settings)):
        step = playbook.steps[number]
        if step.sla and _hands_over(before, own):
            found.append(Promise(playbook, step, catalog.target(playbook, ("steps", number, "role")), step.sla))
        before = own or before
    return tuple(found)

"""Standing: how far each initiative is, and what in it waits for somebody."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mops_kb.kinds.initiative.model import Initiative
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.kpi.views import KpiView, all_views
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.ownership import owner
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text
from mops_kb.reports.change.reporting import days_late, next_report
from mops_kb.reports.initiatives import phase
from mops_kb.reports.initiatives.affected import Affected, affected
from mops_kb.reports.initiatives.gates import Gate
from mops_kb.reports.initiatives.need import Need


@dataclass(frozen=True)
class Waiting:
    """Something that is open for `days`. `who` should act; a worry has the `team` that has it."""

    initiative: Initiative
    text: Text
    since: date
    days: int
    who: Entity | None
    team: Entity | None = None
    need: Text | None = None
    due: date | None = None
    is_overdue: bool = False


@dataclass(frozen=True)
class Worry:
    """What a team is concerned about; `days` until it was answered, or until today."""

    team: Entity
    text: Text
    raised_on: date
    owner: Entity | None
    answer: Text | None
    answered_on: date | None
    days: int

    @property
    def is_open(self) -> bool:
        return self.answered_on is None


@dataclass(frozen=True)
class Standing:
    """`next` is what the first gate that is not passed lacks first; None where all are. `report_due` is the day of
    the next report, `days_late` how long it is late."""

    initiative: Initiative
    owner: Entity | None
    affected: Affected
    gates: tuple[Gate, ...]
    passed: int
    next_gate: Gate | None
    next: Need | None
    kpis: tuple[KpiView, ...]
    report_due: date | None
    days_late: int
    blockers: tuple[Waiting, ...]
    asks: tuple[Waiting, ...]
    closed_asks: int
    worries: tuple[Worry, ...]

    @property
    def open_worries(self) -> tuple[Worry, ...]:
        return tuple(worry for worry in self.worries if worry.is_open)

    @property
    def overdue_asks(self) -> int:
        return sum(ask.is_overdue for ask in self.asks)


def standings(catalog: Catalog, settings: Settings) -> Mapping[str, Standing]:
    """Initiative → how it stands; what is over comes last. For `catalog.once`."""
    those = sorted(catalog.of(Initiative), key=lambda one: one.is_over)
    return {one.id: _standing(one, catalog, settings) for one in those}


def _standing(one: Initiative, catalog: Catalog, settings: Settings) -> Standing:
    as_of = settings.as_of
    far = phase.standing(one, catalog, settings)
    due = next_report(one, as_of)
    views = catalog.once(all_views, settings)
    asks = tuple(_asks(one, catalog, as_of))
    return Standing(
        one,
        owner(catalog, one),
        affected(one, catalog, settings),
        far.gates,
        far.passed,
        far.gate,
        far.need,
        tuple(views[kpi.id] for kpi in catalog.follow(one, "kpis") if isinstance(kpi, Kpi)),
        due,
        days_late(due, as_of),
        () if one.is_over else tuple(sorted(_blockers(one, catalog, as_of), key=lambda waiting: waiting.since)),
        () if one.is_over else tuple(sorted(asks, key=lambda ask: (ask.due or date.max, ask.since))),
        _closed(one, catalog, as_of),
        tuple(_worries(one, catalog, as_of)),
    )


def _blockers(one: Initiative, catalog: Catalog, as_of: date) -> Iterator[Waiting]:
    for n, blocker in enumerate(one.blockers):
        if blocker.is_open(as_of):
            who = _entity(catalog.target(one, ("blockers", n, "owner")))
            days = (as_of - blocker.since).days
            yield Waiting(one, blocker.text, blocker.since, days, who, need=blocker.need)


def _asks(one: Initiative, catalog: Catalog, as_of: date) -> Iterator[Waiting]:
    """Of somebody whom the site does not show nothing is told."""
    for n, ask in enumerate(one.asks):
        who = _entity(catalog.target(one, ("asks", n, "of")))
        if who and ask.is_open(as_of):
            overdue = ask.due is not None and ask.due < as_of
            yield Waiting(one, ask.text, ask.on, (as_of - ask.on).days, who, due=ask.due, is_overdue=overdue)


def _closed(one: Initiative, catalog: Catalog, as_of: date) -> int:
    asked = [ask for n, ask in enumerate(one.asks) if catalog.target(one, ("asks", n, "of"))]
    return sum(ask.closed_on is not None and ask.closed_on <= as_of for ask in asked)


def _worries(one: Initiative, catalog: Catalog, as_of: date) -> Iterator[Worry]:
    for n, concern in enumerate(one.concerns):
        team = _entity(catalog.target(one, ("concerns", n, "team")))
        if team and concern.raised_on <= as_of:
            answered = concern.answered_on if concern.is_answered(as_of) else None
            yield Worry(
                team,
                concern.text,
                concern.raised_on,
                _entity(catalog.target(one, ("concerns", n, "owner"))),
                concern.answer if answered else None,
                answered,
                ((answered or as_of) - concern.raised_on).days,
            )


def _entity(found: object) -> Entity | None:
    return found if isinstance(found, Entity) else None

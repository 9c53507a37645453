"""What the page of an initiative shows beyond its own record: gates, whom it affects, KPIs before and after."""

from dataclasses import dataclass
from itertools import groupby

from mops_kb.kinds.initiative.model import Initiative
from mops_kb.kinds.kpi.views import KpiView, all_views
from mops_kb.model.entity import Entity
from mops_kb.model.ownership import behind
from mops_kb.model.report import Wiki
from mops_kb.reports.initiatives.affected import Affected, How, affected
from mops_kb.reports.initiatives.compared import Compared, compared
from mops_kb.reports.initiatives.gates import Gate
from mops_kb.reports.initiatives.limits import Limits, limits
from mops_kb.reports.initiatives.need import Lack, Need
from mops_kb.reports.initiatives.phase import Standing, standing


@dataclass(frozen=True)
class Group:
    """What is missing in the same way and from the same hands, in one line."""

    first: Lack
    things: tuple[Entity, ...]


@dataclass(frozen=True)
class NeedView:
    need: Need
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class GateView:
    gate: Gate
    needs: tuple[NeedView, ...]


@dataclass(frozen=True)
class GatesView:
    """`first` is what is missing first; None once all gates are passed."""

    standing: Standing
    gates: tuple[GateView, ...]
    first: NeedView | None
    limits: Limits


@dataclass(frozen=True)
class AffectedRow:
    """A team with the channels that reach it, or a role with its holders."""

    who: Entity
    why: tuple[tuple[How, tuple[Entity, ...]], ...]
    those: tuple[Entity, ...]


@dataclass(frozen=True)
class AffectedView:
    affected: Affected
    teams: tuple[AffectedRow, ...]
    roles: tuple[AffectedRow, ...]


@dataclass(frozen=True)
class ComparedRow:
    compared: Compared
    view: KpiView


def of_gates(initiative: Initiative, wiki: Wiki) -> GatesView:
    found = standing(initiative, wiki.catalog, wiki.settings)
    gates = tuple(GateView(gate, tuple(_need(need) for need in gate.needs)) for gate in found.gates)
    return GatesView(found, gates, _need(found.need) if found.need else None, limits())


def of_affected(initiative: Initiative, wiki: Wiki) -> AffectedView | None:
    catalog = wiki.catalog
    found = affected(initiative, catalog, wiki.settings)
    if not found.teams and not found.roles:
        return None
    teams = tuple(AffectedRow(team, _why(found, team), _channels(initiative, team, wiki)) for team in found.teams)
    roles = tuple(
        AffectedRow(role, _why(found, role), behind(catalog, role, wiki.settings.as_of)) for role in found.roles
    )
    return AffectedView(found, teams, roles)


def of_kpis(initiative: Initiative, wiki: Wiki) -> tuple[ComparedRow, ...] | None:
    views = wiki.catalog.once(all_views, wiki.settings)
    those = compared(initiative, wiki.catalog, wiki.settings, wiki.settings.as_of)
    return tuple(ComparedRow(one, views[one.kpi.id]) for one in those) or None


def _need(need: Need) -> NeedView:
    groups = []
    for _, those in groupby(need.missing, key=lambda lack: (lack.why, lack.who, lack.text, lack.day, lack.of)):
        lacks = tuple(those)
        groups.append(Group(lacks[0], tuple(lack.thing for lack in lacks if lack.thing)))
    return NeedView(need, tuple(groups))


def _why(found: Affected, who: Entity) -> tuple[tuple[How, tuple[Entity, ...]], ...]:
    ways: dict[How, list[Entity]] = {}
    for reason in found.why[who.ref]:
        ways.setdefault(reason.how, []).append(reason.thing)
    return tuple((how, tuple(things)) for how, things in ways.items())


def _channels(initiative: Initiative, team: Entity, wiki: Wiki) -> tuple[Entity, ...]:
    catalog = wiki.catalog
    lines = range(len(initiative.channels))
    found = (
        catalog.target(initiative, ("channels", n, "channel"))
        for n in lines
        if catalog.target(initiative, ("channels", n, "team")) is team
    )
    return tuple(channel for channel in found if isinstance(channel, Entity))

"""What the pages about communication show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mops_kb.kinds.channel.attendance import Burden, attendance, by_person, by_role, by_team
from mops_kb.kinds.channel.model import Channel, hours
from mops_kb.kinds.channel.views import ChannelView
from mops_kb.kinds.channel.views import page as channel_page
from mops_kb.kinds.person.model import Person
from mops_kb.kinds.role.model import Role
from mops_kb.kinds.team.model import Team
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.kind import Kind
from mops_kb.model.page import View
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings
from mops_kb.reports.communication.joins import HandOff, Joint, Pair, hand_offs, joins

PLAN = "communication-plan.md"
HAND_OFFS = "hand-offs.md"


@dataclass(frozen=True)
class PlanTable:
    """Every channel with the five columns of the plan, and its verdict."""

    groups: tuple[tuple[str, tuple[ChannelView, ...]], ...]
    count: int
    hours: Decimal
    hours_after: Decimal


@dataclass(frozen=True)
class Parted:
    """Two teams that are left without a meeting; `standing` are the channels that still join them.

    `channels` are their meetings of today, or, where they have none, the standing channels.
    """

    teams: tuple[Team, Team]
    channels: tuple[Channel, ...]
    standing: tuple[Channel, ...]


@dataclass(frozen=True)
class HandOffsView:
    """`longest` waits are in days, over all hand-offs; `unmet` counts pairs that hand over and have no meeting."""

    rows: tuple[HandOff, ...]
    count: int
    longest: int | None
    longest_after: int | None
    unmet: int
    unmet_after: int
    parted: tuple[Parted, ...]


@dataclass(frozen=True)
class Alone:
    """Pairs of teams that meet in this channel only."""

    parted: tuple[Parted, ...]


@dataclass(frozen=True)
class SpentView:
    """Hours in an average month; for a person, the channels and what each takes."""

    hours: Decimal
    hours_after: Decimal
    channels: tuple[tuple[Channel, Decimal], ...]


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return (PLAN, HAND_OFFS)


def views(wiki: Wiki) -> Iterable[View]:
    """Nothing where the wiki has no channels; no hand-offs where no playbook has any."""
    if wiki.catalog.of(Channel):
        yield View(PLAN, "communication/plan.md", _plan(wiki), "communication", "communication.plan")
        facts = _hand_offs(wiki)
        if facts.rows:
            yield View(HAND_OFFS, "communication/hand_offs.md", facts, "communication", "communication.hand-offs")


def _plan(wiki: Wiki) -> PlanTable:
    catalog, settings = wiki.catalog, wiki.settings
    rows = [channel_page(channel, catalog, settings) for channel in catalog.of(Channel)]
    groups = ((sort, tuple(row for row in rows if row.channel.sort == sort)) for sort in ("meeting", "standing"))
    taken = catalog.once(attendance, settings).values()
    return PlanTable(
        tuple((sort, those) for sort, those in groups if those),
        len(rows),
        hours(sum(one.minutes for one in taken)),
        hours(sum(one.minutes_after for one in taken)),
    )


def _hand_offs(wiki: Wiki) -> HandOffsView:
    rows = wiki.catalog.once(hand_offs, wiki.settings)
    found = wiki.catalog.once(joins, wiki.settings)
    teams = {team.id: team for team in wiki.catalog.of(Team)}
    after = {pair: found.after.get(pair, Joint()) for pair in found.today}
    parted = [
        _parted(pair, joint, after[pair].standing, teams)
        for pair, joint in found.today.items()
        if not after[pair].meetings and (joint.meetings or not after[pair].standing)
    ]
    return HandOffsView(
        rows,
        sum(row.count for row in rows),
        max((row.today.wait for row in rows if row.today.wait), default=None),
        max((row.after.wait for row in rows if row.after.wait), default=None),
        sum(1 for row in rows if row.today.wait is None),
        sum(1 for row in rows if row.after.wait is None),
        tuple(parted),
    )


def _parted(pair: Pair, joint: Joint, standing: tuple[Channel, ...], teams: Mapping[str, Team]) -> Parted:
    meetings = tuple(channel for _, channel in joint.meetings)
    return Parted((teams[pair[0]], teams[pair[1]]), meetings or joint.standing, standing)


def joins_alone(channel: Channel, wiki: Wiki) -> Alone | None:
    """Who would lose their only meeting, or their only channel, with whom, if this one went."""
    parted = wiki.catalog.once(_only, wiki.settings).get(channel.id)
    return Alone(tuple(parted)) if parted else None


def _only(catalog: Catalog, settings: Settings) -> dict[str, list[Parted]]:
    teams = {team.id: team for team in catalog.of(Team)}
    found: dict[str, list[Parted]] = {}
    for pair, joint in catalog.once(joins, settings).today.items():
        if len(joint.meetings) == 1:
            only = joint.meetings[0][1]
            found.setdefault(only.id, []).append(_parted(pair, joint, joint.standing, teams))
        elif not joint.meetings and len(joint.standing) == 1:
            found.setdefault(joint.standing[0].id, []).append(_parted(pair, joint, (), teams))
    return found


def spent_by_person(person: Person, wiki: Wiki) -> SpentView | None:
    catalog, settings = wiki.catalog, wiki.settings
    channels = catalog.once(_channels, settings).get(person.id, ())
    if not channels:
        return None
    burden = catalog.once(by_person, settings)[person.id]
    each = [(channel, hours(channel.minutes_a_year())) for channel in channels]
    return _spent(burden, tuple(sorted(each, key=lambda one: (-one[1], one[0].id))))


def spent_by_role(role: Role, wiki: Wiki) -> SpentView | None:
    return _of(role, wiki.catalog.once(_roles, wiki.settings))


def spent_by_team(team: Team, wiki: Wiki) -> SpentView | None:
    return _of(team, wiki.catalog.once(_teams, wiki.settings))


def _of(whose: Entity, burdens: Mapping[str, Burden]) -> SpentView | None:
    burden = burdens.get(whose.id)
    return _spent(burden, ()) if burden and burden.minutes else None


def _roles(catalog: Catalog, settings: Settings) -> dict[str, Burden]:
    return {one.whose.id: one for one in catalog.once(by_role, settings) if one.whose}


def _teams(catalog: Catalog, settings: Settings) -> dict[str, Burden]:
    return {one.whose.id: one for one in catalog.once(by_team, settings) if one.whose}


def _spent(burden: Burden, channels: tuple[tuple[Channel, Decimal], ...]) -> SpentView:
    return SpentView(hours(burden.minutes), hours(burden.minutes_after), channels)


def _channels(catalog: Catalog, settings: Settings) -> dict[str, list[Channel]]:
    """What everybody takes part in, by the person's id."""
    found: dict[str, list[Channel]] = {}
    for one in catalog.once(attendance, settings).values():
        for person in one.people:
            found.setdefault(person.id, []).append(one.channel)
    return found

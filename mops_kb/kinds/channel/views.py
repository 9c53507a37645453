"""What the communication plan shows: every channel with its hours, the audit, and what decisions have saved."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from mops_kb.kinds.channel.attendance import Attendance, Burden, attendance, by_person, by_role, by_team
from mops_kb.kinds.channel.audit import Candidate, audit
from mops_kb.kinds.channel.model import PER_YEAR, Channel, Decision, hours
from mops_kb.model.catalog import Catalog
from mops_kb.model.each import each
from mops_kb.model.entity import Entity, Record
from mops_kb.model.ownership import behind, owner
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import LEVELS, Settings

COLUMNS = ("agenda", "purpose", "participants", "frequency", "format")
"""The five columns of the plan that want to be filled in; a standing channel needs no agenda and no frequency."""
MOST = 10
"""So many people and roles are named as those who spend the most time."""


@dataclass(frozen=True)
class ChannelView:
    """Hours are person-hours in an average month; `lacking` are the columns that are not filled in."""

    channel: Channel
    owner: Record | None
    parties: tuple[Record, ...]
    people: tuple[Entity, ...]
    hours: Decimal
    hours_each: Decimal
    hours_after: Decimal
    lacking: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    state: str
    by: Record | None
    into: Record | None
    tool: Record | None
    joined_by: tuple[Record, ...]
    """What is merged into it."""

    @property
    def saved(self) -> Decimal:
        """Person-hours a month fewer, once all verdicts are carried out; less than 0 for what takes others in."""
        return self.hours - self.hours_after


@dataclass(frozen=True)
class Asked:
    """A candidate with its hours ready to show."""

    candidate: Candidate
    hours: Decimal
    owner: Record | None
    state: Literal["open", "decided", "stale"]


@dataclass(frozen=True)
class Spent:
    """Hours a month that channels take of somebody or of a group, today and after the verdicts."""

    whose: Record | None
    hours: Decimal
    hours_after: Decimal


@dataclass(frozen=True)
class Decided:
    """All verdicts of one sort: how many, and the person-hours a month of their channels before and after."""

    decision: str
    count: int
    hours: Decimal
    hours_after: Decimal


@dataclass(frozen=True)
class PlanView:
    sorts: tuple[tuple[str, int], ...]
    """How many channels there are of each sort."""
    count: int
    hours: Decimal
    hours_after: Decimal
    asked: tuple[Asked, ...]
    undecided: int
    decided: tuple[Decided, ...]
    complete: Decimal | None
    """Share of the cells in the five columns that are filled in."""
    incomplete: tuple[ChannelView, ...]
    absent: tuple[Record, ...]
    """Teams that no channel names."""
    teams: tuple[Spent, ...]
    roles: tuple[Spent, ...]
    people: tuple[Spent, ...]

    @property
    def a_year(self) -> Mapping[str, int]:
        """How many meetings of each frequency a year has."""
        return PER_YEAR

    @property
    def saved(self) -> Decimal:
        """Person-hours a month that all verdicts together save."""
        return self.hours - self.hours_after

    @property
    def open(self) -> tuple[Asked, ...]:
        return tuple(one for one in self.asked if one.state != "decided")

    @property
    def settled(self) -> tuple[Asked, ...]:
        return tuple(one for one in self.asked if one.state == "decided")


@each
def page(channel: Channel, catalog: Catalog, settings: Settings) -> ChannelView:
    taken = catalog.once(attendance, settings)[channel.id]
    asked = catalog.once(_by_channel, settings)
    return ChannelView(
        channel,
        owner(catalog, channel),
        catalog.follow(channel, "participants"),
        taken.people,
        hours(taken.minutes),
        hours(channel.minutes_a_year()),
        hours(taken.minutes_after),
        _lacking(channel),
        asked.get(channel.id, ()),
        channel.verdict_state(),
        next(iter(catalog.follow(channel, "verdict.by")), None),
        next(iter(catalog.follow(channel, "verdict.into")), None),
        next(iter(catalog.follow(channel, "verdict.tool")), None),
        catalog.who(channel, "takes-in"),
    )


def index(catalog: Catalog, settings: Settings) -> PlanView:
    views = [page(channel, catalog, settings) for channel in catalog.of(Channel)]
    asked = tuple(
        Asked(one, hours(one.minutes), owner(catalog, one.channel), _asked(one.channel))
        for one in catalog.once(audit, settings)
    )
    sorts = [view.channel.sort for view in views]
    taken = catalog.once(attendance, settings).values()
    wanted = sum(len(_wanted(view.channel)) for view in views)
    return PlanView(
        tuple((sort, sorts.count(sort)) for sort in ("meeting", "standing") if sort in sorts),
        len(views),
        hours(sum(one.minutes for one in taken)),
        hours(sum(one.minutes_after for one in taken)),
        asked,
        len({one.candidate.channel.id for one in asked if one.state != "decided"}),
        _decided(list(taken)),
        1 - Decimal(sum(len(view.lacking) for view in views)) / wanted if wanted else None,
        tuple(view for view in views if view.lacking),
        _absent(views, catalog),
        _spent(catalog.once(by_team, settings)),
        _spent(catalog.once(by_role, settings)[:MOST]),
        _spent(tuple(catalog.once(by_person, settings).values())[:MOST]),
    )


def _by_channel(catalog: Catalog, settings: Settings) -> dict[str, tuple[Candidate, ...]]:
    """What the audit asks about each channel; a pair stands with both."""
    found: dict[str, list[Candidate]] = defaultdict(list)
    for one in catalog.once(audit, settings):
        for channel in [one.channel, one.other] if one.sort == "merge" and one.other else [one.channel]:
            found[channel.id].append(one)
    return {id: tuple(those) for id, those in found.items()}


def _asked(channel: Channel) -> Literal["open", "decided", "stale"]:
    if channel.decided:
        return "decided"
    return "stale" if channel.verdict else "open"


def _decided(taken: Sequence[Attendance]) -> tuple[Decided, ...]:
    found = []
    for decision in get_args(Decision):
        those = [one for one in taken if one.channel.decided and one.channel.decided.decision == decision]
        if those:
            before, after = sum(one.minutes for one in those), sum(one.minutes_after for one in those)
            found.append(Decided(decision, len(those), hours(before), hours(after)))
    return tuple(found)


def _wanted(channel: Channel) -> tuple[str, ...]:
    return COLUMNS if channel.sort == "meeting" else tuple(set(COLUMNS) - {"agenda", "frequency"})


def _lacking(channel: Channel) -> tuple[str, ...]:
    return tuple(column for column in COLUMNS if column in _wanted(channel) and not getattr(channel, column))


def _absent(views: Sequence[ChannelView], catalog: Catalog) -> tuple[Record, ...]:
    """Teams with members of which neither the team, nor a role, nor a member is named as a participant."""
    named = {party.ref for view in views for party in view.parties}
    named |= {team.ref for view in views for party in view.parties for team in catalog.follow(party, "team")}
    return tuple(team for team in catalog.named("team") if team.ref not in named and catalog.who(team, "members"))


def _spent(burdens: Sequence[Burden]) -> tuple[Spent, ...]:
    return tuple(Spent(one.whose, hours(one.minutes), hours(one.minutes_after)) for one in burdens if one.minutes)


def undecided(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: the audit asks about a meeting, and nobody has decided."""
    seen = set()
    for one in catalog.once(audit, settings):
        if one.channel.verdict or one.channel.id in seen:
            continue
        seen.add(one.channel.id)
        document = catalog.documents[one.channel.ref]
        at_stake = round(hours(one.minutes))
        yield problem(document.path, document.start, "undecided-channel", one.sort, id=one.channel.id, hours=at_stake)


def outdated(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Findings: a row that has changed since it was judged, and a verdict that could not tell."""
    variant = "remedy" if settings.visibility == LEVELS[-1] else "hidden"  # the seal tells of participants not shown
    for channel in catalog.of(Channel):
        document = catalog.documents[channel.ref]
        place = document.place(("verdict",))
        row = channel.seal() if variant == "remedy" else ""
        if channel.verdict and channel.verdict_state() == "stale":
            on = channel.verdict.on
            yield problem(document.path, place, "stale-verdict", variant, id=channel.id, row=row, on=on)
        if channel.verdict_state() == "unsealed":
            yield problem(document.path, place, "unsealed-verdict", variant, id=channel.id, row=row)


def unattended(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: a participant that stands for nobody today: a role without a holder, a team without members."""
    for channel in catalog.of(Channel):
        for position, written in enumerate(channel.participants):
            party = catalog.target(channel, ("participants", position))
            if party and not behind(catalog.complete, party, settings.as_of):
                document = catalog.documents[channel.ref]
                place = document.place(("participants", position))
                yield problem(document.path, place, "nobody-attends", id=channel.id, party=written)


def ended_target(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """A meeting cannot be merged into one that ends itself, or into what is no meeting."""
    for channel in catalog.of(Channel):
        target = catalog.target(channel, ("verdict", "into"))
        if not isinstance(target, Channel) or not channel.verdict or channel.verdict.decision != "merge":
            continue
        ends = target.decided and target.decided.decision in ("stop", "move")
        if ends or target.sort != "meeting":
            document = catalog.documents[channel.ref]
            place = document.place(("verdict", "into"))
            yield problem(document.path, place, "merge-into-nothing", id=channel.id, into=target.id)

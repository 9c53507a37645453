"""What the communication plan shows: every channel with its hours, the audit, and what decisions have saved."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from mops_kb.kinds.channel.audit import Attended, Candidate, attendees, candidates
from mops_kb.kinds.channel.model import Channel, decimal
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.ownership import owner
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings

COLUMNS = ("agenda", "purpose", "participants", "frequency", "format")
"""The five columns of the plan that want to be filled in; a standing channel needs no agenda and no frequency."""


@dataclass(frozen=True)
class ChannelView:
    """Hours are person-hours in an average month."""

    channel: Channel
    parties: tuple[Record, ...]
    people: tuple[Entity, ...]
    hours: Decimal
    hours_each: Decimal
    hours_after: Decimal
    candidates: tuple[Candidate, ...]
    by: Record | None
    into: Record | None
    tool: Record | None

    @property
    def saved(self) -> Decimal:
        """Person-hours a month that the verdict saves."""
        return self.hours - self.hours_after


@dataclass(frozen=True)
class Asked:
    """A candidate with its hours ready to show; decided means that somebody has given a verdict."""

    candidate: Candidate
    hours: Decimal
    owner: Record | None
    decided: bool


@dataclass(frozen=True)
class PlanView:
    groups: tuple[tuple[str, tuple[ChannelView, ...]], ...]
    count: int
    hours: Decimal
    hours_after: Decimal
    asked: tuple[Asked, ...]
    undecided: int
    complete: Decimal | None
    """Share of the cells in the five columns that are filled in."""
    absent: tuple[Record, ...]
    """Teams that appear in no channel."""
    busiest: tuple[tuple[Entity, Decimal], ...]

    @property
    def saved(self) -> Decimal:
        """Person-hours a month that all verdicts together save."""
        return self.hours - self.hours_after


def page(channel: Channel, catalog: Catalog, settings: Settings) -> ChannelView:
    return _view(channel, catalog, settings, _audit(catalog, settings))


def index(catalog: Catalog, settings: Settings) -> PlanView:
    audit = _audit(catalog, settings)
    views = [_view(channel, catalog, settings, audit) for channel in catalog.of(Channel)]
    asked = tuple(
        Asked(one, decimal(one.hours), owner(catalog, one.channel), bool(one.channel.verdict)) for one in audit
    )
    groups = ((sort, tuple(view for view in views if view.channel.sort == sort)) for sort in ("meeting", "standing"))
    return PlanView(
        tuple((sort, those) for sort, those in groups if those),
        len(views),
        sum((view.hours for view in views), Decimal(0)),
        sum((view.hours_after for view in views), Decimal(0)),
        asked,
        len({one.candidate.channel.id for one in asked if not one.decided}),
        _complete(views),
        _absent(views, catalog),
        _busiest(views),
    )


def _audit(catalog: Catalog, settings: Settings) -> tuple[Candidate, ...]:
    attended = [Attended(one, attendees(one, catalog, settings.as_of)) for one in catalog.of(Channel)]
    return candidates(attended, catalog)


def _view(channel: Channel, catalog: Catalog, settings: Settings, audit: tuple[Candidate, ...]) -> ChannelView:
    people = attendees(channel, catalog, settings.as_of)
    return ChannelView(
        channel,
        catalog.follow(channel, "participants"),
        people,
        decimal(channel.hours_each() * len(people)),
        decimal(channel.hours_each()),
        decimal(channel.hours_each_after() * len(people)),
        tuple(one for one in audit if channel.ref in (one.channel.ref, one.other.ref if one.other else None)),
        next(iter(catalog.follow(channel, "verdict.by")), None),
        next(iter(catalog.follow(channel, "verdict.into")), None),
        next(iter(catalog.follow(channel, "verdict.tool")), None),
    )


def _complete(views: list[ChannelView]) -> Decimal | None:
    wanted = [
        getattr(view.channel, column)
        for view in views
        for column in COLUMNS
        if view.channel.sort == "meeting" or column not in ("agenda", "frequency")
    ]
    return Decimal(sum(1 for cell in wanted if cell)) / len(wanted) if wanted else None


def _absent(views: list[ChannelView], catalog: Catalog) -> tuple[Record, ...]:
    """Teams with members of which neither the team, nor a role, nor a member is named as a participant."""
    named = {party.ref for view in views for party in view.parties}
    named |= {team.ref for view in views for party in view.parties for team in catalog.follow(party, "team")}
    return tuple(team for team in catalog.named("team") if team.ref not in named and catalog.who(team, "members"))


def _busiest(views: list[ChannelView], most: int = 10) -> tuple[tuple[Entity, Decimal], ...]:
    """Who spends the most hours a month in channels."""
    hours: dict[str, Fraction] = {}
    people: dict[str, Entity] = {}
    for view in views:
        for person in view.people:
            people[person.id] = person
            hours[person.id] = hours.get(person.id, Fraction(0)) + view.channel.hours_each()
    top = sorted(hours, key=lambda id: (-hours[id], id))[:most]
    return tuple((people[id], decimal(hours[id])) for id in top)


def undecided(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: the audit asks about a meeting, and nobody has decided."""
    seen = set()
    for one in _audit(catalog, settings):
        if one.channel.verdict or one.channel.id in seen:
            continue
        seen.add(one.channel.id)
        document = catalog.documents[one.channel.ref]
        hours = round(decimal(one.hours))
        yield problem(document.path, document.start, "undecided-channel", one.sort, id=one.channel.id, hours=hours)

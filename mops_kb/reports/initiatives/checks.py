"""Problems: a change that runs past those whom it affects, and days that cannot be."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from mops_kb.kinds.channel.model import Channel
from mops_kb.kinds.initiative.model import Initiative
from mops_kb.kinds.initiative.parts import Gates
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.problem import Problem, problem
from mops_kb.model.ref import Location
from mops_kb.model.settings import Settings
from mops_kb.reports.initiatives.affected import affected
from mops_kb.reports.initiatives.gates import gates, then


def nobody_affected(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """A change that runs and affects no team is none, or nobody has thought of them."""
    complete = catalog.complete
    for initiative in _running(complete):
        if not affected(initiative, complete, settings).teams:
            document = complete.documents[initiative.ref]
            yield problem(document.path, document.place(("state",)), "initiative-without-team", id=initiative.id)


def not_reached(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Each team that a running change affects has a channel by which it hears of it."""
    complete = catalog.complete
    for initiative in _running(complete):
        document = complete.documents[initiative.ref]
        found = affected(initiative, complete, settings)
        lines = range(len(initiative.channels))
        those = (complete.target(initiative, ("channels", n, "team")) for n in lines)
        reached = {team.id for team in those if team}
        place = document.place(("channels",)) if initiative.channels else document.place(("state",))
        for team in found.teams:
            if team.id in reached:
                continue
            params = {"id": initiative.id, "team": team.id, "why": [str(one.thing.ref) for one in found.why[team.ref]]}
            if channel := _fitting(team, complete):
                yield problem(document.path, place, "audience-without-channel", "near", **params, channel=channel.id)
            else:
                yield problem(document.path, place, "audience-without-channel", **params)


def ahead(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """What was done was done on a day that is over; what is to come stands in the calendar."""
    complete = catalog.complete
    for initiative in complete.of(Initiative):
        document = complete.documents[initiative.ref]
        for location, day in _days(initiative):
            if day > settings.as_of:
                place = document.place(location)
                yield problem(document.path, place, "day-ahead", id=initiative.id, field=location[-1], day=day)


def too_early(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """A gate that is dated before its evidence. What is still missing today is a finding."""
    complete = catalog.complete
    whole = settings if settings.is_internal else replace(settings, visibility="internal")
    dated = [one for one in complete.of(Initiative) if one.gates != Gates()]
    for initiative in dated:
        document = complete.documents[initiative.ref]
        for gate in gates(initiative, complete, whole, settings.as_of):
            day = gate.dated
            if not day or day > settings.as_of:
                continue
            open_then = {need.name for need in then(initiative, gate.phase, complete, whole, day) if not need.is_met}
            late = [need for need in gate.needs if need.is_met and need.name in open_then]
            if late:
                place = document.place(("gates", gate.phase))
                needs = [need.name for need in late]
                last = max((need.latest for need in late if need.latest), default=None)
                params = {"id": initiative.id, "phase": gate.phase, "day": day, "needs": needs}
                if last:
                    yield problem(document.path, place, "gate-too-early", "until", **params, last=last)
                else:
                    yield problem(document.path, place, "gate-too-early", **params)


def _running(catalog: Catalog) -> Iterator[Initiative]:
    return (one for one in catalog.of(Initiative) if one.state == "running")


def _fitting(team: Entity, catalog: Catalog) -> Channel | None:
    """A channel in which the team takes part, to be suggested."""
    those = [one for one in catalog.who(team, "attends") if isinstance(one, Channel) and not one.ends]
    return next(iter(those), None)


_DAYS: tuple[tuple[str, str], ...] = (
    ("talks", "on"),
    ("concerns", "raised_on"),
    ("concerns", "answered_on"),
    ("duties", "agreed_on"),
    ("executives_told", "on"),
    ("blockers", "since"),
    ("blockers", "removed_on"),
    ("reports", "on"),
    ("asks", "on"),
    ("asks", "closed_on"),
)


def _days(initiative: Initiative) -> Iterator[tuple[Location, date]]:
    """The days on which something is said to have been done, and where they stand."""
    for name, field in _DAYS:
        for n, part in enumerate(getattr(initiative, name)):
            if day := getattr(part, field):
                yield (name, n, field), day
    if initiative.outcome:
        yield ("outcome", "on"), initiative.outcome.on
    for phase in ("before", "during", "after"):
        if day := getattr(initiative.gates, phase):
            yield ("gates", phase), day

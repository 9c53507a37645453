"""Onboarding: what somebody who takes up a role does on the first day, in the first week and month, and later."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from mops_kb.compute import introduction
from mops_kb.kinds.channel.model import Channel
from mops_kb.kinds.person.model import Person
from mops_kb.kinds.playbook.model import Playbook, Step
from mops_kb.kinds.role.model import Role
from mops_kb.kinds.team.model import Team
from mops_kb.kinds.tool.model import Tool
from mops_kb.kinds.training.model import Training
from mops_kb.kinds.training.needs import required_of, useful_for
from mops_kb.model.address import address
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.kind import Kind
from mops_kb.model.ownership import holdings
from mops_kb.model.page import View
from mops_kb.model.problem import Problem, problem
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings

INDEX = "onboarding/index.md"
MATES = 8
"""So many colleagues are named; the page of the team has them all."""
Moment = Literal["day", "week", "month", "later"]
_MET: Mapping[str | None, Moment] = {"daily": "day", "weekly": "week", "biweekly": "month", "monthly": "month"}
"""When somebody comes to a meeting first, by how often it is held."""
_LEARNT: tuple[tuple[int, Moment], ...] = ((1, "day"), (7, "week"), (31, "month"))
"""When a training stands on the list, by the days within which it is due."""
_NOT_IN_USE = ("candidate", "retired")


@dataclass(frozen=True)
class Met:
    person: Person
    deputy: Record | None


@dataclass(frozen=True)
class Manager:
    """A role above, and who holds it: nobody where it is vacant."""

    role: Role
    people: tuple[Met, ...]
    is_vacant: bool


@dataclass(frozen=True)
class Part:
    """A playbook and the steps in it that the role does, with their numbers."""

    playbook: Playbook
    steps: tuple[tuple[int, Step], ...]


@dataclass(frozen=True)
class Phase:
    name: Moment
    managers: tuple[Manager, ...] = ()
    peers: tuple[Met, ...] = ()
    mates: tuple[Met, ...] = ()
    more_mates: int = 0
    channels: tuple[Channel, ...] = ()
    tools: tuple[Tool, ...] = ()
    playbooks: tuple[Part, ...] = ()
    trainings: tuple[Training, ...] = ()
    useful: tuple[Training, ...] = ()

    @property
    def is_empty(self) -> bool:
        """The first day never is: there is the role's own page to read."""
        return self == Phase(self.name) and self.name != "day"


@dataclass(frozen=True)
class Onboarding:
    """The counts are of the whole checklist; `minutes` are those of the required trainings."""

    role: Role
    path: str
    team: Team | None
    phases: tuple[Phase, ...]
    channels: int
    tools: int
    playbooks: int
    trainings: int
    minutes: int


@dataclass(frozen=True)
class OnboardingIndex:
    intro: Entity | None
    groups: tuple[tuple[Record | None, tuple[Onboarding, ...]], ...]
    count: int


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return (INDEX,)


def views(wiki: Wiki) -> Iterable[View]:
    """Nothing where the wiki has no roles."""
    found = wiki.catalog.once(onboardings, wiki.settings)
    intro = introduction(wiki.catalog, INDEX)
    if found or intro:
        teams = [*wiki.catalog.named("team"), None]
        groups = ((team, tuple(one for one in found.values() if one.team is team)) for team in teams)
        facts = OnboardingIndex(intro, tuple((team, those) for team, those in groups if those), len(found))
        yield View(INDEX, "onboarding/index.md", facts, "onboarding", "onboarding.title")
    for one in found.values():
        yield View(one.path, "onboarding/page.md", one, "onboarding", one.role.title, called="onboarding.of")


def of_role(role: Entity, wiki: Wiki) -> Onboarding:
    return wiki.catalog.once(onboardings, wiki.settings)[role.id]


def onboardings(catalog: Catalog, settings: Settings) -> Mapping[str, Onboarding]:
    """Role → its checklist. For `catalog.once`."""
    return {role.id: _onboarding(role, catalog, settings) for role in catalog.of(Role)}


def path_of(role: Record) -> str:
    return f"onboarding/{role.id}.md"


def twins(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """No hand-written page may stand where a checklist comes out."""
    complete = catalog.complete
    taken = {address(path_of(role)).strip("/").casefold() for role in complete.named("role")}
    for note in complete.named("note"):
        where = address(note.path).strip("/").casefold() if isinstance(note, Entity) else ""
        if where in taken:
            document = complete.documents[note.ref]
            yield problem(document.path, document.place(("id",)), "same-page", address=where, other="mops-kb")


def _onboarding(role: Role, catalog: Catalog, settings: Settings) -> Onboarding:
    team = next((one for one in catalog.follow(role, "team") if isinstance(one, Team)), None)
    channels = _channels(role, team, catalog)
    own, shared = _tools(role, team, catalog)
    playbooks = _playbooks(role, catalog)
    trainings = required_of(role, catalog)
    useful = useful_for(role, catalog)
    managers = _managers(role, catalog, settings)
    peers = _met((held.person for held in holdings(catalog, role, settings.as_of)), catalog)
    known = {met.person.id for manager in managers for met in manager.people} | {met.person.id for met in peers}
    mates = [mate for mate in (catalog.who(team, "members") if team else ()) if mate.id not in known]
    phases = (
        Phase(
            moment,
            managers=managers if moment == "day" else (),
            peers=peers if moment == "week" else (),
            mates=_met(mates[:MATES], catalog) if moment == "week" else (),
            more_mates=max(len(mates) - MATES, 0) if moment == "week" else 0,
            channels=tuple(channel for channel in channels if _meets(channel) == moment),
            tools=own if moment == "day" else shared if moment == "week" else (),
            playbooks=playbooks if moment == "month" else (),
            trainings=tuple(training for training in trainings if _learns(training) == moment),
            useful=useful if moment == "later" else (),
        )
        for moment in get_args(Moment)
    )
    return Onboarding(
        role,
        path_of(role),
        team,
        tuple(phases),
        len(channels),
        len(own) + len(shared),
        len(playbooks),
        len(trainings),
        sum(training.minutes or 0 for training in trainings),
    )


def _managers(role: Role, catalog: Catalog, settings: Settings) -> tuple[Manager, ...]:
    """Those above, up to the first role that somebody holds."""
    found: dict[str, Manager] = {}
    here = next(iter(catalog.follow(role, "reports_to")), None)
    while isinstance(here, Role) and here.id not in found:
        people = _met((held.person for held in holdings(catalog, here, settings.as_of)), catalog)
        is_vacant = not holdings(catalog.complete, here, settings.as_of)
        found[here.id] = Manager(here, people, is_vacant)
        here = next(iter(catalog.follow(here, "reports_to")), None) if is_vacant else None
    return tuple(found.values())


def _met(people: Iterable[Record], catalog: Catalog) -> tuple[Met, ...]:
    return tuple(
        Met(person, next(iter(catalog.follow(person, "deputy")), None))
        for person in people
        if isinstance(person, Person)
    )


def _channels(role: Role, team: Team | None, catalog: Catalog) -> list[Channel]:
    """Where the role or its team takes part, by id; nobody is sent where it is to end."""
    attended = {channel.id for party in (role, team) if party for channel in catalog.who(party, "attends")}
    return [
        channel
        for id in sorted(attended)
        if isinstance(channel := catalog.records["channel"].get(id), Channel) and not channel.ends
    ]


def _meets(channel: Channel) -> Moment:
    return "day" if channel.sort == "standing" else _MET.get(channel.frequency, "later")


def _tools(role: Role, team: Team | None, catalog: Catalog) -> tuple[tuple[Tool, ...], tuple[Tool, ...]]:
    """Those of the role's own steps, and what else its team uses."""
    own = {
        tool.id: tool
        for playbook in catalog.who(role, "does")
        for tool in _tools_of_steps(playbook, role, catalog)
        if isinstance(tool, Tool) and tool.state not in _NOT_IN_USE
    }
    shared = (tool for tool in (catalog.who(team, "uses") if team else ()) if isinstance(tool, Tool))
    return tuple(own.values()), tuple(t for t in shared if t.id not in own and t.state not in _NOT_IN_USE)


def _tools_of_steps(playbook: Record, role: Role, catalog: Catalog) -> Iterator[Record]:
    if isinstance(playbook, Playbook):
        for number, step in _steps(playbook, role):
            for position in range(len(step.tools)):
                if tool := catalog.target(playbook, ("steps", number - 1, "tools", position)):
                    yield tool


def _playbooks(role: Role, catalog: Catalog) -> tuple[Part, ...]:
    those = (one for one in catalog.who(role, "does") if isinstance(one, Playbook))
    return tuple(Part(playbook, _steps(playbook, role)) for playbook in those)


def _steps(playbook: Playbook, role: Role) -> tuple[tuple[int, Step], ...]:
    """The role's steps, counted from 1."""
    steps = enumerate(playbook.steps, 1)
    return tuple((number, step) for number, step in steps if (step.role or "").removeprefix("role:") == role.id)


def _learns(training: Training) -> Moment:
    return next((moment for days, moment in _LEARNT if training.due_within.days <= days), "later")

"""Mine: what an initiative changes for somebody who holds these roles in these teams, when, and whom to ask."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from mops_kb.kinds.initiative.model import Initiative
from mops_kb.kinds.initiative.parts import Shift
from mops_kb.kinds.playbook.model import Playbook, Step
from mops_kb.kinds.training.model import Session, Training
from mops_kb.kinds.training.needs import Need, completed, needs_by_person
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.ownership import behind, held
from mops_kb.model.settings import Settings
from mops_kb.reports.change.moments import DATED, Moment, moments
from mops_kb.reports.change.standing import Standing, Waiting, Worry


@dataclass(frozen=True)
class Who:
    """For whom a change is told. `person` is None where it is told for all in a role or a team."""

    person: Entity | None
    roles: tuple[Entity, ...]
    teams: tuple[Entity, ...]

    def has(self, party: Record | None) -> bool:
        mine = {one.ref for one in (self.person, *self.roles, *self.teams) if one}
        return party is not None and party.ref in mine


@dataclass(frozen=True)
class Duty:
    role: Entity
    shift: Shift


@dataclass(frozen=True)
class Part:
    """A playbook that changes, and the steps in it that are done in one of the roles, with their numbers."""

    playbook: Playbook
    steps: tuple[tuple[int, Step], ...]


@dataclass(frozen=True)
class Course:
    """`sessions` are those ahead. Of a single person `need` is what is asked of them, `done` the day on which they
    completed it without being asked."""

    training: Training
    sessions: tuple[Session, ...]
    need: Need | None
    done: date | None


@dataclass(frozen=True)
class Mine:
    """`steps` are parts of playbooks that they work in, `read` playbooks that change without a step of theirs.
    `adopters` are those near them who already work in the new way, `others` those further away."""

    standing: Standing
    who: Who
    duties: tuple[Duty, ...]
    steps: tuple[Part, ...]
    read: tuple[Playbook, ...]
    tools: tuple[Entity, ...]
    ahead: tuple[Moment, ...]
    courses: tuple[Course, ...]
    owners: tuple[Entity, ...]
    channels: tuple[Entity, ...]
    adopters: tuple[Entity, ...]
    others: tuple[Entity, ...]
    worries: tuple[Worry, ...]
    asks: tuple[Waiting, ...]

    @property
    def initiative(self) -> Initiative:
        return self.standing.initiative

    @property
    def next(self) -> Moment | None:
        return self.ahead[0] if self.ahead else None

    @property
    def open_worries(self) -> int:
        return sum(worry.is_open for worry in self.worries)


def who_is(person: Entity, catalog: Catalog, as_of: date) -> Who:
    """With the roles that they hold on the day, and the teams of theirs and of these."""
    roles = tuple(one.role for one in held(catalog, person, as_of))
    return Who(person, roles, _once((*catalog.follow(person, "team"), *_teams(roles, catalog))))


def who_in(party: Entity, catalog: Catalog) -> Who:
    """All in a role, or in a team."""
    if party.kind == "role":
        return Who(None, (party,), _once(_teams((party,), catalog)))
    return Who(None, _once(catalog.who(party, "team-roles")), (party,))


def mine(standing: Standing, who: Who, catalog: Catalog, settings: Settings) -> Mine:
    one = standing.initiative
    parts = [_part(playbook, who) for playbook in catalog.follow(one, "playbooks") if isinstance(playbook, Playbook)]
    adopters = [adopter for adopter in _once(catalog.follow(one, "early_adopters")) if adopter != who.person]
    near = tuple(adopter for adopter in adopters if _is_near(adopter, who, catalog))
    return Mine(
        standing,
        who,
        tuple(_duties(one, who, catalog)),
        tuple(part for part in parts if part.steps),
        tuple(part.playbook for part in parts if not part.steps),
        _tools(one, parts, who, catalog),
        tuple(_ahead(one, who, catalog, settings)),
        tuple(_courses(one, who, catalog, settings)),
        behind(catalog, standing.owner, settings.as_of),
        _once(channel for team, channel in _channels(one, catalog) if who.has(team)),
        near,
        tuple(adopter for adopter in adopters if adopter not in near),
        tuple(worry for worry in standing.worries if who.has(worry.team)),
        tuple(ask for ask in standing.asks if who.has(ask.who)),
    )


def _teams(roles: Sequence[Record], catalog: Catalog) -> Iterator[Record]:
    for role in roles:
        yield from catalog.follow(role, "team")


def _duties(one: Initiative, who: Who, catalog: Catalog) -> Iterator[Duty]:
    for n, shift in enumerate(one.duties):
        role = catalog.target(one, ("duties", n, "role"))
        if isinstance(role, Entity) and role in who.roles:
            yield Duty(role, shift)


def _part(playbook: Playbook, who: Who) -> Part:
    roles = {role.id for role in who.roles}
    steps = enumerate(playbook.steps, 1)
    return Part(playbook, tuple((n, step) for n, step in steps if (step.role or "").removeprefix("role:") in roles))


def _tools(one: Initiative, parts: Sequence[Part], who: Who, catalog: Catalog) -> tuple[Entity, ...]:
    """Those of the initiative that their teams use, or that stand in steps of theirs."""
    used = {tool.id for team in who.teams for tool in catalog.who(team, "uses")}
    used |= {tool.removeprefix("tool:") for part in parts for _, step in part.steps for tool in step.tools}
    return _once(tool for tool in catalog.follow(one, "tools") if tool.id in used)


def _ahead(one: Initiative, who: Who, catalog: Catalog, settings: Settings) -> Iterator[Moment]:
    """What is to come: not what others are asked, nor talks with others."""
    for moment in catalog.once(moments, settings)[one.id]:
        is_ahead = moment.sort in DATED and moment.state != "done" and moment.day >= settings.as_of
        if is_ahead and _concerns(moment, who, catalog):
            yield moment


def _concerns(moment: Moment, who: Who, catalog: Catalog) -> bool:
    if isinstance(moment.who, Training):
        return _is_for(moment.who, who, catalog)
    return moment.who is None or who.has(moment.who)


def _courses(one: Initiative, who: Who, catalog: Catalog, settings: Settings) -> Iterator[Course]:
    asked = catalog.once(needs_by_person, settings).get(who.person.id, ()) if who.person else ()
    for training in catalog.follow(one, "trainings"):
        if isinstance(training, Training) and _is_for(training, who, catalog):
            done = catalog.once(completed, settings)[training.id] if who.person else {}
            sessions = sorted((s for s in training.sessions if s.on >= settings.as_of), key=lambda s: s.on)
            need = next((need for need in asked if need.training.id == training.id), None)
            yield Course(training, tuple(sessions), need, done.get(who.person.id) if who.person else None)


def _is_for(training: Training, who: Who, catalog: Catalog) -> bool:
    """Whether it is meant for them, or for nobody in particular."""
    meant = (*catalog.follow(training, "required_for"), *catalog.follow(training, "useful_for"))
    return not (training.required_for or training.useful_for) or any(who.has(party) for party in meant)


def _channels(one: Initiative, catalog: Catalog) -> Iterator[tuple[Record, Record]]:
    for n in range(len(one.channels)):
        team, channel = (catalog.target(one, ("channels", n, end)) for end in ("team", "channel"))
        if team and channel:
            yield team, channel


def _is_near(adopter: Record, who: Who, catalog: Catalog) -> bool:
    return who.has(adopter) or any(who.has(team) for team in catalog.follow(adopter, "team"))


def _once(those: "Iterator[Record] | Sequence[Record]") -> tuple[Entity, ...]:
    found = {one.ref: one for one in those if isinstance(one, Entity)}
    return tuple(found.values())

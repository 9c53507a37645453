"""Hands: what is in the hands of each person, and what of it in theirs alone. Worked out for everybody in one go."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mops_kb.kinds.channel.attendance import attendance
from mops_kb.kinds.channel.model import Channel
from mops_kb.kinds.event.model import Event
from mops_kb.kinds.person.model import Person
from mops_kb.kinds.playbook.model import Playbook, Step
from mops_kb.kinds.role.model import Role
from mops_kb.kinds.skill.levels import masters
from mops_kb.kinds.skill.model import ALONE, Skill
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.ownership import answering, holdings, things
from mops_kb.model.ref import Ref
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text


@dataclass(frozen=True)
class Shared:
    """A thing for which others answer too."""

    thing: Entity
    others: tuple[Entity, ...]


@dataclass(frozen=True)
class Post:
    """A role that somebody holds today; `only` says that nobody else does."""

    role: Role
    share: Decimal
    only: bool


@dataclass(frozen=True)
class Known:
    """A skill that nobody else masters without help."""

    skill: Skill
    level: int


@dataclass(frozen=True)
class Attended:
    """A channel that somebody takes part in or answers for."""

    channel: Channel
    leads: bool


@dataclass(frozen=True)
class OwnStep:
    """A step of a playbook whose role they alone hold."""

    playbook: Playbook
    number: int
    step: Step


@dataclass(frozen=True)
class Hands:
    """What one person has in hand; `alone`, `skills`, `topics` and `steps` are what nobody else has."""

    alone: tuple[Entity, ...] = ()
    shared: tuple[Shared, ...] = ()
    posts: tuple[Post, ...] = ()
    skills: tuple[Known, ...] = ()
    topics: tuple[Text, ...] = ()
    channels: tuple[Attended, ...] = ()
    verdicts: tuple[Channel, ...] = ()
    steps: tuple[OwnStep, ...] = ()
    events: tuple[Event, ...] = ()

    @property
    def only(self) -> tuple[Post, ...]:
        """The roles that nobody else holds."""
        return tuple(post for post in self.posts if post.only)

    @property
    def decisions(self) -> tuple[Post, ...]:
        """The roles that may decide something."""
        return tuple(post for post in self.posts if post.role.decides)

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """How much hangs on them alone: things, roles, skills, steps."""
        return len(self.alone), len(self.only), len(self.skills), len(self.steps)


def hands(catalog: Catalog, settings: Settings) -> Mapping[str, Hands]:
    """By the person's id; ask by `catalog.once`. Whether somebody is alone is asked of everybody, shown or not."""
    alone, shared = _things(catalog, settings)
    posts = _posts(catalog, settings)
    skills, topics = _skills(catalog, settings), _topics(catalog)
    channels, steps = _channels(catalog, settings), _steps(catalog, posts)
    events = _events(catalog, settings)
    return {
        person.id: Hands(
            tuple(alone[person.id]),
            tuple(shared[person.id]),
            tuple(posts[person.id]),
            tuple(skills[person.id]),
            tuple(topic for topic in person.ask_about if topics[topic] == 1),
            tuple(channels[person.id]),
            tuple(one for one in catalog.who(person, "decided") if isinstance(one, Channel)),
            tuple(steps[person.id]),
            tuple(events[person.id]),
        )
        for person in catalog.of(Person)
    }


def _things(catalog: Catalog, settings: Settings) -> tuple[dict[str, list[Entity]], dict[str, list[Shared]]]:
    everybody = catalog.complete.once(answering, settings)
    alone: dict[str, list[Entity]] = defaultdict(list)
    shared: dict[str, list[Shared]] = defaultdict(list)
    for thing in things(catalog):
        people = everybody[thing.ref]
        if len(people) == 1:
            alone[people[0].id].append(thing)
            continue
        shown = [person for person in people if catalog.get(person.ref)]
        for person in shown:
            shared[person.id].append(Shared(thing, tuple(other for other in shown if other is not person)))
    return alone, shared


def _posts(catalog: Catalog, settings: Settings) -> dict[str, list[Post]]:
    """The role with the largest share of their time first."""
    found: dict[str, list[Post]] = defaultdict(list)
    for role in catalog.of(Role):
        holders = holdings(catalog.complete, role, settings.as_of)
        for holding in holders:
            found[holding.person.id].append(Post(role, holding.share, len(holders) == 1))
    for posts in found.values():
        posts.sort(key=lambda post: -post.share)
    return found


def _skills(catalog: Catalog, settings: Settings) -> dict[str, list[Known]]:
    known = masters(catalog.complete, settings)
    found: dict[str, list[Known]] = defaultdict(list)
    for skill in catalog.of(Skill):
        able = [(person, level) for person, level in known.get(skill.id, {}).items() if level >= ALONE]
        if len(able) == 1:
            person, level = able[0]
            found[person].append(Known(skill, level))
    return found


def _topics(catalog: Catalog) -> Counter[Text]:
    """How many people one may ask about each topic."""
    return Counter(topic for person in catalog.complete.of(Person) for topic in dict.fromkeys(person.ask_about))


def _channels(catalog: Catalog, settings: Settings) -> dict[str, list[Attended]]:
    answers = catalog.once(answering, settings)
    found: dict[str, list[Attended]] = defaultdict(list)
    for one in catalog.once(attendance, settings).values():
        leading = {person.id for person in answers[one.channel.ref]}
        for person in dict.fromkeys([*(person.id for person in one.people), *sorted(leading)]):
            found[person].append(Attended(one.channel, person in leading))
    return found


def _steps(catalog: Catalog, posts: Mapping[str, list[Post]]) -> dict[str, list[OwnStep]]:
    holder: dict[Ref, str] = {post.role.ref: person for person, those in posts.items() for post in those if post.only}
    found: dict[str, list[OwnStep]] = defaultdict(list)
    for playbook in catalog.of(Playbook):
        for position, step in enumerate(playbook.steps):
            role = catalog.target(playbook, ("steps", position, "role"))
            if role and role.ref in holder:
                found[holder[role.ref]].append(OwnStep(playbook, position + 1, step))
    return found


def _events(catalog: Catalog, settings: Settings) -> dict[str, list[Event]]:
    """Those ahead, and those without a date yet, in order."""
    found: dict[str, list[Event]] = defaultdict(list)
    for event in catalog.of(Event):
        span = event.when.span(settings.fiscal_year_start)
        if not event.is_over and (span[1] if span else date.max) >= settings.as_of:
            for person in catalog.follow(event, "people"):
                found[person.id].append(event)
    return found

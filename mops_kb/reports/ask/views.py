"""Whom do I ask? By topic, tool, duty, team and channel: the person, their role, who stands in, and where to ask."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from mops_kb.kinds.capability.model import Capability
from mops_kb.kinds.channel.model import Channel
from mops_kb.kinds.duty.model import Duty
from mops_kb.kinds.person.model import Person
from mops_kb.kinds.team.model import Team
from mops_kb.kinds.tool.model import Tool
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.kind import Kind
from mops_kb.model.ownership import Held, held, holdings, owner, responsible
from mops_kb.model.page import View
from mops_kb.model.report import Wiki
from mops_kb.model.text import Text

PATH = "ask.md"
FEW = 4
"""More people than these are not named one by one: the team or the role is."""


@dataclass(frozen=True)
class Answer:
    """Whom to ask about one thing.

    `about` is its page, None for a topic; `through` is the role or team that answers; `places` are chat channels and
    `how` says how to ask; `more` are words that one may look for it by.
    """

    title: Text
    about: Entity | None
    people: tuple[Person, ...]
    through: tuple[Entity, ...]
    backups: tuple[Entity, ...]
    places: tuple[str, ...]
    how: Text | None = None
    more: tuple[Text, ...] = ()
    nobody: bool = False
    """Whether the role or team that should answer is empty."""


@dataclass(frozen=True)
class AskView:
    groups: tuple[tuple[str, tuple[Answer, ...]], ...]
    """Label keys behind `ask.by.`, and the answers."""
    count: int


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return (PATH,)


def views(wiki: Wiki) -> Iterable[View]:
    """Nothing where there is nobody to ask."""
    answers = {
        "topic": _topics(wiki.catalog, wiki.settings.as_of),
        "tool": _owned(wiki, wiki.catalog.of(Tool)),
        "duty": _duties(wiki.catalog, wiki.settings.as_of),
        "team": _teams(wiki.catalog, wiki.settings.as_of),
        "channel": _owned(wiki, wiki.catalog.of(Channel)),
    }
    groups = tuple((name, those) for name, those in answers.items() if those)
    if groups:
        view = AskView(groups, sum(len(those) for _, those in groups))
        yield View(PATH, "ask/page.md", view, "ask", "ask.title")


def _topics(catalog: Catalog, as_of: date) -> tuple[Answer, ...]:
    """What people say that they may be asked about; the same words of several people are one topic."""
    found: dict[Text, list[Person]] = {}
    for person in catalog.of(Person):
        for topic in person.ask_about:
            found.setdefault(topic, []).append(person)
    return tuple(_answer(topic, None, people, catalog, as_of) for topic, people in found.items())


def _owned(wiki: Wiki, entities: Sequence[Tool | Channel]) -> tuple[Answer, ...]:
    """The people behind the owner."""
    catalog, as_of = wiki.catalog, wiki.settings.as_of
    answers = []
    for entity in entities:
        who = owner(catalog, entity)
        if who and not (isinstance(entity, Tool) and entity.state == "retired"):
            people = [person for person in responsible(catalog, entity, as_of) if isinstance(person, Person)]
            answers.append(_answer(entity.title, entity, people, catalog, as_of, who))
    return tuple(answers)


def _duties(catalog: Catalog, as_of: date) -> tuple[Answer, ...]:
    """People who say that the duty is theirs, else the holders of roles that have it."""
    answers = []
    for duty in catalog.of(Duty):
        those = catalog.who(duty, "entities")
        people = [person for person in those if isinstance(person, Person)]
        roles = [role for role in those if isinstance(role, Entity) and role.kind == "role"]
        held_by = [held.person for role in roles for held in holdings(catalog, role, as_of)]
        people = people or [person for person in dict.fromkeys(held_by) if isinstance(person, Person)]
        if people:
            answers.append(_answer(duty.title, duty, people, catalog, as_of))
    return tuple(answers)


def _teams(catalog: Catalog, as_of: date) -> tuple[Answer, ...]:
    """What a team can be asked for, of its lead."""
    answers = []
    for team in catalog.of(Team):
        lead = next(iter(catalog.follow(team, "lead")), None)
        people = [held.person for held in holdings(catalog, lead, as_of)] if lead else []
        known = [person for person in people if isinstance(person, Person)]
        answers.append(_answer(team.title, team, known, catalog, as_of, team))
    return tuple(answers)


def _answer(
    title: Text,
    about: Entity | None,
    people: Sequence[Person],
    catalog: Catalog,
    as_of: date,
    through: Entity | None = None,
) -> Answer:
    posts = [post for person in people for post in held(catalog, person, as_of)]
    known = {person.ref for person in people}
    backups = [deputy for person in people for deputy in catalog.follow(person, "deputy") if deputy.ref not in known]
    named = tuple(people) if len(people) <= FEW else ()
    return Answer(
        title,
        about,
        named,
        (through,) if through and through is not about and through.kind != "person" else _roles(posts, bool(named)),
        tuple({one.ref: one for one in backups if isinstance(one, Entity) and named}.values()),
        tuple(dict.fromkeys(_places(people, through, catalog))),
        _how(about),
        (*_more(about, catalog), *(Text.of(person.reading) for person in named if person.reading)),
        not people,
    )


def _roles(posts: Sequence[Held], named: bool) -> tuple[Entity, ...]:
    """The largest post of each; nothing more than the names where there are many."""
    return tuple({post.role.ref: post.role for post in posts}.values()) if named else ()


def _places(people: Sequence[Person], through: Entity | None, catalog: Catalog) -> Iterator[str]:
    """The chat channels of their teams."""
    asked: list[Record] = [*([through] if through else []), *people]
    for record in asked:
        teams = [record] if isinstance(record, Team) else catalog.follow(record, "team")
        yield from (team.channel for team in teams if isinstance(team, Team) and team.channel)


def _how(about: Entity | None) -> Text | None:
    if isinstance(about, Tool):
        return about.help
    return about.intake if isinstance(about, Team) else None


def _more(about: Entity | None, catalog: Catalog) -> tuple[Text, ...]:
    if isinstance(about, Tool):
        able = [one for one in catalog.follow(about, "capabilities") if isinstance(one, Capability)]
        aliases = [alias for one in able for alias in one.aliases]
        names = (*about.also, *aliases, *about.tags)
        return (*about.use_for, *(one.title for one in able), *map(Text.of, names))
    if isinstance(about, Channel):
        return (*((about.purpose,) if about.purpose else ()), *(Text.of(topic) for topic in about.topics))
    return about.services if isinstance(about, Team) else ()

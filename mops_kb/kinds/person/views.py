"""What the pages about people show."""

from dataclasses import dataclass
from decimal import Decimal

from mops_kb.kinds.person.model import Person
from mops_kb.model.catalog import Catalog
from mops_kb.model.each import each
from mops_kb.model.entity import Record
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class Held:
    role: Record
    share: Decimal


@dataclass(frozen=True)
class PersonView:
    """`shown` are the personal fields that this site may show."""

    person: Person
    shown: frozenset[str]
    team: Record | None
    roles: tuple[Held, ...]
    deputy: Record | None


@dataclass(frozen=True)
class PeopleView:
    """`teams` counts those that have somebody; whoever is in none makes one more."""

    count: int
    teams: int


@each
def page(person: Person, catalog: Catalog, settings: Settings) -> PersonView:
    roles = []
    for position, post in enumerate(person.posts):
        role = catalog.target(person, ("posts", position, "role"))
        if role and post.held_on(settings.as_of):
            roles.append(Held(role, post.share))
    return PersonView(
        person,
        frozenset(settings.person_fields),
        next(iter(catalog.follow(person, "team")), None),
        tuple(roles),
        next(iter(catalog.follow(person, "deputy")), None),
    )


def index(catalog: Catalog, settings: Settings) -> PeopleView:
    people = catalog.of(Person)
    teams = {next(iter(catalog.follow(person, "team")), None) for person in people}
    return PeopleView(len(people), len(teams))

"""Two sorts of pages, on internal sites: how much hangs on single people, and a hand-over list for each of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mops_kb.kinds.person.model import Person
from mops_kb.model.entity import Entity, Record
from mops_kb.model.kind import Kind
from mops_kb.model.page import View
from mops_kb.model.report import Wiki
from mops_kb.reports.leaving.factor import Departure, Factor, factor
from mops_kb.reports.leaving.hands import Hands, hands
from mops_kb.reports.leaving.heir import Heir, heir

PATH = "bus-factor.md"


@dataclass(frozen=True)
class Row:
    """A person on whom something hangs alone; `path` leads to their list."""

    person: Person
    hands: Hands
    path: str


@dataclass(frozen=True)
class BusFactorView:
    factor: Factor | None
    departures: tuple[Departure, ...]
    """Of those who are shown."""
    rows: tuple[Row, ...]
    free: int
    """People on whom nothing hangs alone."""


@dataclass(frozen=True)
class LeavingView:
    person: Person
    hands: Hands
    deputy: Record | None
    stands_in_for: tuple[Record, ...]
    heir: Heir | None

    @property
    def is_empty(self) -> bool:
        return self.hands == Hands()


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return (PATH,)


def path_of(person: Person) -> str:
    return f"leaving/{person.id}.md"


def views(wiki: Wiki) -> Iterator[View]:
    """Nothing on a public site, nor where the wiki has no people."""
    people = wiki.catalog.of(Person) if wiki.settings.is_internal else ()
    if people:
        yield View(PATH, "leaving/page.md", _bus_factor(people, wiki), "leaving", "leaving.bus-factor")
    written = {entity.path for entity in wiki.catalog.named("note") if isinstance(entity, Entity)}
    for person in people:
        if path_of(person) not in written:
            yield View(
                path_of(person), "leaving/list.md", _leaving(person, wiki), "leaving", person.title, called="leaving.of"
            )


def of_person(person: Person, wiki: Wiki) -> Row | None:
    """The section of a person's page."""
    return _row(person, wiki) if wiki.settings.is_internal else None


def _row(person: Person, wiki: Wiki) -> Row:
    return Row(person, wiki.catalog.once(hands, wiki.settings)[person.id], path_of(person))


def _bus_factor(people: Iterable[Person], wiki: Wiki) -> BusFactorView:
    rows = [_row(person, wiki) for person in people]
    hung = sorted((row for row in rows if any(row.hands.counts)), key=lambda row: row.hands.counts, reverse=True)
    found = factor(wiki.catalog, wiki.settings)
    shown = tuple(one for one in found.departures if wiki.catalog.get(one.person.ref)) if found else ()
    return BusFactorView(found, shown, tuple(hung), len(rows) - len(hung))


def _leaving(person: Person, wiki: Wiki) -> LeavingView:
    catalog, settings = wiki.catalog, wiki.settings
    everybody = catalog.once(hands, settings)
    return LeavingView(
        person,
        everybody[person.id],
        next(iter(catalog.follow(person, "deputy")), None),
        catalog.who(person, "stands-in-for"),
        heir(person, everybody, catalog, settings),
    )

"""People: who is affected by changes that are planned or running, and what changes for each of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mops_kb.model.address import address
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.problem import Problem, problem
from mops_kb.model.ref import Ref
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings
from mops_kb.reports.change.mine import Mine, Who, mine, who_in, who_is
from mops_kb.reports.change.standing import Standing, standings

INDEX = "change/index.md"


@dataclass(frozen=True)
class Changes:
    """All changes for one person, role or team; only a person has a page of them."""

    of: Entity
    who: Who
    changes: tuple[Mine, ...]

    @property
    def path(self) -> str:
        return path_of(self.of)


def path_of(person: Record) -> str:
    return f"change/{person.id}.md"


def of(entity: Entity, wiki: Wiki) -> Changes | None:
    """The section of a person's, a role's or a team's page."""
    return wiki.catalog.once(changes, wiki.settings).get(entity.ref)


def people(catalog: Catalog, settings: Settings) -> tuple[Changes, ...]:
    """Those who have a page."""
    return tuple(one for ref, one in catalog.once(changes, settings).items() if ref.kind == "person")


def changes(catalog: Catalog, settings: Settings) -> Mapping[Ref, Changes]:
    """Person, role or team → what changes for it, the running before the planned. What a single person has to do and
    to answer is for colleagues; a public site tells it by role and team. For `catalog.once`."""
    found: dict[Ref, list[Standing]] = defaultdict(list)
    those = catalog.once(standings, settings).values()
    for standing in sorted(those, key=lambda one: one.initiative.state != "running"):
        if not standing.initiative.is_over:
            whom = standing.affected
            for one in (*whom.people, *whom.roles, *whom.teams):
                found[one.ref].append(standing)
    return {
        one.ref: _changes(one, found[one.ref], catalog, settings)
        for kind in (("person",) if settings.is_internal else ()) + ("role", "team")
        for one in catalog.named(kind)
        if isinstance(one, Entity) and one.ref in found
    }


def _changes(of: Entity, those: list[Standing], catalog: Catalog, settings: Settings) -> Changes:
    who = who_is(of, catalog, settings.as_of) if of.kind == "person" else who_in(of, catalog)
    return Changes(of, who, tuple(mine(standing, who, catalog, settings) for standing in those))


def twins(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """No hand-written page may stand where the changes of somebody come out."""
    complete = catalog.complete
    taken = {address(path_of(person)).strip("/").casefold() for person in complete.named("person")}
    for note in complete.named("note"):
        where = address(note.path).strip("/").casefold() if isinstance(note, Entity) else ""
        if where in taken:
            document = complete.documents[note.ref]
            yield problem(document.path, document.place(("id",)), "same-page", address=where, other="mops-kb")

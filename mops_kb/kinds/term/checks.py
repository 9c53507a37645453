"""Checks: no two terms claim one name, and nobody uses a name that is given up elsewhere."""

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from mops_kb.kinds.term.model import Term
from mops_kb.model.catalog import Catalog
from mops_kb.model.document import Place
from mops_kb.model.entity import Entity
from mops_kb.model.problem import Problem, problem
from mops_kb.model.ref import Location
from mops_kb.model.settings import Settings


class Claim(NamedTuple):
    """A name that an entity claims, and where it says so."""

    name: str
    entity: Entity
    location: Location


def twice(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """A name means one thing: it stands in one term, or is given up by one entity, however it is written."""
    everything = catalog.complete
    seen: dict[str, Claim] = {}
    for claim in [*_used(everything), *_given_up(everything)]:
        first = seen.setdefault(_folded(claim.name), claim)
        own = first.entity is claim.entity
        if first is claim or (own and not _gives_up(claim)):
            continue
        path, place = _at(everything, claim)
        other_path, (line, _) = _at(everything, first)
        told = {"name": claim.name, "id": claim.entity.id, "other": f"{other_path}:{line}", "first": first.entity.id}
        yield problem(path, place, "alias-twice", "own" if own else "remedy", **told)


def _used(catalog: Catalog) -> Iterator[Claim]:
    """The names that are right: of terms all of them."""
    for term in catalog.of(Term):
        for language, title in term.title.versions:
            yield Claim(title, term, ("title", language) if language else ("title",))
        if term.english:
            yield Claim(term.english, term, ("english",))
        for position, alias in enumerate(term.aliases):
            yield Claim(alias, term, ("aliases", position))


def _given_up(catalog: Catalog) -> Iterator[Claim]:
    for entity in catalog.entities():
        field = "deprecated" if isinstance(entity, Term) else "former_names"
        for position, old in enumerate(entity.outdated):
            yield Claim(old.name, entity, (field, position))


def _gives_up(claim: Claim) -> bool:
    return claim.location[0] in ("deprecated", "former_names")


def _at(catalog: Catalog, claim: Claim) -> tuple[str, Place]:
    document = catalog.documents[claim.entity.ref]
    location = (*claim.location, "name") if (*claim.location, "name") in document.places else claim.location
    return document.at(location)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())

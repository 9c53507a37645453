"""Orphans: pages to which no other page leads, and which lead to none."""

from collections.abc import Iterator

from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.ownership import is_thing
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings

_FRAME = ("owner", "duty", "pillar")
"""Fields that say where a page belongs, and not what it has to do with others."""
_FOR_ALL = ("blackout", "term")
"""Kinds of which a record that names nobody holds for everybody, or is reached from wherever its word stands."""


def orphan(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: nothing links to it, and it links to nothing. A page that is hidden leads to it all the same."""
    for entity in catalog.entities():
        known = entity.kind in _FOR_ALL or _introduces(entity)
        if is_thing(entity) and not known and not _is_joined(entity, catalog.complete):
            document = catalog.documents[entity.ref]
            yield problem(document.path, document.start, "orphan", kind=entity.kind, id=entity.id)


def _introduces(entity: Entity) -> bool:
    """It stands where the wiki makes a page, which is how readers come to it."""
    return entity.kind == "note" and entity.path.rpartition("/")[2] == "index.md"


def _is_joined(entity: Entity, catalog: Catalog) -> bool:
    """A row of a table, such as a figure, leads nobody to a page."""
    out = (one for one in catalog.outgoing.get(entity.ref, ()) if one.field not in _FRAME)
    into = (one for one in catalog.incoming.get(entity.ref, ()) if isinstance(catalog.get(one.source), Entity))
    return any(one.target != entity.ref for one in out) or any(one.source != entity.ref for one in into)

"""Machine: the catalog as JSON, for programs that want the facts and not the pages."""

import json
from collections import defaultdict
from typing import Any

from mops_kb.kinds.dataset.named import names_hidden
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.model.address import address
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Part
from mops_kb.model.page import File
from mops_kb.model.ref import Location, pointing
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text

VERSION = 1
"""Counts up when a field of `catalog.json` is taken away or changes its meaning; additions leave it."""
_PERSONAL = ("chat", "email", "phone", "hours", "location", "languages", "joined")
_ALREADY = frozenset({"id", "title", "summary", "body", "visibility"})


def catalog_json(catalog: Catalog, settings: Settings) -> File:
    """`{version, as_of, language, entities: [{kind, id, ref, title, summary, url, source, fields, relations}]}`.

    Texts are in the site's language; `fields` are as written, without what the site does not show; references stand in
    `relations` (name → refs, both ways) and are left out of `fields`.
    """
    facts = {
        "version": VERSION,
        "as_of": settings.as_of.isoformat(),
        "language": settings.language,
        "entities": [_entity(entity, catalog, settings) for entity in catalog.entities()],
    }
    text = json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=False)
    for character, code in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(character, code)
    return File("catalog.json", text + "\n")


def _entity(entity: Entity, catalog: Catalog, settings: Settings) -> dict[str, Any]:
    origin = catalog.origin(entity)
    return {
        "kind": entity.kind,
        "id": entity.id,
        "ref": str(entity.ref),
        "title": _words(entity.title, settings),
        "summary": _words(entity.summary, settings) if entity.summary else None,
        "url": address(entity.path, settings.directory_urls),
        "source": {"path": origin.path, "line": origin.line},
        "fields": _fields(entity, catalog, settings),
        "relations": _relations(entity, catalog),
    }


def _words(text: Text, settings: Settings) -> str:
    return text.words(settings.language, settings.default_language).text


def _fields(entity: Entity, catalog: Catalog, settings: Settings) -> dict[str, Any]:
    private = set(_PERSONAL) - set(settings.person_fields) if entity.kind == "person" else set()
    refs = pointing(type(entity))
    if isinstance(entity, Kpi) and entity.sql and names_hidden(entity.sql, catalog, settings):
        private.add("sql")
    if entity.kind == "brief":
        private.add("figures")  # those of KPIs are not in it either, and here nothing could say which are hidden
    leave = _ALREADY | private | {name for name in refs if not _has_parts(entity, name)}
    dumped = entity.model_dump(mode="json", exclude=set(leave), exclude_none=True, exclude_defaults=True)
    for name in refs & dumped.keys():
        dumped[name] = _parts(dumped[name], name, entity, catalog, settings)
    return {name: value for name, value in dumped.items() if value != []}


def _has_parts(entity: Entity, name: str) -> bool:
    value = getattr(entity, name)
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], Part)


def _parts(
    parts: list[dict[str, Any]], name: str, entity: Entity, catalog: Catalog, settings: Settings
) -> list[dict[str, Any]]:
    """Parts keep their references only where the target is shown; what is nothing without its target goes with it."""
    values: tuple[Part, ...] = getattr(entity, name)
    model = type(values[0])
    own = {ref.id: str(ref) for ref in entity.makes()}
    standing: dict[Location, list[str]] = defaultdict(list)
    for relation in catalog.outgoing.get(entity.ref, ()):
        standing[relation.location[:3]].append(str(relation.target))
    found = []
    for position, part in enumerate(parts):
        if values[position].seen_by not in settings.shown:
            continue
        kept = {key: value for key, value in part.items() if key not in pointing(model) or isinstance(value, int)}
        for key in sorted(pointing(model)):
            targets = standing[name, position, key]
            if not targets and (made := str(part.get(key))) in own:
                targets = [own[made]]
            if targets:
                kept[key] = targets
        needed = {key for key in pointing(model) if model.model_fields[key].is_required()}
        if needed | (model.nothing_without & part.keys()) <= kept.keys():
            found.append(kept)
    return found


def _relations(entity: Entity, catalog: Catalog) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for relation in catalog.outgoing.get(entity.ref, ()):
        found["links-to" if relation.field == "body" else relation.field][str(relation.target)] = None
    for relation in catalog.incoming.get(entity.ref, ()):
        source = catalog.get(relation.source)
        if isinstance(source, Entity):
            found[relation.inverse][str(relation.source)] = None
    return {name: list(refs) for name, refs in found.items()}

"""Entities: what programs are told of one entity. It stands alike in every form, and is no more than the pages tell."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, get_args

from pydantic import TypeAdapter

from mops_kb.kinds.dataset.named import names_hidden
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.model.address import address, data_path
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Part
from mops_kb.model.exact import half_up
from mops_kb.model.ref import Location, pointing
from mops_kb.model.settings import PersonalField, Settings
from mops_kb.model.text import Text
from mops_kb.show import Columns
from mops_kb.show.parts import told_at

PERSONAL: tuple[str, ...] = get_args(PersonalField)
ALREADY = frozenset({"id", "title", "summary", "body", "visibility"})
"""Fields that stand elsewhere in what is told."""
UNTOLD: Mapping[str, frozenset[str]] = {
    "brief": frozenset({"figures"}),  # those of KPIs are not told either, and here nothing could say which are hidden
    "kpi": frozenset({"measure", "ratio"}),  # name datasets and tools by texts of their own
    "scenario": frozenset({"costs"}),
}
_SPAN = TypeAdapter(timedelta)


def told(entity: Entity, catalog: Catalog, columns: Columns, settings: Settings) -> dict[str, Any]:
    """`fields` are as written, without what the site does not show; references stand in `relations` (name → refs, both
    ways) and are left out of `fields`. `facts` are worked out. Texts are in the site's language."""
    origin = catalog.origin(entity)
    return {
        "kind": entity.kind,
        "id": entity.id,
        "ref": str(entity.ref),
        "title": _words(entity.title, settings),
        "summary": _words(entity.summary, settings) if entity.summary else None,
        "url": address(entity.path, settings.directory_urls),
        "markdown": data_path(entity.folder, entity.id, ".md.txt"),
        "source": {"path": origin.path, "line": origin.line},
        "fields": _fields(entity, catalog, settings),
        "facts": _facts(entity, catalog, columns, settings),
        "relations": _relations(entity, catalog),
    }


def plain(value: Any, settings: Settings) -> Any:
    """A value as programs read it: exact numbers as texts, entities as `kind:id`."""
    if isinstance(value, Text):
        return _words(value, settings)
    if isinstance(value, Entity):
        return str(value.ref)
    if isinstance(value, Decimal | Fraction):
        return f"{half_up(value, 6).normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return _SPAN.dump_python(value, mode="json")
    if isinstance(value, tuple):
        return [plain(one, settings) for one in value]
    return value if value is None or isinstance(value, bool | int) else str(value)


def _words(text: Text, settings: Settings) -> str:
    return text.words(settings.language, settings.default_language).text


def _facts(entity: Entity, catalog: Catalog, columns: Columns, settings: Settings) -> dict[str, Any]:
    found = {}
    for name, column in columns.of(entity.kind).items():
        if column.is_fact and column.is_shown(settings) and name not in ("kind", "url"):
            value = plain(column.of(entity, catalog, settings), settings)
            if value not in (None, [], ""):
                found[name] = value if not column.many or isinstance(value, list) else [value]
    return found


def _fields(entity: Entity, catalog: Catalog, settings: Settings) -> dict[str, Any]:
    private = set(PERSONAL) - set(settings.person_fields) if entity.kind == "person" else set()
    refs = pointing(type(entity))
    if isinstance(entity, Kpi) and entity.sql and names_hidden(entity.sql, catalog, settings):
        private.add("sql")
    leave = (
        ALREADY
        | private
        | UNTOLD.get(entity.kind, frozenset())
        | {name for name in refs if not _has_parts(entity, name)}
    )
    dumped = entity.model_dump(mode="json", exclude=set(leave), exclude_none=True, exclude_defaults=True)
    for name in refs & dumped.keys():
        parts = _parts(name, entity, catalog, settings)
        dumped[name] = parts if isinstance(getattr(entity, name), tuple) else next(iter(parts), [])
    return {name: value for name, value in dumped.items() if value != []}


def _has_parts(entity: Entity, name: str) -> bool:
    value = getattr(entity, name)
    return isinstance(value, Part) or (isinstance(value, tuple) and bool(value) and isinstance(value[0], Part))


def _parts(name: str, entity: Entity, catalog: Catalog, settings: Settings) -> list[dict[str, Any]]:
    """Parts keep their references only where the target is shown; what is nothing without its target goes with it."""
    own = {ref.id: str(ref) for ref in entity.makes()}
    standing: dict[Location, list[str]] = defaultdict(list)
    for relation in catalog.outgoing.get(entity.ref, ()):
        for end in range(2, len(relation.location) + 1):
            standing[relation.location[:end]].append(str(relation.target))
    found = []
    for at, part in told_at(name, entity, catalog, settings):
        dumped = part.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
        refs = pointing(type(part))
        kept = {key: value for key, value in dumped.items() if key not in refs or isinstance(value, int)}
        for key in sorted(refs):
            targets = standing[*at, key]
            if not targets and (made := str(dumped.get(key))) in own:
                targets = [own[made]]
            if targets:
                kept[key] = list(dict.fromkeys(targets))
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

"""Schemas: what stands in each JSON file, as JSON Schema, from the same models that read the records."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from mops_kb.formats.json import written
from mops_kb.kept import NOWHERE, Kept, key, text_of
from mops_kb.labels import Labels
from mops_kb.machine.entities import ALREADY, PERSONAL, UNTOLD
from mops_kb.model.address import schema_path
from mops_kb.model.kind import Kind
from mops_kb.model.page import File
from mops_kb.model.ref import parts_of, pointing
from mops_kb.model.settings import Settings
from mops_kb.show import Column, Columns

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_REF = {"type": "string", "pattern": "^[a-z0-9-]+:[^\\s#?%&]+$"}
_REFS = {"type": "array", "items": {"$ref": "#/$defs/ref"}, "minItems": 1}
_EXACT = {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$"}]}
_SORTS: Mapping[str, dict[str, Any]] = {
    "number": _EXACT,
    "share": _EXACT,
    "money": _EXACT,
    "flag": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "ref": {"$ref": "#/$defs/ref"},
}
_HEAD = {
    "$schema": {"type": "string"},
    "version": {"type": "integer", "minimum": 1},
    "as_of": {"type": "string", "format": "date"},
    "language": {"type": "string"},
}
_ANY = {"type": "object"}


def of_catalog() -> File:
    text = _text("catalog.json", _listed({}), _entity({"type": "string"}, _ANY, _ANY), {})
    return File(schema_path("catalog"), text)


def every(
    kinds: Sequence[Kind], columns: Columns, labels: Labels, settings: Settings, kept: Kept = NOWHERE
) -> Mapping[str, str]:
    """Of collections, by their names. Records have no part in it; of a kind that a site declares, its declaration has,
    and so has every other that refers to it."""
    keeps = NOWHERE if any(kind.declared for kind in columns.kinds.values()) else kept
    around = key(repr(settings), sorted(labels.words.items()))
    keys = [keeps.key("schema", around, kind.name) for kind in kinds]
    texts = keeps.each(keys, lambda place: of(kinds[place], columns, labels, settings), text_of)
    return {kind.name: text for kind, text in zip(kinds, texts, strict=True)}


def of(kind: Kind, columns: Columns, labels: Labels, settings: Settings) -> str:
    """Of a collection, and of a file that holds one of its entities."""
    fields = kind.model.model_json_schema(mode="serialization")
    definitions = fields.pop("$defs", {})
    _told(fields, kind, settings)
    for part in {part.__name__: part for part in _parts(kind.model)}.values():
        _with_refs(definitions.get(part.__name__, {}), part)
    known = columns.of(kind.name)
    for name, field in fields["properties"].items():
        if name in known:
            field["title"] = labels(known[name].label)
    facts = {
        name: _fact(column, labels) for name, column in known.items() if column.is_fact and column.is_shown(settings)
    }
    entity = _entity({"const": kind.name}, fields, {**_ANY, "properties": facts, "additionalProperties": False})
    one = {**_object({**_HEAD, "entity": {"$ref": "#/$defs/entity"}})}
    many = _listed({"kind": {"const": kind.name}})
    both = {"if": {"required": ["entities"]}, "then": many, "else": one}
    return _text(labels(f"kind.{kind.name}.plural"), both, entity, definitions)


def _text(title: str, form: Mapping[str, Any], entity: Any, definitions: Mapping[str, Any]) -> str:
    made = {
        "$schema": _DRAFT,
        "title": title,
        **form,
        "$defs": {"entity": entity, "ref": _REF, **_bare(definitions)},
    }
    return written(made) + "\n"


def _listed(more: Mapping[str, Any]) -> dict[str, Any]:
    return _object({**_HEAD, **more, "entities": {"type": "array", "items": {"$ref": "#/$defs/entity"}}})


def _entity(kind: Any, fields: Any, facts: Any) -> dict[str, Any]:
    text = {"type": "string"}
    return _object(
        {
            "kind": kind,
            "id": text,
            "ref": {"$ref": "#/$defs/ref"},
            "title": text,
            "summary": {"type": ["string", "null"]},
            "url": text,
            "markdown": text,
            "source": _object({"path": text, "line": {"type": "integer", "minimum": 1}}),
            "fields": _bare(fields),
            "facts": facts,
            "relations": {"type": "object", "additionalProperties": _REFS},
        }
    )


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _told(fields: dict[str, Any], kind: Kind, settings: Settings) -> None:
    """Without the fields that stand elsewhere or are not told."""
    private = set(PERSONAL) - set(settings.person_fields) if kind.name == "person" else set()
    refs = {name for name in pointing(kind.model) if not parts_of(kind.model.model_fields[name].annotation)}
    for name in ALREADY | UNTOLD.get(kind.name, frozenset()) | private | refs:
        fields["properties"].pop(name, None)
    required = set(fields.pop("required", ())) & fields["properties"].keys() - pointing(kind.model)
    fields["required"] = sorted(required)


def _parts(model: type[BaseModel]) -> Sequence[type[BaseModel]]:
    return [part for name in sorted(pointing(model)) for part in parts_of(model.model_fields[name].annotation)]


def _with_refs(definition: dict[str, Any], part: type[BaseModel]) -> None:
    """References of parts are told as lists of `kind:id`; what may be a number as well stays one."""
    for name in pointing(part) & definition.get("properties", {}).keys():
        definition["properties"][name] = {"anyOf": [{"type": "integer"}, _REFS]}


def _fact(column: Column, labels: Labels) -> dict[str, Any]:
    one = {"enum": list(column.choices)} if column.sort == "choice" else _SORTS.get(column.sort, {"type": "string"})
    made = {"type": "array", "items": one} if column.many else one
    return {"title": labels(column.label), **made} if column.label in labels else made


def _bare(schema: Any) -> Any:
    """Without what is said of fields that are left out: those that have their default are."""
    if isinstance(schema, list):
        return [_bare(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {name: _bare(one) for name, one in schema.items() if name != "default" or isinstance(one, dict)}

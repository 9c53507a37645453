"""Fields: what a model accepts, field by field, in terms that a guide can print and labels can name."""

from dataclasses import dataclass
from functools import lru_cache
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, TypeAdapter
from pydantic.fields import FieldInfo

from mops_kb.model.entity import Entity
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.when import When

_SORTS = {"date": "date", "integer": "whole", "number": "number", "boolean": "flag", "span": "span"}


@dataclass(frozen=True)
class FieldDoc:
    """One field: `name` is dotted for the fields of a part; `sort` is the key of a label `type.SORT`."""

    name: str
    label: str
    """The key of its label; the key with `.help` speaks to the author."""
    sort: str
    many: bool
    required: bool
    kinds: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


@lru_cache(maxsize=100)
def field_docs(model: type[BaseModel], kind: str) -> tuple[FieldDoc, ...]:
    """All fields of a kind's model, those of its parts after the field that holds them."""
    docs: list[FieldDoc] = []
    for name, field in model.model_fields.items():
        docs.extend(_docs(name, label_of(model, kind, name), field))
    return tuple(docs)


def label_of(model: type[BaseModel], kind: str, name: str) -> str:
    """The key of a field's label: one for all kinds, unless a kind has the field alone or with a default of its own."""
    shared = Entity.model_fields.get(name)
    if shared and (shared.is_required() or shared.default == model.model_fields[name].default):
        return f"entity.{name}"
    return f"{kind}.{name}"


def _docs(name: str, label: str, field: FieldInfo) -> list[FieldDoc]:
    kinds: tuple[str, ...] = next((m.kinds for m in field.metadata if isinstance(m, RefTo)), ()) or _kinds(
        field.annotation
    )
    part = _part(field.annotation)
    own = FieldDoc(
        name,
        label,
        "ref" if kinds and not part else _sort(field),
        _is_many(field.annotation),
        field.is_required() and field.annotation is not None and NoneType not in get_args(field.annotation),
        () if part else kinds,
        _choices(field.annotation),
    )
    if not part:
        return [own]
    inner = [_docs(f"{name}.{key}", f"{label}.{key}", inner)[0] for key, inner in part.model_fields.items()]
    return [own, *inner]


def _sort(field: FieldInfo) -> str:
    annotation = field.annotation
    if _choices(annotation):
        return "choice"
    if _part(annotation):
        return "parts"
    if _holds(annotation, Text):
        return "words"
    if _holds(annotation, When):
        return "when"
    schema = _json_type(annotation, field.metadata)
    return _SORTS.get(schema, "text")


def _json_type(annotation: Any, metadata: list[Any]) -> str:
    kept = [mark for mark in metadata if not isinstance(mark, RefTo)]
    schema = TypeAdapter(Annotated[(annotation, *kept)] if kept else annotation).json_schema()
    schema = next((option for option in schema.get("anyOf", ()) if option.get("type") == "array"), schema)
    schema = schema.get("items", schema)
    options = [schema, *schema.get("anyOf", ())]
    for option in options:
        found = option.get("format") if option.get("format") == "date" else option.get("type")
        if found in _SORTS:
            return str(found)
        if "week|month" in str(option.get("pattern", "")):
            return "span"
    return "text"


def _kinds(annotation: Any) -> tuple[str, ...]:
    for part in get_args(annotation):
        if isinstance(part, RefTo):
            return part.kinds
        if kinds := _kinds(part):
            return kinds
    return ()


def _choices(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return tuple(str(choice) for choice in get_args(annotation))
    found = [choices for part in get_args(annotation) if (choices := _choices(part))]
    return found[0] if found and len(found[0]) > 1 else ()


def _part(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((part for inner in get_args(annotation) if (part := _part(inner))), None)


def _holds(annotation: Any, sort: type) -> bool:
    return annotation is sort or any(_holds(part, sort) for part in get_args(annotation))


def _is_many(annotation: Any) -> bool:
    return get_origin(annotation) is tuple or any(_is_many(part) for part in get_args(annotation))

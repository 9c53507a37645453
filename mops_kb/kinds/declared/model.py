"""What stands in a `_kind.yml`, and the model that is made from it."""

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, create_model

from mops_kb.model.entity import Entity, Part
from mops_kb.model.ref import RefTo
from mops_kb.model.text import Text
from mops_kb.model.values import ONE_OR_MANY, Day, Flag, Id, Number, Whole, wrong

FieldType = Literal["text", "number", "date", "choice", "ref"]
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


def _name(written: str) -> str:
    if not _NAME.fullmatch(written):
        raise wrong("field-name", written)
    return written


FieldName = Annotated[str, BeforeValidator(_name)]


class FieldSpec(Part):
    """One field: its type, and for a ref the kind it points to (`to`), for a choice what may be chosen."""

    type: FieldType
    title: Text
    help: Text | None = None
    required: Flag = False
    many: Flag = False
    to: str | None = None
    inverse: Text | None = None
    choices: Annotated[tuple[str, ...], ONE_OR_MANY] = ()


class KindSpec(Part):
    """A kind: its name for references, its titles, its fields."""

    kind: Id
    title: Text
    plural: Text
    summary: Text | None = None
    fields: dict[FieldName, FieldSpec]
    position: Whole = 99


def entity_model(spec: KindSpec, folder: str) -> type[Entity]:
    """The pydantic model that validates records of the kind."""
    fields: dict[str, Any] = {name: _field(spec, name, field) for name, field in spec.fields.items()}
    model = create_model(spec.kind.title().replace("-", ""), __base__=Entity, **fields)
    model.kind, model.folder = spec.kind, folder
    return model


def _field(spec: KindSpec, name: str, field: FieldSpec) -> tuple[Any, Any]:
    value: Any = _type(spec, name, field)
    if field.many:
        return Annotated[tuple.__class_getitem__((value, ...)), ONE_OR_MANY], ... if field.required else ()
    return (value, ...) if field.required else (value | None, None)


def _type(spec: KindSpec, name: str, field: FieldSpec) -> Any:
    if field.type == "ref":
        return Annotated[str, RefTo(field.to or "", inverse=f"{spec.kind}.{name}")]
    if field.type == "choice":
        return Literal[field.choices]
    if field.type == "number":
        return Number
    return Day if field.type == "date" else Text

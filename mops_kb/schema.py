"""Schema: the JSON Schema of a kind's records, for editors, from the same model that validates them."""

from typing import Any

from mops_kb.labels import Labels
from mops_kb.model.fields import label_of
from mops_kb.model.kind import Kind


def of(kind: Kind, labels: Labels) -> dict[str, Any]:
    """A record alone in its file (a mapping) or many in one (a list); described in the language of the labels."""
    record = kind.model.model_json_schema(by_alias=True)
    definitions = record.pop("$defs", {})
    _describe(record, kind, labels)
    for name, part in definitions.items():
        _describe_part(part, kind, name, labels)
    record["required"] = [name for name in record.get("required", ()) if name != "id"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": labels(f"kind.{kind.name}"),
        "description": labels(f"kind.{kind.name}.summary"),
        "anyOf": [
            {"$ref": "#/$defs/record"},
            {"type": "array", "items": {"allOf": [{"$ref": "#/$defs/record"}, {"required": ["id"]}]}},
        ],
        "$defs": {"record": record, **definitions},
    }


def _describe(record: dict[str, Any], kind: Kind, labels: Labels) -> None:
    for name, field in record["properties"].items():
        key = label_of(kind.model, kind.name, name)
        field["title"], field["description"] = labels(key), labels(f"{key}.help")
    record.pop("title", None)
    record.pop("description", None)


def _describe_part(part: dict[str, Any], kind: Kind, name: str, labels: Labels) -> None:
    """Fields of a part have their label behind that of the field that holds it."""
    for field, model_field in kind.model.model_fields.items():
        if name in str(model_field.annotation) and f"{kind.name}.{field}.help" in labels:
            for inner, schema in part.get("properties", {}).items():
                key = f"{kind.name}.{field}.{inner}"
                if key in labels:
                    schema["title"], schema["description"] = labels(key), labels(f"{key}.help")
    part.pop("description", None)

"""Told: what pydantic says of a document, in the words of problems and at their places."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from mops_kb.model.document import Document
from mops_kb.model.problem import Problem, problem
from mops_kb.model.ref import Location

_EXPECTED = {
    "string_type": "text",
    "tuple_type": "list",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
    "decimal_type": "number",
    "decimal_parsing": "number",
    "is_instance_of": "text",
    "int_type": "number",
    "bool_type": "flag",
    "bool_parsing": "flag",
    "date_type": "date",
    "date_from_datetime_parsing": "date",
    "time_delta_type": "span",
    "text-expected": "text",
}
_BOUNDS = {"greater_than_equal": "ge", "greater_than": "gt", "less_than_equal": "le", "less_than": "lt"}


def told(error: ValidationError, document: Document, kind: str, model: type[BaseModel]) -> Iterator[Problem]:
    """One problem for each mistake that was found in the document."""
    for details in error.errors(include_url=False):
        yield _problem(details, document, kind, model)


def _problem(error: ErrorDetails, document: Document, kind: str, model: type[BaseModel]) -> Problem:
    location: Location = tuple(error["loc"])
    sort = error["type"]
    name = str(location[-1]) if location else ""
    context = error.get("ctx", {})
    if sort == "missing":
        place = document.key(location)
        return problem(document.path, place, "missing-field", kind=kind, field=".".join(map(str, location)))
    if sort == "extra_forbidden":
        return _unknown(document, location, kind, model)
    if sort == "literal_error":
        written, allowed = str(error["input"]), str(context["expected"]).replace("'", "`").replace(" or ", ", ")
        return problem(
            document.path, document.place(location), "not-a-choice", field=name, written=written, allowed=allowed
        )
    if sort in _BOUNDS:
        bound = (
            f"{'>' if sort.startswith('g') else '<'}{'=' if sort.endswith('equal') else ''} {context[_BOUNDS[sort]]}"
        )
        return problem(document.path, document.place(location), "out-of-range", field=name, bound=bound)
    if sort in _EXPECTED:
        return problem(
            document.path, document.place(location), "wrong-type", field=name or kind, expected=_EXPECTED[sort]
        )
    if "-" in sort:
        params = {key: str(value) for key, value in context.items()}
        return problem(document.path, document.place(location), sort, field=name, **params)
    raise AssertionError(f"no problem is made of the validation error {error}")


def _unknown(document: Document, location: Location, kind: str, model: type[BaseModel]) -> Problem:
    written = str(location[-1])
    fields = _fields(model, location[:-1])
    near = get_close_matches(written, fields, n=1)
    return problem(
        document.path,
        document.key(location),
        "unknown-field",
        "near" if near else "remedy",
        kind=kind,
        field=written,
        near=near[0] if near else "",
        fields=", ".join(fields),
    )


def _fields(model: type[BaseModel], location: Location) -> list[str]:
    """The names that may stand at this place of a record."""
    for step in location:
        if isinstance(step, str) and (field := model.model_fields.get(step)):
            model = _part(field.annotation) or model
    return list(model.model_fields)


def _part(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((part for inner in get_args(annotation) if (part := _part(inner))), None)

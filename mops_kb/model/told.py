"""Told: what pydantic says of a document, in the words of problems and at their places."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from mops_kb.model.document import Document
from mops_kb.model.problem import ENOUGH, Problem, problem
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
    "number-expected": "number",
    "when-expected": "when",
    "literal_error": "choice",
    "int_parsing": "number",
    "dict_type": "mapping",
}
_ABOUT_KEYS = ("language-code", "field-name", "change-superfluous")
_BOUNDS = {
    "greater_than_equal": (">=", "ge"),
    "greater_than": (">", "gt"),
    "less_than_equal": ("<=", "le"),
    "less_than": ("<", "lt"),
}


def told(error: ValidationError, document: Document, kind: str, model: type[BaseModel]) -> Iterator[Problem]:
    """One problem for each mistake that was found in the document.

    Of a header without any name of ours that is all there is to say. What it calls by a strange name is not told as
    missing as well, and of a list whose parts are all of a wrong
    sort the first is told.
    """
    mistakes = error.errors(include_url=False)[: ENOUGH + 1]
    strange = [_location(mistake) for mistake in mistakes if mistake["type"] == "extra_forbidden"]
    if document.row and len(strange) > 1 and {("id",), *strange} >= {(name,) for name in document.values}:
        fields = [name for name in model.model_fields if name != "id"]
        yield problem(document.path, document.keys[()], "csv-names", fields=fields)
        return
    misspelt = {_near(location, model) for location in strange}
    unnamed = {location[:-1] for location in strange if not _near(location, model)}
    seen = set()
    for mistake in mistakes:
        location = _location(mistake)
        if mistake["type"] == "missing" and (location in misspelt or (document.row and location[:-1] in unnamed)):
            continue
        alike = (mistake["type"], tuple(step for step in location if isinstance(step, str)))
        if mistake["type"] == "model_type" and alike in seen:
            continue
        seen.add(alike)
        yield _problem(mistake, document, kind, model)


def _location(mistake: ErrorDetails) -> Location:
    """Where the mistake was made. A custom error may point further down, by `at`."""
    location = tuple(step for step in mistake["loc"] if step != "[key]")
    return (*location, mistake.get("ctx", {})["at"]) if "at" in mistake.get("ctx", {}) else location


def _problem(error: ErrorDetails, document: Document, kind: str, model: type[BaseModel]) -> Problem:
    location = _location(error)
    sort = error["type"]
    names = [step for step in location if isinstance(step, str)]
    name = names[-1] if names else kind
    context = error.get("ctx", {})
    path = document.path
    place = document.key(location) if sort in _ABOUT_KEYS else document.place(location)
    if sort == "missing":
        return problem(path, document.lack(location), "missing-field", kind=kind, field=".".join(names))
    if sort == "extra_forbidden":
        return _unknown(document, location, kind, model)
    if sort == "literal_error" and isinstance(error["input"], str):
        allowed = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        return problem(path, place, "not-a-choice", field=name, written=error["input"], allowed=allowed)
    if sort in _BOUNDS:
        sign, limit = _BOUNDS[sort]
        return problem(path, place, "out-of-range", field=name, bound=f"{sign} {context[limit]}")
    if sort == "string_pattern_mismatch":
        return problem(path, place, "text-form", field=name, written=error["input"])
    if sort in _EXPECTED:
        return problem(path, place, "wrong-type", field=name, expected=_EXPECTED[sort])
    if "-" in sort:
        params = {key: str(value) for key, value in context.items() if key != "at"}
        return problem(path, place, sort, field=name, **params)
    raise AssertionError(f"no problem is made of the validation error {error}")


def _unknown(document: Document, location: Location, kind: str, model: type[BaseModel]) -> Problem:
    near = _near(location, model)
    return problem(
        document.path,
        document.key(location),
        "unknown-field",
        "near" if near else "remedy",
        kind=kind,
        field=location[-1],
        near=near[-1] if near else "",
        fields=_fields(model, location[:-1]),
    )


def _near(location: Location, model: type[BaseModel]) -> Location:
    """The field that was meant; empty if there is none like it."""
    near = get_close_matches(str(location[-1]).lower(), _fields(model, location[:-1]), n=1)
    return (*location[:-1], near[0]) if near else ()


def _fields(model: type[BaseModel], location: Location) -> list[str]:
    """The names that may stand at this place of a record."""
    for step in location:
        if isinstance(step, str) and (field := model.model_fields.get(step)):
            model = _part(field.annotation) or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _part(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((part for inner in get_args(annotation) if (part := _part(inner))), None)

"""Validate: documents become records, and every wrong value is told at its place, all at once."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel, ValidationError

from mops_kb.model.document import Document, given
from mops_kb.model.entity import Entity, Record
from mops_kb.model.kind import Kind, Table
from mops_kb.model.problem import Problem, Problems, problem
from mops_kb.model.ref import Ref
from mops_kb.model.told import told


class Validated(NamedTuple):
    """`refused` are the references and paths of records that are wrong."""

    records: list[tuple[Record, Document]]
    problems: list[Problem]
    refused: set[Ref | str]


def validate(documents: Iterable[Document], kinds: Sequence[Kind]) -> Validated:
    """Type every document by the model of its collection, and fill in the kind's defaults."""
    homes: dict[str, Kind | Table] = {kind.name: kind for kind in kinds}
    homes |= {table.name: table for kind in kinds for table in kind.tables}
    records: list[tuple[Record, Document]] = []
    problems = Problems()
    refused: set[Ref | str] = set()
    for document in documents:
        home = homes[document.collection]
        values = given(document.values)
        if document.row:
            values = _split_lists(values, home.model)
        if isinstance(home, Table):
            values.setdefault("id", "@".join(_plain(values.get(name, "")) for name in home.key))
        try:
            record = home.model.model_validate(values)
        except ValidationError as error:
            refused |= {Ref(home.name, str(values.get("id"))), document.path}
            if not problems.has_enough(document.path):
                found = list(told(error, document, home.name, home.model))
                if isinstance(home, Table) and home.is_written and len(found) > 1:
                    found = [problem(document.path, document.start, "not-as-written", kind=home.name)]
                problems.extend(found)
            continue
        if isinstance(home, Kind) and isinstance(record, Entity):
            record = record.with_defaults(**home.defaults)
        records.append((record, document))
    return Validated(records, problems.found, refused)


def _plain(value: Any) -> str:
    """A text in several languages, in all of them."""
    return " / ".join(map(str, value.values())) if isinstance(value, dict) else str(value)


def _split_lists(values: dict[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    """In a CSV cell a list is written `a;b`."""
    return {
        name: [part.strip() for part in text.split(";") if part.strip()]
        if isinstance(text, str) and name in _lists(model)
        else text
        for name, text in values.items()
    }


@cache
def _lists(model: type[BaseModel]) -> frozenset[str]:
    return frozenset(name for name, field in model.model_fields.items() if _is_tuple(field.annotation))


def _is_tuple(annotation: Any) -> bool:
    return get_origin(annotation) is tuple or any(_is_tuple(part) for part in get_args(annotation))

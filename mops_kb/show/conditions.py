"""Conditions: whether what is asked of a kind's records can be asked, and can be met; told at its place."""

import re
from collections.abc import Iterator, Mapping, Sequence

from mops_kb.model.condition import Condition
from mops_kb.model.document import Document
from mops_kb.model.problem import Problem, problem
from mops_kb.model.ref import Location
from mops_kb.show.columns import DATES, Column, Columns

_FORMS = {
    "number": re.compile(r"-?\d+(\.\d+)?"),
    "money": re.compile(r"-?\d+(\.\d+)?"),
    "date": re.compile(r"\d{4}-\d{2}-\d{2}"),
}
"""How a value is written that a condition names; that of another form would be met by nothing."""


def wrong_conditions(
    where: Mapping[str, Condition], kinds: Sequence[str], columns: Columns, document: Document, at: Location
) -> Iterator[Problem]:
    """Names that no column has, values that are no choice, numbers and days of what has none."""
    for name, condition in where.items():
        here = (*at, name)
        column = columns.get(kinds, name)
        if column is None:
            yield unknown(name, kinds, columns, document.path, document.key(here))
        else:
            yield from _misfits(column, condition, document, here)


def unknown(name: str, kinds: Sequence[str], columns: Columns, path: str, place: tuple[int, int]) -> Problem:
    """There is no column of this name."""
    near = columns.near(kinds, name)
    params = {"kind": kinds[0], "field": name, "near": near, "some": columns.some(kinds)}
    return problem(path, place, "unknown-fact", "near" if near else "remedy", **params)


def _misfits(column: Column, condition: Condition, document: Document, here: Location) -> Iterator[Problem]:
    for key in ("one_of", "none_of"):
        for number, one in enumerate(getattr(condition, key)):
            if column.written and one not in column.written:
                place = _place(document, here, key, number)
                params = {"field": column.name, "written": one, "allowed": column.written}
                yield problem(document.path, place, "not-a-choice", **params)
                break
            form = None if column.many else _FORMS.get(column.sort)
            if form and not form.fullmatch(one):
                variant = "day" if column.sort == "date" else "amount"
                place = _place(document, here, key, number)
                yield problem(document.path, place, "condition-form", variant, field=column.name)
                break
    for key in ("at_least", "at_most"):
        if getattr(condition, key) is not None and not (column.many or column.is_amount):
            yield problem(document.path, document.key((*here, key)), "condition-form", "number", field=column.name)
            break
    for key in ("within_days", "next_days"):
        if getattr(condition, key) is not None and column.sort not in DATES:
            yield problem(document.path, document.key((*here, key)), "condition-form", "date", field=column.name)
            break


def _place(document: Document, here: Location, key: str, number: int) -> tuple[int, int]:
    """Values may stand there alone, in a list, or below their key."""
    for location in ((*here, key, number), (*here, number), (*here, key)):
        if location in document.places:
            return document.places[location]
    return document.place(here)

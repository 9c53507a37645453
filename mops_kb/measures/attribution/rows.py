"""Rows: whether the two datasets have the columns that attribution needs, and which of their rows cannot be used."""

from collections.abc import Iterator, Sequence
from typing import Any

from mops_kb.kinds.dataset.model import Dataset
from mops_kb.measures.rows import has, is_parquet, lacking, path
from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import ENOUGH, Problem, problem
from mops_kb.model.question import Ask, Failure, Question

TOUCHPOINTS = ("person", "touched_at", "channel", "campaign")
CONVERSIONS = ("person", "converted_at", "value")
STAGE = "stage"
"""A column of touchpoints that may be there: which touch made a `lead`, which an `opportunity`."""
_MAY_BE_EMPTY = "campaign"
_TEXTS = ("person", "channel")


def _tests(names: Sequence[str]) -> list[tuple[str, str]]:
    """What is wrong with a row, and the column that is empty, or none where a value is below zero."""
    empty = [
        (f"coalesce({name}, '') = ''" if name in _TEXTS else f"{name} IS NULL", name)
        for name in names
        if name != _MAY_BE_EMPTY
    ]
    return [*empty, ("value < 0", "")] if "value" in names else empty


BAD_TOUCH = " OR ".join(test for test, _ in _tests(TOUCHPOINTS))
BAD_CONVERSION = " OR ".join(test for test, _ in _tests(CONVERSIONS))


def lacks(touchpoints: Dataset, conversions: Dataset, catalog: Catalog) -> list[Problem]:
    """Without these columns nothing can be worked out."""
    return [
        *lacking(touchpoints, TOUCHPOINTS, "attribution", catalog),
        *lacking(conversions, CONVERSIONS, "attribution", catalog),
    ]


def has_stage(touchpoints: Dataset, ask: Ask) -> bool:
    """Whether the touches are marked; a Parquet file whose columns nobody has named is asked."""
    if touchpoints.columns:
        return has(touchpoints, STAGE)
    (head,) = ask([Question(f"SELECT * FROM {touchpoints.table} LIMIT 0", True)], [])
    return STAGE in head.columns


def questions(touchpoints: Dataset, conversions: Dataset) -> list[Question]:
    """Which rows cannot be used, of the one and of the other."""
    return [Question(_bad(touchpoints, TOUCHPOINTS), True), Question(_bad(conversions, CONVERSIONS), True)]


def told(dataset: Dataset, rows: Sequence[Sequence[Any]], catalog: Catalog) -> Iterator[Problem]:
    """In the file, below its header; a Parquet file has no lines, so its rows are told at the dataset."""
    document = catalog.documents[dataset.ref]
    for row, column in rows:
        file, place = (path(dataset), (row + 1, 1))
        if is_parquet(dataset):
            file, place = document.path, document.place(("file",))
        if column:
            yield problem(file, place, "attribution-empty", row=row, column=column)
        else:
            yield problem(file, place, "attribution-negative", row=row)


def unanswered(dataset: Dataset, failure: Failure, catalog: Catalog) -> Iterator[Problem]:
    """Values that are not what the columns should be, such as amounts beyond twelve digits in a Parquet file. What is
    wrong with a file as such is told where the data is looked at."""
    document = catalog.documents[dataset.ref]
    if not failure.path:
        reason = dict(failure.params).get("reason", failure.code)
        yield problem(document.path, document.place(("file",)), "attribution-unanswered", id=dataset.id, reason=reason)


def _bad(dataset: Dataset, names: Sequence[str]) -> str:
    """The rows, counted from 1 in the order of the file."""
    cases = " ".join(f"WHEN {test} THEN '{column}'" for test, column in _tests(names))
    numbered = f"SELECT row_number() OVER () AS number, CASE {cases} END AS wrong FROM {dataset.table}"
    return f"SELECT number, wrong FROM ({numbered}) WHERE wrong IS NOT NULL ORDER BY number LIMIT {ENOUGH}"

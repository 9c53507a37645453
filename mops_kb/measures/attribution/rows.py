"""Rows: whether the two datasets have the columns that attribution needs, and which of their rows cannot be used."""

from collections.abc import Iterator, Sequence

from mops_kb.kinds.dataset.model import Dataset
from mops_kb.measures.rows import has, is_parquet, lacking, path
from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import Problem, problem
from mops_kb.model.question import Ask, Failure, Question

TOUCHPOINTS = ("person", "touched_at", "channel", "campaign")
CONVERSIONS = ("person", "converted_at", "value")
STAGE = "stage"
"""A column of touchpoints that may be there: which touch made a `lead`, which an `opportunity`."""
BAD_TOUCH = "coalesce(person, '') = '' OR touched_at IS NULL OR coalesce(channel, '') = ''"
BAD_CONVERSION = "coalesce(person, '') = '' OR converted_at IS NULL OR value IS NULL OR value < 0"
_TOLD = 100
"""Of one file no more problems are told."""
_WRONG = (
    ("attribution-no-person", "person", "coalesce(person, '') = ''"),
    ("attribution-no-moment", "touched_at", "touched_at IS NULL"),
    ("attribution-no-moment", "converted_at", "converted_at IS NULL"),
    ("attribution-no-channel", "channel", "coalesce(channel, '') = ''"),
    ("attribution-no-value", "value", "value IS NULL"),
    ("attribution-negative", "value", "value < 0"),
)


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


def told(dataset: Dataset, rows: Sequence[Sequence[int]], catalog: Catalog) -> Iterator[Problem]:
    """In the file, below its header; a Parquet file has no lines, so its rows are told at the dataset."""
    document = catalog.documents[dataset.ref]
    for number, wrong in rows:
        code, column, _ = _WRONG[wrong]
        if is_parquet(dataset):
            yield problem(document.path, document.place(("file",)), code, row=number, column=column)
        else:
            yield problem(path(dataset), (number + 1, 1), code, row=number, column=column)


def unanswered(dataset: Dataset, failure: Failure, catalog: Catalog) -> Problem:
    """Values that are not what the columns should be, such as amounts beyond twelve digits in a Parquet file."""
    document = catalog.documents[dataset.ref]
    reason = dict(failure.params).get("reason", failure.code)
    return problem(document.path, document.place(("file",)), "attribution-unanswered", id=dataset.id, reason=reason)


def _bad(dataset: Dataset, names: Sequence[str]) -> str:
    """The rows, counted from 1 in the order of the file, and what is wrong with them."""
    tests = [(place, test) for place, (_, column, test) in enumerate(_WRONG) if column in names]
    cases = " ".join(f"WHEN {test} THEN {place}" for place, test in tests)
    numbered = f"SELECT row_number() OVER () AS line, CASE {cases} END AS wrong FROM {dataset.table}"
    return f"SELECT line, wrong FROM ({numbered}) WHERE wrong IS NOT NULL ORDER BY line LIMIT {_TOLD}"

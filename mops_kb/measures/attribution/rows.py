"""Rows: whether the two datasets have the columns that attribution needs, and which of their rows cannot be used."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from mops_kb.kinds.dataset.model import STORE, Dataset
from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import Problem, problem
from mops_kb.model.question import Ask, Question

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


@dataclass(frozen=True)
class Rows:
    usable: bool
    has_stage: bool
    problems: tuple[Problem, ...]


def read(touchpoints: Dataset, conversions: Dataset, catalog: Catalog, ask: Ask) -> Rows:
    """Rows that cannot be used are told, and left out; a dataset without a column that is needed cannot be used."""
    wanted = ((touchpoints, TOUCHPOINTS), (conversions, CONVERSIONS))
    heads = ask([Question(f"SELECT * FROM {dataset.table} LIMIT 0", True) for dataset, _ in wanted], [])
    if any(head.failure for head in heads):
        return Rows(False, False, ())
    missing = [
        found
        for (dataset, names), head in zip(wanted, heads, strict=True)
        for found in _missing(dataset, names, head.columns, catalog)
    ]
    if missing:
        return Rows(False, False, tuple(missing))
    questions = [Question(_bad(dataset, names), True) for dataset, names in wanted]
    answers = ask(questions, [])
    if any(answer.failure for answer in answers):
        return Rows(False, False, ())
    wrong = [
        found
        for (dataset, _), answer in zip(wanted, answers, strict=True)
        for found in _told(dataset, answer.rows, catalog)
    ]
    return Rows(True, STAGE in heads[0].columns, tuple(wrong))


def _missing(dataset: Dataset, names: Sequence[str], columns: Sequence[str], catalog: Catalog) -> Iterator[Problem]:
    document = catalog.documents[dataset.ref]
    for name in names:
        if name not in columns:
            near = next(iter(get_close_matches(name, columns, n=1)), "")
            variant = "near" if near else "remedy"
            place = document.place(("columns",))
            yield problem(document.path, place, "attribution-column", variant, id=dataset.id, column=name, near=near)


def _bad(dataset: Dataset, names: Sequence[str]) -> str:
    """The rows, counted from 1 in the order of the file, and what is wrong with them."""
    tests = [(place, test) for place, (_, column, test) in enumerate(_WRONG) if column in names]
    cases = " ".join(f"WHEN {test} THEN {place}" for place, test in tests)
    numbered = f"SELECT row_number() OVER () AS line, CASE {cases} END AS wrong FROM {dataset.table}"
    return f"SELECT line, wrong FROM ({numbered}) WHERE wrong IS NOT NULL ORDER BY line LIMIT {_TOLD}"


def _told(dataset: Dataset, rows: Sequence[Sequence[int]], catalog: Catalog) -> Iterator[Problem]:
    """In the file, below its header; a Parquet file has no lines, so its rows are told at the dataset."""
    document = catalog.documents[dataset.ref]
    for number, wrong in rows:
        code, column, _ = _WRONG[wrong]
        if dataset.file.endswith(".csv"):
            yield problem(f"{STORE}/{dataset.file}", (number + 1, 1), code, row=number, column=column)
        else:
            yield problem(document.path, document.place(("file",)), code, row=number, column=column)

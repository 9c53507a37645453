"""Questions: SQL that is asked of tables, and what comes back, without a word about who answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

from mops_kb.model.settings import Visibility

ColumnType = Literal["text", "number", "whole", "flag", "day", "moment"]
"""`number` is exact (18 digits, 6 of them decimals), `moment` a time in a time zone."""


class Column(NamedTuple):
    name: str
    type: ColumnType


@dataclass(frozen=True)
class Source:
    """A table that may be asked: its rows, or the file that they are in.

    `name` is what SQL calls it (`people`, `data.lead_events`); `path` is the file's, relative to the docs folder, for
    problems. A Parquet file brings its own types. `seen_by` is how private its most private row is.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Any, ...]] = ()
    file: Path | None = None
    path: str = ""
    seen_by: Visibility = "public"
    belongs_to: str = ""
    """The table of which it holds a list."""


@dataclass(frozen=True)
class Question:
    """One SELECT in DuckDB's dialect. What a contributor wrote is held to an allow-list and to limits; what we wrote
    is `trusted` with more time. `parameters` stand for the `$1`, `$2` … of trusted SQL."""

    sql: str
    trusted: bool = False
    parameters: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Failure:
    """Why there is no answer: a problem's code and its parameters, and where in the SQL, both counted from 1.

    With a `path` it is a mistake in that data file, and line and column are the file's.
    """

    code: str
    line: int = 1
    col: int = 1
    params: tuple[tuple[str, str], ...] = ()
    path: str = ""
    variant: str = "remedy"


def failure(
    code: str, variant: str = "remedy", /, *, place: tuple[int, int] = (1, 1), path: str = "", **params: object
) -> Failure:
    """Make a `Failure`; the parameters are what its words mention."""
    line, col = place
    return Failure(code, line, col, tuple((name, str(value)) for name, value in sorted(params.items())), path, variant)


@dataclass(frozen=True)
class Answer:
    """Rows in the order in which they came; `reads` are the sources that the question read, `wrong` what is wrong in
    their files: rows that cannot be read are not in the answer."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()
    reads: tuple[str, ...] = ()
    failure: Failure | None = None
    wrong: tuple[Failure, ...] = ()


Ask = Callable[[Sequence[Question], Sequence[Source]], Sequence[Answer]]
"""Answers all questions together, each in its place."""

"""Asking: answers questions with an embedded DuckDB."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mops_kb.model.question import Answer, Failure, Question, Source

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TYPES = {
    "text": "VARCHAR",
    "number": "DECIMAL(18, 6)",
    "whole": "BIGINT",
    "flag": "BOOLEAN",
    "day": "DATE",
    "moment": "TIMESTAMPTZ",
}


class Asking:
    """Asks DuckDB; what has been asked before of the same rows is taken from `cache` (a folder, or None)."""

    def __init__(self, cache: Path | None = None) -> None:
        self.cache = cache

    def __call__(self, questions: Sequence[Question], sources: Sequence[Source]) -> list[Answer]:
        import duckdb

        with duckdb.connect(":memory:") as database:
            database.execute("CREATE SCHEMA data")
            for source in sources:
                _load(database, source)
            return [_answer(database, question) for question in questions]


def _load(database: DuckDBPyConnection, source: Source) -> None:
    columns = ", ".join(f'"{name}" {_TYPES[kept]}' for name, kept in source.columns)
    if source.file and source.file.suffix == ".parquet":
        database.execute(f"CREATE TABLE {source.name} AS FROM read_parquet(?)", [str(source.file)])
    elif source.file:
        types = ", ".join(f"'{name}': '{_TYPES[kept]}'" for name, kept in source.columns)
        form = f"header = true, auto_detect = false, columns = {{{types}}}"
        database.execute(f"CREATE TABLE {source.name} AS FROM read_csv(?, {form})", [str(source.file)])
    else:
        database.execute(f"CREATE TABLE {source.name} ({columns})")
        if source.rows:
            database.executemany(
                f"INSERT INTO {source.name} VALUES ({', '.join('?' * len(source.columns))})", [*source.rows]
            )


def _answer(database: DuckDBPyConnection, question: Question) -> Answer:
    import duckdb

    try:
        found = database.execute(question.sql, [*question.parameters])
    except duckdb.Error as error:
        return Answer(failure=Failure("sql-error", params=(("reason", str(error).splitlines()[0]),)))
    names = tuple(column[0] for column in found.description)
    return Answer(names, tuple(found.fetchall()))

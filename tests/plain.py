"""Asks DuckDB in this very process: property tests ask a hundred times, and starting a child for each takes too long."""

import duckdb

from mops_kb.model.question import Answer, Question, Source
from mops_kb.query.prepared import TYPES


def ask(question: Question, *sources: Source) -> Answer:
    with duckdb.connect(":memory:", config={"threads": "1"}) as database:
        database.execute("CREATE SCHEMA data")
        for source in sources:
            columns = ", ".join(f'"{name}" {TYPES[kept]}' for name, kept in source.columns)
            database.execute(f"CREATE TABLE {source.name} ({columns})")
            if source.rows:
                database.executemany(
                    f"INSERT INTO {source.name} VALUES ({', '.join('?' * len(source.columns))})", [*source.rows]
                )
        found = database.execute(question.sql)
        return Answer(tuple(column[0] for column in found.description), tuple(found.fetchall()))

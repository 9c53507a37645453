"""The child: a process of its own that loads tables into DuckDB, gives up all access, and then answers questions.

It is run as a file, knows nothing of the wiki, and speaks JSON, a line for each thing, over its pipes. What it says is
data to its parent, never code.
"""

import json
import os
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from runpy import run_path
from typing import Any, TextIO

Job = dict[str, Any]
_PLAIN = {
    "VARCHAR": "text",
    "BOOLEAN": "flag",
    "DATE": "day",
    "TIMESTAMP": "moment",
    "TIMESTAMP WITH TIME ZONE": "zoned",
    "FLOAT": "real",
    "DOUBLE": "real",
    **dict.fromkeys(("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"), "whole"),
    **dict.fromkeys(("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"), "whole"),
    '"NULL"': "text",
    "NULL": "text",
}
_LOCK = run_path(str(Path(__file__).with_name("lock.py")))
_CHARS = 10_000
"""The longest text that may stand in an answer."""
_LOCKS = (
    "SET errors_as_json = true",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)


def main() -> None:
    """The first line is the job; each source is named before it is loaded. Each line after it is a question, or all
    that will be asked, and is answered by one line."""
    said = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)  # whatever else is printed, such as a progress bar, is no answer
    job: Job = json.loads(sys.stdin.readline())
    sys.path.append(job["packages"])
    _limit(job)
    duckdb = _duckdb()
    database = duckdb.connect(":memory:", config=job["config"])
    for setting, value in job["settings"].items():
        database.execute(f"SET {setting} = '{value}'")
    database.execute("CREATE SCHEMA data")
    rejected = {}
    for source in job["sources"]:
        _say(said, {"loading": source["name"]})
        rejected[source["name"]] = _loaded(duckdb, database, source)
    _say(said, {"rejected": rejected})
    paths = ", ".join(_quoted(source["file"]) for source in job["sources"] if source["form"] == "parquet")
    database.execute(f"SET allowed_paths = [{paths}]")
    for lock in _LOCKS:
        database.execute(lock)
    allowed = {kind: frozenset(names) for kind, names in job["allowed"].items()}
    read: dict[str, str] = {}
    for line in sys.stdin:
        told: Job = json.loads(line)
        if "statements" in told:
            read = _read(duckdb, database, told["statements"])
            _say(said, len(read))
        else:
            _say(said, _answer(duckdb, database, told, allowed, read))


def _duckdb() -> Any:
    """What is written in C++ will do, and is there twice as fast."""
    try:
        return import_module("_duckdb")
    except ImportError:
        return import_module("duckdb")


def _limit(job: Job) -> None:
    """What the system can be told to refuse; where it knows no such limits, the parent's watch is left."""
    try:
        import resource
    except ImportError:
        return
    for name, most in job["limits"].items():
        if kept := getattr(resource, name, None):
            hard = resource.getrlimit(kept)[1]
            held = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kept, (held, held))


def _say(said: TextIO, told: Any) -> None:
    said.write(json.dumps(told) + "\n")
    said.flush()


def _loaded(duckdb: Any, database: Any, source: Job) -> Job:
    """Which cells of a CSV file are not what their column says, or why there is no table."""
    try:
        return {"cells": _load(database, source)}
    except (duckdb.Error, ValueError) as error:
        return {"cells": [], "reason": _first(error), "over": _is_over(duckdb, error)}


def _load(database: Any, source: Job) -> list[Any]:
    name, file = source["table"], _quoted(source["file"])
    if source["form"] == "parquet":
        database.execute(f"CREATE VIEW {name} AS FROM read_parquet({file})")
        return []
    columns = ", ".join(f"{_quoted(column)}: '{kind}'" for column, kind in source["columns"])
    form = "delim = ',', quote = '\"', escape = '\"', auto_detect = false, max_line_size = 1000000"
    wanted = ", ".join(f'"{column}"' for column in source["wanted"])
    if source["form"] == "rows":
        null = r"nullstr = '\N', allow_quoted_nulls = false, header = false"
        database.execute(f"CREATE TABLE {name} AS FROM read_csv({file}, {form}, columns = {{{columns}}}, {null})")
        return []
    rejects = "store_rejects = true, rejects_limit = 200, header = true"
    database.execute(
        f"CREATE TABLE {name} AS SELECT {wanted} FROM read_csv({file}, {form}, columns = {{{columns}}}, {rejects})"
    )
    told = "line_byte_position, column_idx, error_type, csv_line"
    found = database.execute(f"SELECT {told} FROM reject_errors").fetchall()
    database.execute("DROP TABLE reject_errors")
    database.execute("DROP TABLE reject_scans")
    return sorted(found, key=lambda row: (row[0], row[1] or 0))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _read(duckdb: Any, database: Any, statements: list[str]) -> dict[str, str]:
    """How DuckDB reads them. One after the other this takes as long as many a question."""
    try:
        found = database.execute("SELECT sql, json_serialize_sql(sql) FROM (SELECT unnest(?) AS sql)", [statements])
        return dict(found.fetchall())
    except duckdb.Error:
        return {}


def _answer(duckdb: Any, database: Any, question: Job, allowed: Job, read: dict[str, str]) -> Job:
    sql, most = question["sql"], question["rows"]
    parameters = [_parameter(value) for value in question["parameters"]]
    try:
        statements = database.extract_statements(sql)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            return {"failure": "statement"}
        if refused := _refused(database, question, allowed, read):
            return refused
        found = database.execute(statements[0], parameters)
        kinds = [_kind(str(column[1])) for column in found.description]
        names = [column[0] for column in found.description]
        if "zoned" in kinds:
            found = database.execute(_localised(sql, kinds), parameters)
            kinds = ["moment" if kind == "zoned" else kind for kind in kinds]
        for name, kind in zip(names, kinds, strict=True):
            if kind is None:
                return {"failure": "type", "name": name}
        rows = found.fetchmany(most + 1)
    except duckdb.Error as error:
        return {**_failure(duckdb, error), "over": _is_over(duckdb, error)}
    except ValueError as error:
        return {"failure": "error", "reason": _first(error)}
    if len(rows) > most:
        return {"failure": "rows", "limit": most}
    return {"columns": names, "kinds": kinds, "rows": list(_rows(rows, kinds))}


def _parameter(value: Any) -> Any:
    if isinstance(value, list):
        return [_parameter(part) for part in value]
    if isinstance(value, dict):
        return Decimal(value["number"]) if "number" in value else date.fromisoformat(value["day"])
    return value


def _kind(kept: str) -> Any:
    if kept.startswith("DECIMAL"):
        return "number"
    if kept.endswith("[]"):
        inner = _kind(kept[:-2])
        return [inner] if inner and inner != "zoned" else None
    return "text" if kept.startswith("ENUM") else _PLAIN.get(kept)


def _localised(sql: str, kinds: list[Any]) -> str:
    """Times with a zone as the clock on the wall shows them; DuckDB needs a further package to hand them over."""
    names = [f"c{position}" for position in range(len(kinds))]
    casts = (f"{name}::TIMESTAMP" if kind == "zoned" else name for name, kind in zip(names, kinds, strict=True))
    return f"SELECT {', '.join(casts)} FROM ({sql.strip().rstrip(';')}\n) AS answer({', '.join(names)})"


def _rows(rows: list[Any], kinds: list[Any]) -> Iterator[list[Any]]:
    for row in rows:
        yield [None if cell is None else _cell(cell, kind) for cell, kind in zip(row, kinds, strict=True)]


def _cell(cell: Any, kind: Any) -> Any:
    if isinstance(kind, list):
        return [None if part is None else _cell(part, kind[0]) for part in cell]
    if kind in ("whole", "flag"):
        return cell
    if kind == "real":
        return repr(cell)
    return cell.isoformat() if kind in ("day", "moment") else str(cell)[:_CHARS]


def _refused(database: Any, question: Job, allowed: Job, read: dict[str, str]) -> Job | None:
    """What a contributor wrote, held against what may stand in it as DuckDB itself reads it."""
    sql = question["sql"]
    if question["tables"] is None:
        return None
    serialized = read.get(sql) or database.execute("SELECT json_serialize_sql(?)", [sql]).fetchone()[0]
    try:
        refused: Job | None = _LOCK["refused"](json.loads(serialized), {**allowed, "tables": question["tables"]})
    except RecursionError:
        return {"failure": "statement", "word": "((("}
    return refused


def _first(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)


def _is_over(duckdb: Any, error: Exception) -> bool:
    """Whether DuckDB has met a fault of its own, after which it answers nothing any more. A file can bring it there."""
    return isinstance(error, duckdb.InternalException | duckdb.FatalException)


def _failure(duckdb: Any, error: Any) -> Job:
    if isinstance(error, duckdb.OutOfMemoryException):
        return {"failure": "memory"}
    if isinstance(error, duckdb.InterruptException):
        return {"failure": "time"}
    told = str(error)
    if isinstance(error, duckdb.IOException) and "duckdb_temp" in told:
        return {"failure": "memory"}
    try:
        said = json.loads(told[told.index("{") :])
    except ValueError:
        return {"failure": "error", "reason": _first(error)}
    sort = type(error).__name__
    return {"failure": "error", "sort": sort, "reason": said.get("exception_message", told), "at": _at(said)}


def _at(said: Job) -> int | None:
    """How many bytes into the SQL it went wrong, where DuckDB knows."""
    position = str(said.get("position", ""))
    return int(position) if position.isdigit() else None


if __name__ == "__main__":
    main()

"""Rows: what a measure needs of a dataset, the SQL for moments as people write them, and where a wrong row stands."""

from collections.abc import Sequence
from difflib import get_close_matches
from zoneinfo import available_timezones

from mops_kb.kinds.dataset.model import STORE, Dataset
from mops_kb.model.catalog import Catalog
from mops_kb.model.document import Place
from mops_kb.model.problem import ENOUGH, Problem, problem
from mops_kb.model.question import Answer, Column, Question, Source

_OFFSET = r"(Z|[+-][0-9]{2}(:?[0-9]{2})?)$"


def dataset(catalog: Catalog, id: str | None) -> Dataset | None:
    return next(iter(catalog.some(Dataset, [id])), None) if id else None


def path(data: Dataset) -> str:
    return f"{STORE}/{data.file}"


def is_parquet(data: Dataset) -> bool:
    return data.file.endswith(".parquet")


def lacking(data: Dataset, needed: Sequence[str], measure: str, catalog: Catalog) -> list[Problem]:
    """The columns that a measure needs and a dataset does not name; a Parquet file brings its own names."""
    names = [column.name for column in data.columns]
    if is_parquet(data) and not names:
        return []
    document = catalog.documents[data.ref]
    if not names:
        return [problem(document.path, document.lack(("columns",)), "data-columns", file=data.file)]
    found = []
    lacks = [name for name in needed if name not in names]
    if len(lacks) > 2:
        params = {"id": data.id, "measure": measure, "columns": lacks}
        return [problem(document.path, document.key(("columns",)), "measure-dataset", **params)]
    for name in lacks:
        near = get_close_matches(name, names, 1)
        place, variant = document.key(("columns",)), "near" if near else "remedy"
        found.append(
            problem(
                document.path,
                place,
                "measure-column",
                variant,
                id=data.id,
                measure=measure,
                column=name,
                near=near[0] if near else "",
            )
        )
    return found


def has(data: Dataset, column: str) -> bool:
    return any(one.name == column for one in data.columns)


def as_written(data: Dataset) -> Source:
    """The rows of a CSV file with every cell as the text that it is, so that a time without an offset can be read in
    the time zone of its row. A Parquet file keeps its own types."""
    columns = tuple(Column(column.name, "text") for column in data.columns)
    return Source(table(data), columns, path=path(data), seen_by=data.seen_by)


def brought(data: Dataset) -> list[Source]:
    return [] if is_parquet(data) else [as_written(data)]


def table(data: Dataset) -> str:
    """Where a measure finds the rows."""
    return data.table if is_parquet(data) else f"{data.table}_as_written"


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def instant(column: str, zone: str) -> str:
    """Seconds since 1970 of a moment: with an offset it stands by itself, else it is the clock of `zone`, an SQL
    expression. A clock time that is skipped in spring means that much later; one that comes twice in autumn, the
    second. NULL where it cannot be read."""
    local = f"TRY_CAST(CAST({column} AS VARCHAR) AS TIMESTAMP) AT TIME ZONE {zone}"
    return f"""CASE typeof({column})
        WHEN 'TIMESTAMP WITH TIME ZONE' THEN epoch_us(TRY_CAST({column} AS TIMESTAMPTZ))
        WHEN 'VARCHAR' THEN CASE WHEN regexp_matches(CAST({column} AS VARCHAR), '{_OFFSET}')
            AND length(CAST({column} AS VARCHAR)) > 16
            THEN epoch_us(TRY_CAST(CAST({column} AS VARCHAR) AS TIMESTAMPTZ)) ELSE epoch_us({local}) END
        ELSE epoch_us(TRY_CAST({column} AS TIMESTAMP) AT TIME ZONE {zone}) END // 1000000"""


def wrong_rows(data: Dataset, table: str, cases: Sequence[tuple[str, str, str, str]], given: str = "") -> Question:
    """Asks for the rows that are not right: (problem code, condition, column that is told, what else is told).

    `given` are expressions that the conditions speak of. Gives code, line, col, what is written there, and the rest.
    """
    names = [column.name for column in data.columns]
    branches = " ".join(
        f"WHEN {condition} THEN {{'code': '{code}', 'col': {begin_of(names, column, data)},"
        f" 'written': CAST({column} AS VARCHAR), 'other': CAST({other} AS VARCHAR)}}"
        for code, condition, column, other in cases
    )
    line = "number" if is_parquet(data) else "number + 1"
    return Question(
        f"""SELECT wrong.code, {line}, wrong.col, wrong.written, wrong.other
        FROM (SELECT number, CASE {branches} END AS wrong FROM (
            SELECT row_number() OVER () AS number, *{given} FROM {table}))
        WHERE wrong IS NOT NULL ORDER BY number LIMIT {ENOUGH}""",
        trusted=True,
    )


def begin_of(names: Sequence[str], column: str, data: Dataset) -> str:
    """Where a cell begins, if those cells have quotes that need them."""
    if is_parquet(data) or column not in names:
        return "1"
    before = names[: names.index(column)]
    return " + ".join(["1", *(_width(f"CAST({name} AS VARCHAR)") for name in before)])


def _width(cell: str) -> str:
    """With the comma behind it."""
    quotes = f"length({cell}) - length(replace({cell}, '\"', ''))"
    quoted = f"CASE WHEN regexp_matches({cell}, '[,\"]') THEN 2 + {quotes} ELSE 0 END"
    return f"coalesce(length({cell}) + {quoted}, 0) + 1"


def problems(data: Dataset, answer: Answer) -> list[Problem]:
    return [
        _problem(path(data), (line, col), code, written or "", other or "")
        for code, line, col, written, other in answer.rows
    ]


def _problem(file: str, place: Place, code: str, written: str, other: str) -> Problem:
    if code == "row-zone":
        near = get_close_matches(written, sorted(available_timezones()), 1)
        variant = "near" if near else "remedy"
        return problem(file, place, "row-zone", variant, written=written, near=near[0] if near else "")
    if code == "row-negative":
        return problem(file, place, "row-negative", written=written, other=other)
    if code == "row-far":
        return problem(file, place, "row-far", written=written)
    assert code == "row-moment"
    return problem(file, place, "row-moment", written=written)

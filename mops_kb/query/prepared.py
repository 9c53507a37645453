"""Prepared: a source as the child takes it, with whatever is wrong in its file."""

import csv
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from mops_kb.formats import csv as sheets
from mops_kb.formats import encoding
from mops_kb.model.document import Place
from mops_kb.model.problem import Problem
from mops_kb.model.question import ColumnType, Failure, Source, failure

TYPES: dict[ColumnType, str] = {
    "text": "VARCHAR",
    "number": "DECIMAL(18, 6)",
    "whole": "BIGINT",
    "flag": "BOOLEAN",
    "day": "DATE",
    "moment": "TIMESTAMPTZ",
}
MISSING = "data-missing"
CSV_LIMIT = 200_000_000
"""Bytes; whoever has more writes Parquet."""


class Prepared(NamedTuple):
    """`job` is what the child is told; None if the file cannot be read at all. `wrong` are its mistakes."""

    job: dict[str, Any] | None
    wrong: tuple[Failure, ...] = ()


def prepare(source: Source, folder: Path) -> Prepared:
    """Rows are written to the private folder; files are looked at and read where they are."""
    if source.file is None:
        file = folder / f"{source.name}.csv"
        with file.open("w", encoding="utf-8", newline="") as opened:
            opened.writelines(_line(row) for row in source.rows)
        return Prepared(_job(source, "rows", file, source.columns))
    if not source.file.is_file():
        return Prepared(None, (Failure(MISSING, path=source.path),))
    if source.file.suffix.lower() == ".parquet":
        return Prepared(_job(source, "parquet", source.file, ()))
    return _csv(source, source.file)


def rejected(source: Source, told: Any) -> Iterator[Failure]:
    """The mistakes that the child met in a file."""
    if told.get("reason"):
        yield failure("data-unread", path=source.path, reason=told["reason"])
    types = dict(source.columns)
    names = _header(source.file) if source.file and told["cells"] else []
    raw = source.file.read_bytes() if source.file and told["cells"] else b""
    for begin, number, sort, text in told["cells"]:
        line = _line_at(raw, begin - 1)
        row = text.strip("\r\n")
        cells = next(csv.reader(row.split("\n")), [])
        if sort == "CAST" and 0 < number <= min(len(cells), len(names)):
            col = sheets.columns(row.split("\n")[0], cells)[number - 1]
            name = names[number - 1]
            yield _cell(types.get(name, "text"), (line, col), source.path, name, cells[number - 1])
        else:
            yield failure("csv-ragged", place=(line, 1), path=source.path, expected=len(names), found=len(cells))


def _line_at(raw: bytes, begin: int) -> int:
    """The line of a row; DuckDB may count the end of the line above to it."""
    while raw[begin : begin + 1] in (b"\r", b"\n"):
        begin += 1
    return raw.count(b"\n", 0, begin) + 1


def _cell(kept: ColumnType, place: Place, path: str, field: str, written: str) -> Failure:
    """A cell that is not what its column says, in the words that records have for it."""
    match kept:
        case "number":
            return failure("number-form", place=place, path=path, field=field, written=written)
        case "whole":
            return failure("whole-number", place=place, path=path, field=field, written=written)
        case "flag":
            return failure("true-or-false", place=place, path=path, field=field, written=written)
        case "day":
            return failure("date-form", place=place, path=path, field=field, written=written)
        case "moment":
            return failure("moment-form", place=place, path=path, field=field, written=written)
    return failure("data-cell", place=place, path=path, field=field, written=written)


def _csv(source: Source, file: Path) -> Prepared:
    text, unread = encoding.read(file, source.path, CSV_LIMIT)
    if unread:
        return Prepared(None, (_failure(unread),))
    sheet, problems = sheets.read(text.partition("\n")[0] + "\n", source.path)
    if problems:
        return Prepared(None, tuple(_failure(found) for found in problems))
    names = sorted(sheet.header, key=lambda name: sheet.header[name])
    if not sheet.header:
        return Prepared(None, (failure("data-empty", path=source.path),))
    missing = tuple(_missing(name, sheet, source) for name, _ in source.columns if name not in names)
    if len(missing) > 1 and len(missing) == len(source.columns):
        asked = ",".join(name for name, _ in source.columns)
        return Prepared(None, (failure("data-header", path=source.path, columns=asked),))
    if missing:
        return Prepared(None, missing)
    types = dict(source.columns)
    return Prepared(_job(source, "csv", file, [(name, types.get(name, "text")) for name in names]))


def _missing(name: str, sheet: sheets.Sheet, source: Source) -> Failure:
    near = next(iter(get_close_matches(name, sheet.header, n=1)), "")
    variant = "near" if near else "remedy"
    return failure(
        "data-column", variant, place=sheet.header.get(near, (1, 1)), path=source.path, column=name, near=near
    )


def _failure(found: Problem) -> Failure:
    return Failure(found.code, found.line, found.col, found.params, found.path, found.variant)


def _job(source: Source, form: str, file: Path, columns: Iterable[tuple[str, ColumnType]]) -> dict[str, Any]:
    schema, dot, table = source.name.rpartition(".")
    return {
        "name": source.name,
        "table": f'"{schema}"."{table}"' if dot else f'"{table}"',
        "form": form,
        "file": str(file.absolute()),
        "columns": [(name, TYPES[kept]) for name, kept in columns],
        "wanted": [name for name, _ in source.columns],
    }


def _header(file: Path) -> list[str]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return [name.strip() for name in next(csv.reader(islice(opened, 1)), [])]


def _line(row: tuple[Any, ...]) -> str:
    return ",".join(_written(cell) for cell in row) + "\n"


def _written(cell: Any) -> str:
    if cell is None:
        return r"\N"
    return '"' + cell.replace('"', '""') + '"' if isinstance(cell, str) else str(cell)

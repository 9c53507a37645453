"""Answers: what the child says becomes an answer, and nothing that it says is taken on trust."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from mops_kb.model.question import Answer, Failure, failure


class Garbled(Exception):
    """The child says what no answer says."""


def answer(told: Any, reads: tuple[str, ...]) -> Answer:
    """An answer with typed cells."""
    try:
        columns = tuple(_text(name) for name in told["columns"])
        kinds = told["kinds"]
        rows = tuple(
            tuple(None if cell is None else _cell(cell, kind) for cell, kind in zip(row, kinds, strict=True))
            for row in told["rows"]
        )
    except (KeyError, TypeError, ValueError, InvalidOperation) as error:
        raise Garbled(str(error)) from error
    return Answer(columns, rows, reads)


def why(told: Any, sql: str) -> Failure:
    """Why the child gives no answer, and where in the SQL."""
    where = place(sql, told["at"]) if type(told.get("at")) is int else (1, 1)
    match told["failure"]:
        case "error":
            return failure("sql-error", place=where, reason=told.get("reason", ""))
        case "statement":
            return failure("sql-statement", place=where, word=told.get("word", ""))
        case "table":
            return failure("sql-table", place=where, name=told.get("name", ""))
        case "function":
            return failure("sql-function", place=where, name=told.get("name", ""))
        case "type":
            return failure("sql-type", name=told.get("name", ""))
        case "rows":
            return failure("sql-rows", limit=told.get("limit", ""))
        case "memory":
            return failure("sql-memory")
    raise Garbled(str(told)[:200])


def place(sql: str, at: int) -> tuple[int, int]:
    """Line and column of what stands so many bytes into the SQL."""
    before = sql.encode()[:at].decode(errors="ignore")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _text(cell: Any) -> str:
    if not isinstance(cell, str):
        raise TypeError("no text")
    return cell


def _whole(cell: Any) -> int:
    if type(cell) is not int:
        raise TypeError("no whole number")
    return cell


def _flag(cell: Any) -> bool:
    if type(cell) is not bool:
        raise TypeError("neither true nor false")
    return cell


_CELLS: dict[str, Callable[[Any], Any]] = {
    "text": _text,
    "whole": _whole,
    "flag": _flag,
    "number": lambda cell: Decimal(_text(cell)),
    "real": lambda cell: float(_text(cell)),
    "day": lambda cell: date.fromisoformat(_text(cell)),
    "moment": lambda cell: datetime.fromisoformat(_text(cell)),
}


def _cell(cell: Any, kind: Any) -> Any:
    if isinstance(kind, list):
        return tuple(None if part is None else _cell(part, kind[0]) for part in cell)
    return _CELLS[kind](cell)

"""Answers: what the child says becomes an answer, and nothing that it says is taken on trust."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any

from mops_kb.model.question import Answer, Failure, failure

_NO_COLUMN = (
    re.compile(r'Referenced column "(?P<name>[^"]+)" not found in FROM clause!(?P<others>.*)', re.DOTALL),
    re.compile(r'Table "[^"]+" does not have a column named "(?P<name>[^"]+)"(?P<others>.*)', re.DOTALL),
)
_NO_FROM = re.compile(r'Referenced column "([^"]+)" was not found because the FROM clause is missing')
_NO_GROUP = re.compile(r'column "([^"]+)" must appear in the GROUP BY clause')
_SYNTAX = re.compile(r'syntax error at or near "([^"]+)"')


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
            return _said(str(told.get("reason", "")), where)
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


def _said(reason: str, where: tuple[int, int]) -> Failure:
    """The commonest slips in our own words, and the others in those of the database."""
    for form in _NO_COLUMN:
        if found := form.match(reason):
            name, candidates = found["name"], re.findall(r'"(?:[^"]*\.)?([^".]+)"', found["others"] or "")
            near = next(iter(get_close_matches(name, candidates, n=1)), "")
            return failure("sql-no-column", "near" if near else "remedy", place=where, name=name, near=near)
    if found := _NO_FROM.match(reason):
        return failure("sql-no-from", place=where, name=found[1])
    if found := _NO_GROUP.match(reason):
        return failure("sql-no-group", place=where, name=found[1])
    if found := _SYNTAX.match(reason):
        return failure("sql-syntax", place=where, reason=found[1])
    return failure("sql-error", place=where, reason=reason)


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

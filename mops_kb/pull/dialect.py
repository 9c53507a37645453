"""Dialect: a KPI's SQL, written for DuckDB, is put into the words of another engine so that it means the same there."""

import re
from difflib import get_close_matches
from typing import Any

import sqlglot
from sqlglot import exp

from mops_kb.model.document import Place
from mops_kb.model.problem import Problem, problem
from mops_kb.pull.meaning import Untranslatable, in_words_of
from mops_kb.query.guard import too_much

WRITES = {"pyspark": "spark"}
"""What the dialect of an engine is called, where it has another name than the engine."""
COLUMNS = ("period", "value", "n", "low", "high")
NEEDED = COLUMNS[:2]
MOST_ROWS = 1_000
_HARMFUL = (exp.DML, exp.DDL, exp.Command, exp.Into, exp.Lock, exp.Pragma, exp.Set, exp.Attach, exp.Copy)
_FILES = (exp.ReadCSV, exp.ReadParquet)
_NAME = re.compile(r"[\w$-]+")
_PLAIN = frozenset(
    ("date_sub", "datesub", "dayname", "decade", "fsum", "isodow", "isoyear", "kahan_sum", "monthname", "to_days",
     "to_hours", "to_minutes", "to_months", "to_seconds", "to_weeks", "to_years")
)  # fmt: skip
"""Functions that sqlglot does not know by name. What it knows only reckons; what it does not know may read files, wait,
or call programs on the engine."""


def read(sql: str, path: str, place: Place) -> exp.Query | Problem:
    """One SELECT that names the columns of figures, and nothing else; else what is wrong with it, there."""
    if endless := too_much(sql):
        return problem(path, place, endless.code, **dict(endless.params))
    try:
        said = [one for one in sqlglot.parse(sql, read="duckdb") if one]
    except sqlglot.errors.SqlglotError as error:
        found: dict[str, Any] = next(iter(getattr(error, "errors", ())), {})
        reason = str(found.get("description") or "").rstrip(".") or "?"
        return problem(path, place, "pull-syntax", reason=reason, line=found.get("line") or 1)
    if len(said) != 1 or not isinstance(said[0], exp.Query) or said[0].find(*_HARMFUL):
        return problem(path, place, "pull-select")
    if refused := _refused(said[0]):
        return problem(path, place, "pull-function", name=refused)
    names = [name.lower() for name in said[0].named_selects]
    for wanted in NEEDED:
        if wanted not in names:
            near = next(iter(get_close_matches(wanted, names, 1)), "")
            return problem(path, place, "pull-column", "near" if near else "remedy", column=wanted, near=near)
    return said[0]


def _refused(query: exp.Query) -> str:
    """The first function or table that may be more than one."""
    for node in query.walk():
        if isinstance(node, exp.Anonymous) and node.name.lower() not in _PLAIN:
            return node.name
        if isinstance(node, _FILES):
            return node.key
        if isinstance(node, exp.Table):
            called = node.name if isinstance(node.this, exp.Identifier) else str(node.this)
            parts = [part.name for part in node.parts] if isinstance(node.this, exp.Identifier) else [""]
            if not all(_NAME.fullmatch(part) for part in parts):
                return called
    return ""


def figures(query: exp.Query, engine: str) -> tuple[str, tuple[str, ...]]:
    """SQL for the engine that gives the figures as texts, and their columns: an engine writes its own numbers and days
    exactly, where drivers would turn them into floats and into other time zones."""
    names = [name.lower() for name in query.named_selects]
    columns = tuple(name for name in COLUMNS if name in names)
    texts = [exp.alias_(exp.cast(exp.column(name, table="answer"), "VARCHAR"), name) for name in columns]
    asked = in_words_of(engine, query.copy())
    whole = exp.select(*texts).from_(exp.Subquery(this=asked, alias=exp.TableAlias(this="answer"))).limit(MOST_ROWS + 1)
    try:
        return whole.sql(dialect=WRITES.get(engine, engine), unsupported_level=sqlglot.ErrorLevel.RAISE), columns
    except sqlglot.errors.UnsupportedError as error:
        raise Untranslatable(str(error).splitlines()[0]) from None

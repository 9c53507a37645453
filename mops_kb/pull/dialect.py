"""Dialect: a KPI's SQL, written for DuckDB, is put into the words of another engine so that it means the same there."""

from collections.abc import Callable
from difflib import get_close_matches
from typing import Any, cast

import sqlglot
from sqlglot import exp

from mops_kb.model.document import Place
from mops_kb.model.problem import Problem, problem

WRITES = {"pyspark": "spark"}
"""What the dialect of an engine is called, where it has another name than the engine."""
COLUMNS = ("period", "value", "n", "low", "high")
NEEDED = COLUMNS[:2]
MOST_ROWS = 1_000
_HARMFUL = (exp.DML, exp.DDL, exp.Command, exp.Into, exp.Lock, exp.Pragma, exp.Set, exp.Attach, exp.Copy)
_UNITS = ("SECOND", "MINUTE", "HOUR")


class Untranslatable(Exception):
    """The engine has no words for it: `str` names what."""


def read(sql: str, path: str, place: Place) -> exp.Query | Problem:
    """One SELECT that names the columns of figures, and nothing else; else what is wrong with it, there."""
    try:
        said = [one for one in sqlglot.parse(sql, read="duckdb") if one]
    except sqlglot.errors.SqlglotError as error:
        found: dict[str, Any] = next(iter(getattr(error, "errors", ())), {})
        reason = str(found.get("description") or "").rstrip(".") or "?"
        return problem(path, place, "pull-syntax", reason=reason, line=found.get("line") or 1)
    if len(said) != 1 or not isinstance(said[0], exp.Query) or said[0].find(*_HARMFUL):
        return problem(path, place, "pull-select")
    names = [name.lower() for name in said[0].named_selects]
    for wanted in NEEDED:
        if wanted not in names:
            near = next(iter(get_close_matches(wanted, names, 1)), "")
            return problem(path, place, "pull-column", "near" if near else "remedy", column=wanted, near=near)
    return said[0]


def figures(query: exp.Query, engine: str) -> tuple[str, tuple[str, ...]]:
    """SQL for the engine that gives the figures as texts, and their columns: an engine writes its own numbers and days
    exactly, where drivers would turn them into floats and into other time zones."""
    names = [name.lower() for name in query.named_selects]
    columns = tuple(name for name in COLUMNS if name in names)
    texts = [exp.alias_(exp.cast(exp.column(name, table="answer"), "VARCHAR"), name) for name in columns]
    asked = _in_words_of(engine)(query.copy())
    whole = exp.select(*texts).from_(exp.Subquery(this=asked, alias=exp.TableAlias(this="answer"))).limit(MOST_ROWS + 1)
    try:
        return whole.sql(dialect=WRITES.get(engine, engine), unsupported_level=sqlglot.ErrorLevel.RAISE), columns
    except sqlglot.errors.UnsupportedError as error:
        raise Untranslatable(str(error).splitlines()[0]) from None


def _in_words_of(engine: str) -> Callable[[exp.Query], exp.Query]:
    """What sqlglot leaves as it is, or puts into words that mean something slightly else."""

    def put(node: exp.Expression) -> exp.Expression:
        if quantile := _quantile(node):
            if engine not in _QUANTILES:
                raise Untranslatable(node.key)
            return _QUANTILES[engine](*quantile)
        if engine == "pyspark" and isinstance(node, exp.DateDiff) and str(node.args.get("unit")).upper() in _UNITS:
            return _boundaries(node)
        if engine == "pyspark" and isinstance(node, exp.AtTimeZone):
            return _wall_clock(node)
        return node

    return lambda query: cast(exp.Query, query.transform(put)) if engine != "duckdb" else query


def _quantile(node: exp.Expression) -> tuple[exp.Expression, exp.Expression] | None:
    """Of what, and which share: `quantile_cont`, `median` and `percentile_cont` are the same thing."""
    if isinstance(node, exp.Median):
        return node.this, exp.Literal.number("0.5")
    if isinstance(node, exp.WithinGroup) and isinstance(node.this, exp.PercentileCont):
        ordered = node.expression.expressions[0]
        if not ordered.args.get("desc"):
            return ordered.this, node.this.this
    if isinstance(node, exp.PercentileCont) and node.expression:
        return node.this, node.expression
    return None


def _within_group(of: exp.Expression, share: exp.Expression) -> exp.Expression:
    order = exp.Order(expressions=[exp.Ordered(this=of.copy(), nulls_first=False)])
    return exp.WithinGroup(this=exp.PercentileCont(this=share.copy()), expression=order)


def _percentile(of: exp.Expression, share: exp.Expression) -> exp.Expression:
    """Spark's exact one."""
    return exp.Anonymous(this="PERCENTILE", expressions=[of.copy(), share.copy()])


_QUANTILES = {"postgres": _within_group, "snowflake": _within_group, "pyspark": _percentile}
"""BigQuery and Trino have no exact quantile of a group; an approximate one would be another figure."""


def _boundaries(node: exp.DateDiff) -> exp.Expression:
    """Spark counts whole units that have passed, DuckDB how often the clock began a new one."""
    unit = str(node.args["unit"]).upper()
    ends = [exp.TimestampTrunc(this=end.copy(), unit=exp.var(unit)) for end in (node.expression, node.this)]
    return exp.Anonymous(this="DATEDIFF", expressions=[exp.var(unit), *ends])


def _wall_clock(node: exp.AtTimeZone) -> exp.Expression:
    """What the clocks of a zone show, whatever the session's zone is."""
    micros = exp.Anonymous(this="UNIX_MICROS", expressions=[node.this.copy()])
    seconds = exp.Div(this=exp.cast(micros, "DECIMAL(18, 0)"), expression=exp.Literal.number(1_000_000), typed=True)
    since = exp.Anonymous(
        this="MAKE_DT_INTERVAL",
        expressions=[*(exp.Literal.number(0) for _ in range(3)), exp.cast(seconds, "DECIMAL(18, 6)")],
    )
    epoch = exp.cast(exp.Literal.string("1970-01-01 00:00:00"), "TIMESTAMP_NTZ")
    utc = exp.Add(this=epoch, expression=since)
    return exp.Anonymous(
        this="CONVERT_TIMEZONE", expressions=[exp.Literal.string("UTC"), node.args["zone"].copy(), utc]
    )

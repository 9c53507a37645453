"""Meaning: what sqlglot leaves as it is, or puts into words that mean something slightly else in another engine."""

from collections.abc import Callable, Mapping

from sqlglot import exp

_SECONDS = {"SECOND": 1, "MINUTE": 60, "HOUR": 3600}


class Untranslatable(Exception):
    """The engine has no words for it: `str` names what."""


def in_words_of(engine: str, query: exp.Query) -> exp.Query:
    """The query, changed so that it asks of the engine what DuckDB would have been asked."""
    nodes = [node for node in query.walk() if isinstance(node, exp.Expression)]
    for node in reversed(nodes):  # what is inside comes before what is around it
        new = _put(node, engine)
        if new is not node:
            node.replace(new)
    return query


def _put(node: exp.Expression, engine: str) -> exp.Expression:
    if isinstance(node, exp.Select) and (group := node.args.get("group")) and group.args.get("all"):
        return _grouped(node)
    if quantile := _quantile(node):
        if engine not in _QUANTILES:
            raise Untranslatable("median, quantile_cont")
        return _QUANTILES[engine](exp.cast(quantile[0], "DOUBLE"), quantile[1])
    words = _WORDS.get(engine, {}).get(type(node))
    return words(node) if words else node


def _grouped(node: exp.Select) -> exp.Select:
    """`GROUP BY ALL` by the places of what is no aggregate, which every engine reads."""
    places = [place for place, chosen in enumerate(node.selects, 1) if not chosen.find(exp.AggFunc, exp.WithinGroup)]
    node.set("group", exp.Group(expressions=[exp.Literal.number(place) for place in places]))
    return node


# Quantiles


def _quantile(node: exp.Expression) -> tuple[exp.Expression, exp.Expression] | None:
    """Of what, and which share: `quantile_cont`, `median` and `percentile_cont` are the same thing."""
    if isinstance(node, exp.Median):
        return node.this, exp.Literal.number("0.5")
    if isinstance(node, exp.WithinGroup) and isinstance(node.this, exp.PercentileCont):
        ordered = node.expression.expressions[0]
        if ordered.args.get("desc"):
            raise Untranslatable("percentile_cont … DESC")
        return ordered.this, node.this.this
    if isinstance(node, exp.PercentileCont) and node.expression and not isinstance(node.parent, exp.WithinGroup):
        return node.this, node.expression
    return None


def _within_group(of: exp.Expression, share: exp.Expression) -> exp.Expression:
    order = exp.Order(expressions=[exp.Ordered(this=of, nulls_first=False)])
    return exp.WithinGroup(this=exp.PercentileCont(this=share), expression=order)


_QUANTILES: Mapping[str, Callable[[exp.Expression, exp.Expression], exp.Expression]] = {
    "duckdb": lambda of, share: exp.Anonymous(this="QUANTILE_CONT", expressions=[of, share]),
    "postgres": _within_group,
    "pyspark": lambda of, share: exp.Anonymous(this="PERCENTILE", expressions=[of, share]),
    "snowflake": _within_group,
}
"""All exact, and between two values: of DECIMALs, DuckDB's own would cut off what lies between. BigQuery and Trino have
no exact quantile of a group; an approximate one would be another figure."""


# Days and moments


def _since(node: exp.DateDiff, unit: str, epoch: Callable[[exp.Expression], exp.Expression]) -> exp.Expression:
    """DuckDB counts how often the clock began a new hour, minute or second, also where summer time ends."""
    begun, ended = (epoch(exp.TimestampTrunc(this=end, unit=exp.var(unit))) for end in (node.expression, node.this))
    gone = exp.Paren(this=exp.Sub(this=ended, expression=begun))
    return exp.cast(exp.Div(this=gone, expression=exp.Literal.number(_SECONDS[unit])), "BIGINT")


def _postgres_difference(node: exp.DateDiff) -> exp.Expression:
    unit = _unit(node)
    if unit in _SECONDS:
        return _since(node, unit, lambda moment: exp.Extract(this=exp.var("EPOCH"), expression=moment))
    ended, begun = (exp.cast(end, "DATE") for end in (node.this, node.expression))
    return _weeks(exp.Sub(this=ended, expression=begun)) if unit == "WEEK" else node


def _weeks(days: exp.Expression) -> exp.Expression:
    """Whole ones of seven days, on whichever day they begin."""
    return exp.IntDiv(this=exp.Paren(this=days), expression=exp.Literal.number(7))


def _spark_difference(node: exp.DateDiff) -> exp.Expression:
    """Spark counts whole units that have passed, by the clocks on the wall."""
    unit = _unit(node)
    if unit in _SECONDS:
        return _since(node, unit, lambda moment: exp.Anonymous(this="UNIX_TIMESTAMP", expressions=[moment]))
    if unit == "WEEK":
        days = [exp.cast(end, "DATE") for end in (node.this, node.expression)]
        return _weeks(exp.Anonymous(this="DATEDIFF", expressions=days))
    ends = [exp.TimestampTrunc(this=end, unit=exp.var(unit)) for end in (node.expression, node.this)]
    return exp.Anonymous(this="DATEDIFF", expressions=[exp.var(unit), *ends])


def _spark_wall_clock(node: exp.AtTimeZone) -> exp.Expression:
    """What the clocks of a zone show, whatever the session's zone is."""
    since = exp.Anonymous(
        this="MAKE_DT_INTERVAL",
        expressions=[*(exp.Literal.number(0) for _ in range(3)), _micros(node.this, "DECIMAL(18, 6)")],
    )
    epoch = exp.cast(exp.Literal.string("1970-01-01 00:00:00"), "TIMESTAMP_NTZ")
    utc = exp.Add(this=epoch, expression=since)
    return exp.Anonymous(this="CONVERT_TIMEZONE", expressions=[exp.Literal.string("UTC"), node.args["zone"], utc])


def _spark_part(node: exp.Extract) -> exp.Expression:
    """Spark's Sunday is 1, DuckDB's 0."""
    return _spark_weekday(node) if node.name.upper() in ("DOW", "DAYOFWEEK", "WEEKDAY") else node


def _spark_weekday(node: exp.Expression) -> exp.Expression:
    of = node.expression if isinstance(node, exp.Extract) else node.this
    day = exp.Anonymous(this="DAYOFWEEK", expressions=[of])
    return exp.Paren(this=exp.Sub(this=day, expression=exp.Literal.number(1)))


def _spark_epoch(node: exp.TimeToUnix) -> exp.Expression:
    return _micros(node.this, "DOUBLE")


def _micros(moment: exp.Expression, kept: str) -> exp.Expression:
    """Seconds with all that is behind the point, which Spark's `unix_timestamp` cuts off."""
    micros = exp.cast(exp.Anonymous(this="UNIX_MICROS", expressions=[moment]), "DECIMAL(18, 0)")
    return exp.cast(exp.Div(this=micros, expression=exp.Literal.number(1_000_000), typed=True), kept)


def _unit(node: exp.DateDiff) -> str:
    return str(node.args.get("unit") or "DAY").upper()


_WORDS: Mapping[str, Mapping[type[exp.Expression], Callable[..., exp.Expression]]] = {
    "postgres": {
        exp.DateDiff: _postgres_difference,
        exp.DayOfWeek: lambda node: exp.Extract(this=exp.var("DOW"), expression=node.this),
    },
    "pyspark": {
        exp.AtTimeZone: _spark_wall_clock,
        exp.DateDiff: _spark_difference,
        exp.DayOfWeek: _spark_weekday,
        exp.Extract: _spark_part,
        exp.TimeToUnix: _spark_epoch,
    },
}

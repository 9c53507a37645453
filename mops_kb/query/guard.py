"""The guard: what a contributor wrote must be one SELECT from known tables with known functions.

It speaks to the contributor; the lock in the child says the same once more in DuckDB's own terms.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from mops_kb.model.document import Place
from mops_kb.model.question import Failure, failure
from mops_kb.query.functions import FUNCTIONS, SPECIAL, TABLE_FUNCTIONS, VOLATILE

if TYPE_CHECKING:
    from sqlglot import Token, exp

LONGEST = 20_000
DEEPEST = 40
LINKS = 200
"""How many things may hang on what was called or indexed (`a[1].upper()`)."""
PATIENCE = 5
"""Steps of the parser for each token, of which ordinary SQL takes less than two. It tries what could be the name of a
type several times, and so what stands within, and within that."""
_WORDS = """
    all and any array as by between case char columns cross cube decimal distinct else escape except exclude exists
    filter for from group having ilike in inner intersect interval into is join lateral left like limit list map
    materialized minus not numeric offset on or order outer over partition pivot qualify rename replace right rollup
    row rows select semi sets similar some struct then time timestamp timestamptz to top union unpivot using values
    varchar when where window with within
"""
_SYNTAX = frozenset(_WORDS.split())
"""Words that a bracket may follow without being called."""
_QUOTES = {"‘": "'", "’": "'", "“": '"', "”": '"', "、": ",", "。": "."}
_WIDE = re.compile(r"[！-／：-＠［-｀｛-～‘’“”、。]")
"""Signs of a Japanese keyboard, beside those that are the half-width sign made wide."""


class Guarded(NamedTuple):
    """The tables that it reads, or why it may not be asked."""

    reads: tuple[str, ...] = ()
    failure: Failure | None = None


def guard(sql: str, tables: Collection[str]) -> Guarded:
    """Look at it without running it."""
    if len(sql) > LONGEST:
        return Guarded(failure=failure("sql-long", limit=LONGEST))
    try:
        return Guarded(_checked(sql, tables))
    except _Refused as refused:
        return Guarded(failure=refused.failure)
    except RecursionError:
        return Guarded(failure=failure("sql-deep", limit=DEEPEST))


def too_much(sql: str) -> Failure | None:
    """Why reading it would take too long, or would not end."""
    if len(sql) > LONGEST:
        return failure("sql-long", limit=LONGEST)
    try:
        tokens = _tokens(sql)
        _not_too_deep(sql, tokens)
        _statement(sql, tokens)
    except _Refused as refused:
        return refused.failure if refused.failure.code == "sql-deep" else None
    except RecursionError:
        return failure("sql-deep", limit=DEEPEST)
    return None


class _Refused(Exception):
    def __init__(self, found: Failure) -> None:
        super().__init__(found.code)
        self.failure = found


def _checked(sql: str, tables: Collection[str]) -> tuple[str, ...]:
    tokens = _tokens(sql)
    _half_width(sql, tokens)
    _not_too_deep(sql, tokens)
    nodes = _statement(sql, tokens)
    aliases = _aliases(nodes)
    for name, token in _called(tokens, aliases):
        _function(name, _place(sql, token))
    return _reads(sql, tokens, nodes, tables)


def _tokens(sql: str) -> Sequence[Token]:
    from sqlglot.dialects.duckdb import DuckDB
    from sqlglot.errors import TokenError

    try:
        return DuckDB().tokenize(sql)
    except TokenError:
        open_ = max(sql.rfind(sign) for sign in ("'", '"', "/*", "$"))
        place = sql.count("\n", 0, open_) + 1, open_ - sql.rfind("\n", 0, max(open_, 0))
        raise _Refused(failure("sql-syntax", place=place, reason=sql[max(open_, 0) :][:20].strip())) from None


def _half_width(sql: str, tokens: Sequence[Token]) -> None:
    """Outside quotes, signs that a Japanese keyboard makes wide are no signs of SQL."""
    if not tokens:
        raise _Refused(failure("sql-empty"))
    for token in tokens:
        wide = None if token.token_type.name in ("STRING", "IDENTIFIER") else _WIDE.search(token.text)
        if wide:
            line, col = _place(sql, token)
            half = _QUOTES.get(wide.group()) or unicodedata.normalize("NFKC", wide.group())
            raise _Refused(failure("sql-wide", place=(line, col + wide.start()), written=wide.group(), half=half))


def _not_too_deep(sql: str, tokens: Sequence[Token]) -> None:
    depth = links = 0
    for before, token in pairwise([*tokens[:1], *tokens]):
        links += before.text in (")", "]") and token.text in (".", "[")
        depth += (token.text in ("(", "[", "{", "CASE", "case")) - (token.text in (")", "]", "}", "END", "end"))
        if depth > DEEPEST or links > LINKS:
            raise _Refused(failure("sql-deep", place=_place(sql, token), limit=DEEPEST))


def _statement(sql: str, tokens: Sequence[Token]) -> Sequence[exp.Expr]:
    """The one SELECT, and all that is in it."""
    from sqlglot import exp
    from sqlglot.errors import ParseError

    logging.getLogger("sqlglot").setLevel(logging.ERROR)
    first = tokens[0] if tokens else None
    try:
        statements = [one for one in _parsed(sql, tokens) if one and not isinstance(one, exp.Semicolon)]
    except ParseError as error:
        told = error.errors[0]
        line = told.get("line") or 1
        col = max((told.get("col") or 1) - len(told.get("highlight") or " ") + 1, 1)
        reason = told.get("highlight") or (tokens[-1].text if tokens else "")
        raise _Refused(failure("sql-syntax", place=(line, col), reason=reason)) from None
    if len(statements) != 1 or not isinstance(statements[0], exp.Query) or isinstance(statements[0], exp.Values):
        second = [token for before, token in pairwise(tokens) if before.text == ";"]
        token = second[0] if second and len(statements) > 1 else first
        raise _Refused(
            failure("sql-statement", place=_place(sql, token) if token else (1, 1), word=token.text if token else "")
        )
    for before, token in pairwise(tokens):
        if before.text == "(" and token.text.lower() in ("pivot", "unpivot"):
            raise _Refused(failure("sql-statement", place=_place(sql, token), word=token.text))
    nodes = tuple(statements[0].walk())
    for node in nodes:
        if isinstance(node, exp.DML | exp.DDL | exp.Command | exp.Into | exp.Lock) and not isinstance(node, exp.Query):
            raise _Refused(failure("sql-statement", place=_at(sql, tokens, node.key), word=node.key.upper()))
        if isinstance(
            node, exp.Describe | exp.Summarize | exp.Show | exp.Placeholder | exp.Parameter | exp.TableSample
        ):
            raise _Refused(failure("sql-statement", place=_at(sql, tokens, node.key), word=node.key.upper()))
        if isinstance(node, exp.With) and node.args.get("recursive"):
            raise _Refused(failure("sql-recursion", place=_at(sql, tokens, "recursive")))
    return nodes


def _parsed(sql: str, tokens: Sequence[Token]) -> list[exp.Expr | None]:
    from sqlglot.dialects.duckdb import DuckDB
    from sqlglot.parsers.duckdb import DuckDBParser

    class Patient(DuckDBParser):
        left = 1_000 + PATIENCE * len(tokens)

        def _advance(self, times: int = 1) -> None:
            self.left -= 1
            if self.left < 0:
                raise _Refused(failure("sql-deep", place=_place(sql, self._curr or tokens[0]), limit=DEEPEST))
            super()._advance(times)

    return Patient(dialect=DuckDB()).parse(list(tokens), sql)


def _aliases(nodes: Sequence[exp.Expr]) -> Counter[str]:
    """Names that are given to tables with a list of columns: `t(a, b)` calls nothing."""
    from sqlglot import exp

    aliases = (node for node in nodes if isinstance(node, exp.TableAlias))
    named = ((alias.name.lower(), alias.args.get("columns")) for alias in aliases)
    return Counter(name for name, columns in named if columns and all(type(one) is exp.Identifier for one in columns))


def _called(tokens: Sequence[Token], aliases: Counter[str]) -> Iterator[tuple[str, Token]]:
    """Every word that a bracket follows, and those that call something without one."""
    for position, token in enumerate(tokens):
        name = token.text.lower()
        is_word = name.replace("_", "a").isalnum() and not name[:1].isdigit() and token.token_type.name != "STRING"
        is_quoted = token.token_type.name == "IDENTIFIER"
        if not (is_word or is_quoted):
            continue
        before = tokens[position - 1].text.lower() if position else ""
        after = tokens[position + 1].text if position + 1 < len(tokens) else ""
        if after == "(" and (is_quoted or name not in _SYNTAX):
            if aliases[name] and before != ".":
                aliases[name] -= 1
            else:
                yield name, token
        elif name in SPECIAL and before not in (".", "as"):
            yield name, token


def _function(name: str, place: Place) -> None:
    if name in VOLATILE:
        raise _Refused(failure("sql-volatile", place=place, name=name))
    if name not in FUNCTIONS:
        near = next(iter(get_close_matches(name, FUNCTIONS, n=1)), "")
        variant = "near" if near else "remedy"
        raise _Refused(failure("sql-function", variant, place=place, name=name, near=near))


def _reads(sql: str, tokens: Sequence[Token], nodes: Sequence[exp.Expr], tables: Collection[str]) -> tuple[str, ...]:
    """The tables that it reads. What it names itself (WITH) may not be called like one of them."""
    from sqlglot import exp

    known = {name.lower(): name for name in tables}
    own = {node.alias.lower() for node in nodes if isinstance(node, exp.CTE)}
    if hidden := sorted(own & known.keys()):
        raise _Refused(failure("sql-shadow", place=_at(sql, tokens, hidden[0]), name=hidden[0]))
    found = set()
    for table in (node for node in nodes if isinstance(node, exp.Table)):
        if not isinstance(table.this, exp.Identifier):
            _table_function(sql, tokens, table)
            continue
        name = ".".join(part.name for part in table.parts).lower()
        if name in known:
            found.add(known[name])
        elif name not in (given := _given(table)):
            near = next(iter(get_close_matches(name, [*known, *given], n=1)), "")
            variant = "near" if near else "remedy"
            place = _at(sql, tokens, table.name)
            raise _Refused(failure("sql-table", variant, place=place, name=name, near=known.get(near, near)))
    return tuple(sorted(found))


def _given(table: exp.Expr) -> set[str]:
    """The names that WITH gives where the table stands; elsewhere they could mean a table of the system."""
    from sqlglot import exp

    found: set[str] = set()
    node = table
    while above := node.parent:
        if isinstance(above, exp.With):
            before = above.expressions[: above.expressions.index(node)]
            found.update(cte.alias.lower() for cte in before)
            node, above = above, above.parent or above
        else:
            given = (one for one in above.args.values() if isinstance(one, exp.With))
            found.update(cte.alias.lower() for those in given for cte in those.expressions)
        node = above
    return found


def _table_function(sql: str, tokens: Sequence[Token], table: exp.Table) -> None:
    from sqlglot import exp

    call = table.this
    if isinstance(call, exp.GenerateSeries | exp.Unnest):
        return
    name = call.name.lower() if isinstance(call, exp.Anonymous) else call.key.lower()
    if name not in TABLE_FUNCTIONS:
        raise _Refused(failure("sql-function", place=_at(sql, tokens, name), name=name, near=""))


def _at(sql: str, tokens: Sequence[Token], word: str) -> Place:
    """Where a word stands first."""
    found = next((token for token in tokens if token.text.lower() == word.lower()), None)
    return _place(sql, found) if found else (1, 1)


def _place(sql: str, token: Token) -> Place:
    return sql.count("\n", 0, token.start) + 1, token.start - sql.rfind("\n", 0, token.start)

"""What a contributor's SQL must not do: hundreds of hostile statements are refused or stopped, and change nothing outside.

The statements stand in `hostile.sql` and `bombs.sql`, one a line.
"""

import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from mops_kb.model.question import Answer, Column, Question, Source
from mops_kb.query import runner
from mops_kb.query import session as sessions
from mops_kb.query.asking import Asking
from mops_kb.query.guard import DEEPEST, LONGEST, guard
from mops_kb.query.limits import Limits
from mops_kb.query.runner import Running
from mops_kb.query.session import Open, Session

HERE = Path(__file__).parent
SMALL = Limits(wall=1, memory=128, spill=16, rows=10_000, answer=2**22)


def statements(file: str) -> list[str]:
    """Those of a file, without its headings."""
    lines = (HERE / file).read_text(encoding="utf-8").split("\n")
    return [line for line in lines if line and not line.startswith("-- ")]


HOSTILE = statements("hostile.sql")
BOMBS = statements("bombs.sql")
PEOPLE = Source("people", (Column("id", "text"),), (("a",), ("b",)))
DAYS = Source("days", (Column("day", "day"),), tuple((f"20{n // 336:02}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}",) for n in range(2400)))  # fmt: skip
LEADS = Source("data.leads", (Column("lead", "text"),), (("a",),))
TABLES = {source.name: source for source in (PEOPLE, DAYS, LEADS, Source("teams", (Column("id", "text"),)))}


class Canary:
    """A folder that must stay as it is, and a port on which nobody may call."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "canary.txt"
        self.csv = folder / "canary.csv"
        self.file.write_text("sings", encoding="utf-8")
        self.csv.write_text("a,b\n1,2\n", encoding="utf-8")
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.calls: list[Any] = []
        self.before = self.seen()
        Thread(target=self.listen, daemon=True).start()

    def listen(self) -> None:
        while True:
            try:
                self.calls.append(self.socket.accept())
            except OSError:
                return

    def seen(self) -> dict[str, tuple[bytes, int]]:
        files = (file for file in self.folder.rglob("*") if file.is_file())
        return {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in files}

    def fill(self, statement: str) -> str:
        return statement.format(file=self.file, folder=self.folder, csv=self.csv, port=self.port)

    def sings(self) -> bool:
        return self.seen() == self.before and not self.calls


@pytest.fixture(scope="module")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Canary]:
    found = Canary(tmp_path_factory.mktemp("canary"))
    yield found
    found.socket.close()


def asked(statements: list[str], limits: Limits = SMALL, *, patience: int = 10_000) -> list[Answer]:
    """What the child says, without a guard before it."""
    session = Session(TABLES, {"TimeZone": "Asia/Tokyo"}, limits)
    sessions.DEATHS = patience
    session.ask([Open(n, Question(sql), tuple(sorted(TABLES)), "") for n, sql in enumerate(statements)])
    return [session.answers[n] for n in range(len(statements))]


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "DEATHS", sessions.DEATHS)


def test_there_are_many():
    assert len(set(HOSTILE)) >= 250
    assert len(set(BOMBS)) >= 30


@pytest.mark.parametrize("statement", HOSTILE)
def test_refused(canary, statement):
    refused = guard(canary.fill(statement), TABLES).failure
    assert refused, statement
    assert refused.code.startswith("sql-")
    assert refused.line >= 1
    assert refused.col >= 1


HARMLESS = [
    "VALUES (1)",
    "WITH people AS (SELECT 1) SELECT * FROM people",
    "UNPIVOT people ON id INTO NAME n VALUE v",
    "WITH RECURSIVE people AS (SELECT 1) SELECT * FROM people",
]
"""What the guard refuses only because it would be hard to explain."""


@pytest.mark.slow
def test_the_lock_refuses_the_same_by_itself(canary):
    """Without the guard: DuckDB's own reading of the statement is held against what may stand in it."""
    answers = asked([canary.fill(statement) for statement in HOSTILE])
    passed = [statement for statement, answer in zip(HOSTILE, answers, strict=True) if not answer.failure]
    assert passed == HARMLESS
    assert canary.sings()


@pytest.mark.slow
def test_without_guard_and_lock_nothing_is_touched(canary, monkeypatch):
    """What DuckDB is told before it hears a question is enough to keep it in."""
    monkeypatch.setattr(sessions, "_asked", lambda one, limits: {"sql": one.question.sql, "parameters": [], "rows": 100, "tables": None})  # fmt: skip
    answers = asked([canary.fill(statement) for statement in HOSTILE])
    told = repr([answer.rows for answer in answers])
    assert "sings" not in told
    assert "root:" not in told
    assert canary.sings()


@pytest.mark.slow
@pytest.mark.parametrize("bomb", BOMBS)
def test_stopped(canary, bomb):
    """Allowed, and then stopped for time, memory or rows."""
    assert not guard(bomb, TABLES).failure
    (answer,) = asked([bomb])
    assert answer.failure
    assert answer.failure.code in ("sql-time", "sql-memory", "sql-rows", "sql-error")
    assert canary.sings()


def test_others_are_answered_after_one_was_stopped():
    bomb = "SELECT sum(x * y) FROM range(3000000) a(x), range(3000000) b(y)"
    slow, good = asked([bomb, "SELECT count(*) FROM people"])
    assert slow.failure
    assert slow.failure.code == "sql-time"
    assert good.rows == ((2,),)


def test_who_dies_of_reading_all_at_once_is_asked_one_by_one(monkeypatch):
    """The first child is ended, as if something in the second statement had killed it."""
    monkeypatch.setattr(Running, "read", lambda child, statements: child.end())
    first, second, third = asked(["SELECT 1", "SELECT getenv('HOME')", "SELECT 3"])
    assert (first.rows, third.rows) == (((1,),), ((3,),))
    assert second.failure.code == "sql-function"


DYING = """
import json, os, runpy, sys

line = sys.stdin.readline()
if any(source["name"] == "data.leads" for source in json.loads(line)["sources"]):
    print(json.dumps({{"loading": "data.leads"}}), flush=True)
    os.abort()


class Again:
    def readline(self):
        return line

    def __iter__(self):
        return iter(rest)


rest, sys.stdin = sys.stdin, Again()
runpy.run_path({child!r}, run_name="__main__")
"""


def test_a_file_of_which_the_child_dies_is_named_and_others_are_answered(tmp_path, monkeypatch):
    """As if reading it had brought the whole process down."""
    (tmp_path / "dying.py").write_text(DYING.format(child=str(runner._CHILD)))
    (tmp_path / "leads.csv").write_text("lead\na\n")
    monkeypatch.setattr(runner, "_CHILD", tmp_path / "dying.py")
    leads = Source("data.leads", (Column("lead", "text"),), file=tmp_path / "leads.csv", path="data/leads.csv")
    asking = Asking()
    dead, good = asking(
        [Question("SELECT lead FROM data.leads"), Question("SELECT count(*) FROM people")], [PEOPLE, leads]
    )
    assert dead.failure
    assert (dead.failure.code, dead.failure.path) == ("data-unread", "data/leads.csv")
    assert good.rows == ((2,),)
    assert asking.started == 2


def test_patience_ends():
    bomb = "SELECT sum(x * y) FROM range(3000000) a(x), range(3000000) b(y)"
    codes = [answer.failure and answer.failure.code for answer in asked([bomb, bomb, "SELECT 1"], patience=2)]
    assert codes == ["sql-time", "sql-time", "sql-unasked"]


GOOD = """
SELECT count(*) AS value FROM people
select Count( * ) from People -- with a comment; and a semicolon
SELECT 1;
SELECT 1; -- done; SELECT 2
SELECT p.id, count(*) FILTER (WHERE d.lead IS NOT NULL) FROM people p LEFT JOIN data.leads d ON d.lead = p.id GROUP BY ALL
WITH x AS MATERIALIZED (SELECT * FROM people), y(a, b) AS (SELECT id, 1 FROM x) SELECT a, sum(b) FROM y GROUP BY a HAVING sum(b) > 0
SELECT strftime(day, '%Y-%m') AS period, count(*) AS value, 3 AS n FROM days WHERE day < DATE '2003-01-01' GROUP BY 1 ORDER BY 1
SELECT date_trunc('month', day) AS period, avg(extract(day FROM day)) AS value FROM days GROUP BY ALL
SELECT sum(x) FROM range(10) t(x)
SELECT * FROM generate_series(1, 3) g(n), unnest([1, 2]) u(m)
SELECT rank() OVER (PARTITION BY id ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM people
SELECT lag(id, 1) OVER w, row_number() OVER w FROM people WINDOW w AS (ORDER BY id) QUALIFY row_number() OVER w > 0
SELECT CASE WHEN id IN ('a', 'b') THEN 1 ELSE 0 END, coalesce(nullif(id, 'a'), 'z'), id LIKE 'a%', id BETWEEN 'a' AND 'b' FROM people
SELECT 1 AS a UNION ALL BY NAME SELECT 2 AS a EXCEPT SELECT 3 INTERSECT SELECT 4
SELECT * EXCLUDE (id), * REPLACE (upper(id) AS id), COLUMNS('i.*') FROM people
SELECT list_transform([1, 2], lambda x: x + 1), [x * 2 FOR x IN [1, 2] IF x > 1], {'a': 1}.a, [1, 2, 3][1:2], 'abc'[1]
SELECT CAST('1.5' AS DECIMAL(18, 6)), try_cast('x' AS INTEGER), '2026-01-01'::DATE + INTERVAL 1 DAY, 5 // 2, 5 % 2, 2 ** 3, 'a' || 'b'
SELECT median(x), quantile_cont(x, 0.9), stddev(x), string_agg(x::VARCHAR, ',' ORDER BY x DESC), max_by(x, x) FROM range(5) t(x)
SELECT (SELECT max(id) FROM people), EXISTS (FROM people), id = ANY (SELECT lead FROM data.leads) FROM people
FROM people SELECT id WHERE id <> 'a'
WITH x AS (SELECT 1 AS a), y AS (SELECT a FROM x) (SELECT a FROM y) UNION ALL SELECT (SELECT max(a) FROM x) FROM y WHERE a IN (WITH z AS (FROM y) SELECT a FROM z JOIN x USING (a))
WITH X AS (SELECT 1 AS a) SELECT a FROM x UNION SELECT a FROM x ORDER BY (SELECT max(a) FROM x) LIMIT (SELECT count(*) FROM x)
SELECT * FROM (WITH x AS (SELECT 1 AS a) SELECT * FROM x) AS t, LATERAL (SELECT t.a AS b) AS l WHERE EXISTS (WITH x AS (SELECT 2) FROM x)
SELECT * FROM people SEMI JOIN data.leads ON id = lead ORDER BY ALL LIMIT 1 OFFSET 0
SELECT * FROM (SELECT id, 1 AS x FROM people) PIVOT (sum(x) FOR id IN ('a', 'b'))
SELECT * FROM (VALUES (1, 'a'), (2, 'b')) v(n, t)
SELECT regexp_matches(id, 'a+'), regexp_replace(id, '(a)', 'b'), split_part('a-b', '-', 2), replace(id, 'a', 'b'), left(id, 1) FROM people
SELECT timestamptz '2026-10-01 00:00:00+00' AT TIME ZONE 'UTC', date_diff('day', day, day + 3), dayname(day), last_day(day) FROM days LIMIT 1
SELECT "id" AS "日本語", 'now()' AS text, id AS user FROM "people" /* random() */
SELECT GROUPING(id), count(*) FROM people GROUP BY ROLLUP (id)
SELECT a.id FROM people a POSITIONAL JOIN people b
SELECT if(id = 'a', 1, 2), greatest(1, 2), round(1.55, 1), floor(1.5), abs(-1), sign(-2) FROM people
""".strip().split("\n")


@pytest.mark.parametrize("sql", GOOD)
def test_ordinary_sql_passes(sql):
    assert guard(sql, TABLES).failure is None


def test_ordinary_sql_is_answered():
    """The lock lets pass what the guard lets pass."""
    assert [answer.failure for answer in asked(GOOD)] == [None] * len(GOOD)


@pytest.mark.parametrize(
    ("sql", "reads"),
    [
        ("SELECT 1", ()),
        ("SELECT * FROM People", ("people",)),
        ("SELECT * FROM data.leads l, people WHERE l.lead = people.id", ("data.leads", "people")),
        ("WITH x AS (FROM teams) SELECT * FROM x", ("teams",)),
        ("SELECT (SELECT count(*) FROM teams) FROM days WHERE day IN (SELECT id FROM people)", ("days", "people", "teams")),
        ("SELECT 'people' -- teams", ()),
    ],
)  # fmt: skip
def test_what_is_read_is_known(sql, reads):
    assert guard(sql, TABLES).reads == reads


@pytest.mark.parametrize(
    ("sql", "code", "line", "col", "params"),
    [
        ("SELECT 1\nFRM people x", "sql-syntax", 2, 5, {"reason": "people"}),
        ("SELECT (1", "sql-syntax", 1, 9, {"reason": "1"}),
        ("SELECT 'a\n", "sql-syntax", 1, 8, {"reason": "'a"}),
        ("SELECT 1;\n  DROP TABLE people", "sql-statement", 2, 3, {"word": "DROP"}),
        ("\n COPY people TO 'x'", "sql-statement", 2, 2, {"word": "COPY"}),
        ("SELECT *\nFROM peopel", "sql-table", 2, 6, {"name": "peopel", "near": "people"}),
        ("SELECT *\nFROM data.lead", "sql-table", 2, 11, {"name": "data.lead", "near": "data.leads"}),
        ("SELECT\n\tcuont(*) FROM people", "sql-function", 2, 2, {"name": "cuont", "near": "count"}),
        ("SELECT 1,\n  now()", "sql-volatile", 2, 3, {"name": "now"}),
        ("SELECT 1 AS 日本, today()", "sql-volatile", 1, 17, {"name": "today"}),
        ("WITH People AS (SELECT 1) SELECT 2", "sql-shadow", 1, 6, {"name": "people"}),
        ("WITH RECURSIVE x AS (SELECT 1) SELECT 2", "sql-recursion", 1, 6, {}),
        (f"SELECT {'(' * 41}1{')' * 41}", "sql-deep", 1, 48, {"limit": str(DEEPEST)}),
        (f"SELECT '{'x' * LONGEST}'", "sql-long", 1, 1, {"limit": str(LONGEST)}),
    ],
)  # fmt: skip
def test_what_is_told(sql, code, line, col, params):
    refused = guard(sql, TABLES).failure
    assert refused
    assert (refused.code, refused.line, refused.col) == (code, line, col)
    assert {key: value for key, value in refused.params if value} == params


@pytest.mark.parametrize(
    "word", ["DATE", "INT", "DECIMAL", "TIMESTAMP ", "ROW", "STRUCT", "ARRAY", "coalesce", "abs", "MAP"]
)
@pytest.mark.parametrize("brackets", ["()", "[]"])
def test_what_is_tried_again_and_again_hangs_nothing(word, brackets):
    """A parser that tries each of these two ways would take years, and this test with it."""
    assert guard(f"SELECT {f'{word}{brackets[0]}' * 39}1{brackets[1] * 39}", TABLES)


@pytest.mark.parametrize("link", [".upper()", "[1]", "[1].a", "::INT", ".a"])
def test_long_chains_come_to_an_end(link):
    assert guard(f"SELECT id{link * (19_000 // len(link))} FROM people", TABLES)


@pytest.mark.parametrize("sql", [f"SELECT {'NOT ' * 4000}true", f"SELECT 1{' + 1' * 4000}", f"SELECT {'-' * 4000}", f"SELECT 1 IN ({', '.join(map(str, range(3000)))})", f"SELECT {'[' * 40}1{']' * 40}"])  # fmt: skip
def test_long_chains_break_nothing(sql):
    """Refused here, or by the child, or answered."""
    if not guard(sql, TABLES).failure:
        (answer,) = asked([sql])
        assert answer.rows or (answer.failure and answer.failure.code in ("sql-error", "sql-statement")), answer

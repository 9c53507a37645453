"""Warehouses without a warehouse: profiles, secrets, SQL that is refused, answers, and what a site makes of snapshots."""

import json
import shutil
import subprocess
import sys
from base64 import b64encode
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from mops_kb.build import study
from mops_kb.cli import commands
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.kpi.snapshot import query_hash
from mops_kb.labels import Labels
from mops_kb.model.problem import Problem
from mops_kb.model.settings import Settings
from mops_kb.pull import dialect, profiles
from mops_kb.pull.answers import answered
from mops_kb.pull.line import text
from mops_kb.pull.meaning import Untranslatable
from mops_kb.pull.secrets import Missing, redacted
from mops_kb.reports.snapshots import REPORT
from tests.conftest import AS_OF
from tests.test_our_guides import DOCS as DOCS_OF_OURS
from tests.test_our_guides import SETTINGS, samples

WORDS = Labels("en", [REPORT.room])
SQL = "SELECT date_trunc('month', created_at) AS period, count(*) AS value FROM leads GROUP BY 1"


# Profiles


def told(tmp_path: Path, text: str) -> list[str]:
    (tmp_path / "warehouses.yml").write_text(text, encoding="utf-8")
    return [f"{one.line}:{one.col}: {WORDS.problem(one)}" for one in profiles.read(tmp_path)[1]]


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ("engine: postgers", "3:13: profile-engine the connection `dwh` names an unknown engine `postgers` (did you mean `postgres`?"),
        ("engine: oracle", "3:13: profile-engine the connection `dwh` names an unknown engine `oracle` (write one of: "),
        ("database: x", "2:3: profile-engine the connection `dwh` names an unknown engine `` (write one of: "),
        ("engine: postgres\n    host: h\n    database: d\n    pasword: hunter2", "6:5: profile-field the connection `dwh` has no field `pasword` (did you mean `password`?)"),
        ("engine: postgres\n    host: h\n    database: d\n    password: hunter2", "6:15: profile-secret `password` of the connection `dwh` is written in the open (write `${NAME}`, "),
        ("engine: postgres\n    host: h\n    database: d\n    password: x${P}", "6:15: profile-secret"),
        ("engine: pyspark\n    remote: sc://h/;token=hunter2", "4:13: profile-secret `remote`"),
        ("engine: snowflake\n    account: a\n    user: u\n    token: hunter2", "6:12: profile-secret `token`"),
        ("engine: postgres\n    host: h\n    database: d\n    port: many", "6:11: profile-number"),
        ("engine: postgres\n    host: [h, i]\n    database: d", "4:11: profile-value `host` of the connection `dwh` is one value"),
        ("engine: postgres\n    host: h", "2:3: profile-missing the connection `dwh` needs `database`"),
    ],
)  # fmt: skip
def test_a_wrong_profile_is_told_at_its_place(fields, line, tmp_path):
    (found,) = told(tmp_path, f"profiles:\n  dwh:\n    {fields}\n")
    assert found.startswith(line)
    assert "hunter2" not in found


@pytest.mark.parametrize("text", ["dwh: {engine: duckdb}", "profiles: [dwh]", "profiles:\n  dwh: duckdb", "- x"])
def test_a_file_of_another_form(text, tmp_path):
    assert "profiles-form" in told(tmp_path, text)[0]


def test_a_site_without_warehouses_has_no_file(tmp_path):
    assert profiles.read(tmp_path) == ({}, [])


def test_what_the_environment_says(tmp_path, monkeypatch):
    monkeypatch.setenv("DWH_PASSWORD", "hunter2")
    monkeypatch.setenv("DWH_HOST", "db")
    assert (
        told(
            tmp_path,
            "profiles:\n  dwh: {engine: postgres, host: '${DWH_HOST}.example', database: d, password: '${DWH_PASSWORD}'}\n",
        )
        == []
    )
    dwh = profiles.read(tmp_path)[0]["dwh"]
    assert profiles.reach(dwh) == ({"host": "db.example", "database": "d", "password": "hunter2"}, ("hunter2",))
    assert dwh.timeout == 300
    monkeypatch.delenv("DWH_HOST")
    with pytest.raises(Missing, match="DWH_HOST"):
        profiles.reach(dwh)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ('FATAL: no "p@ss/w ord" here', 'FATAL: no "***" here'),
        ("postgresql://me:p%40ss%2Fw%20ord@db/x", "postgresql://***@db/x"),
        ("?password=p%40ss%2Fw+ord&x=1", "?password=***&x=1"),
        ("connect(password='other', host='db')", "connect(password=***, host='db')"),
        ("api_key: 12345 refused", "api_key: *** refused"),
        ("https://u:other@db.example/x", "https://***@db.example/x"),
        ("relation leads does not exist", "relation leads does not exist"),
    ],
)
def test_no_secret_is_repeated(said, left):
    assert redacted(said, ["p@ss/w ord"]) == left


SECRET = "p@s's/w\\o r"


@pytest.mark.parametrize(
    "said",
    [
        SECRET,
        repr(SECRET),
        json.dumps(SECRET),
        r"host=h pass='p@s\'s/w\\o r'",
        "p%40s%27s%2Fw%5Co%20r",
        "p%40s%27s%2fw%5co%20r",
        "p%40s%27s/w%5Co%20r",
        "p%40s%27s%2Fw%5Co+r",
        "Basic " + b64encode(SECRET.encode()).decode(),
    ],
)
def test_a_secret_is_hidden_in_every_spelling(said):
    left = redacted(f"FATAL: {said} is wrong", [SECRET])
    assert "***" in left
    assert not any(part in left for part in ("p@s", "p%40", "cEBz"))


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        (f"SELECT {'DATE(' * 39}1{')' * 39} AS period, 1 AS value", "sql-deep"),
        (f"SELECT {'NOT ' * 4000}true AS period, 1 AS value", "sql-deep"),
        (f"SELECT 1 AS period, '{'x' * 20_000}' AS value", "sql-long"),
    ],
)
def test_sql_that_cannot_be_read_to_its_end_is_refused(sql, code):
    found = dialect.read(sql, "kpis/k.yml", (1, 1))
    assert isinstance(found, Problem)
    assert found.code == code


def test_the_hash_of_very_long_sql_comes_to_an_end():
    """Looking for the end of each comment anew would take hours."""
    assert len(query_hash("/* " * 300_000)) == 16


# SQL


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("SELEC 1", "pull-syntax"),
        ("", "pull-select"),
        (f"{SQL}; DROP TABLE leads", "pull-select"),
        ("DELETE FROM leads", "pull-select"),
        ("WITH gone AS (DELETE FROM leads RETURNING *) SELECT 1 AS period, 2 AS value FROM gone", "pull-select"),
        ("SELECT 1 AS period, 2 AS value INTO other", "pull-select"),
        ("SELECT 1 AS period, 2 AS value FROM leads FOR UPDATE", "pull-select"),
        ("COPY leads TO 'x.csv'", "pull-select"),
        ("ATTACH 'x.db'", "pull-select"),
        ("SET timezone = 'UTC'", "pull-select"),
        ("PRAGMA database_list", "pull-select"),
        ("CALL pragma_version()", "pull-select"),
        ("EXPLAIN SELECT 1", "pull-select"),
        ("SELECT 1 AS period, pg_read_file('x') AS value", "pull-function"),
        ("SELECT 1 AS period, pg_sleep(9) AS value", "pull-function"),
        ("SELECT 1 AS period, java_method('a', 'b') AS value", "pull-function"),
        ("SELECT 1 AS period, getenv('HOME') AS value", "pull-function"),
        ("SELECT 1 AS period, (SELECT dblink('x')) AS value", "pull-function"),
        ("SELECT 1 AS period, nextval('s') AS value", "pull-function"),
        ("SELECT 1 AS period, set_config('a', 'b', false) AS value", "pull-function"),
        ("SELECT 1 AS period, 2 AS value FROM 'x.csv'", "pull-function"),
        ('SELECT 1 AS period, 2 AS value FROM csv."/etc/x"', "pull-function"),
        ("SELECT 1 AS period, 2 AS value FROM read_csv('x.csv')", "pull-function"),
        ("SELECT 1 AS period, 2 AS value FROM read_text('x')", "pull-function"),
        ("SELECT 1 AS period, 2 AS value FROM glob('*')", "pull-function"),
        ("SELECT 1 AS period, 2 AS value FROM query('SELECT 1')", "pull-function"),
        ("SELECT * FROM leads", "pull-column"),
        ("SELECT count(*) AS value FROM leads", "pull-column"),
    ],
)
def test_sql_that_no_warehouse_is_asked(sql, code):
    found = dialect.read(sql, "kpis/a.yml", (3, 1))
    assert isinstance(found, Problem)
    assert found.code == code


def asked(sql: str, engine: str) -> str:
    query = dialect.read(sql, "kpis/a.yml", (3, 1))
    assert not isinstance(query, Problem)
    return dialect.figures(query, engine)[0]


@pytest.mark.parametrize("engine", profiles.ENGINES)
def test_every_engine_is_asked_for_texts_and_not_for_too_many(engine):
    sql = asked(SQL, engine)
    assert sql.endswith("LIMIT 1001")
    assert sql.startswith("SELECT CAST(answer.period AS ")


@pytest.mark.parametrize(
    ("engine", "words"),
    [
        ("duckdb", "QUANTILE_CONT(CAST(x AS DOUBLE), 0.9)"),
        ("postgres", "PERCENTILE_CONT(0.9) WITHIN GROUP (ORDER BY CAST(x AS DOUBLE PRECISION))"),
        ("snowflake", "PERCENTILE_CONT(0.9) WITHIN GROUP (ORDER BY CAST(x AS DOUBLE))"),
        ("pyspark", "PERCENTILE(CAST(x AS DOUBLE), 0.9)"),
    ],
)
@pytest.mark.parametrize("form", ["quantile_cont(x, 0.9)", "percentile_cont(0.9) WITHIN GROUP (ORDER BY x)"])
def test_a_quantile_is_exact_everywhere(form, engine, words):
    assert f"{words} AS value" in asked(f"SELECT m AS period, {form} AS value FROM leads GROUP BY ALL", engine)


@pytest.mark.parametrize("engine", ["bigquery", "trino"])
def test_no_quantile_is_better_than_an_approximate_one(engine):
    with pytest.raises(Untranslatable):
        asked("SELECT m AS period, median(x) AS value FROM leads GROUP BY 1", engine)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("SELECT 1", "SELECT\n  1 -- one\n;", True),
        ("SELECT 1 /* a */ + 1", "SELECT 1 + 1", True),
        ("SELECT 'a  b'", "SELECT 'a b'", False),
        ("SELECT '--a'", "SELECT '--b'", False),
        ("SELECT 'it''s  /*'", "SELECT 'it''s /*'", False),
        ("SELECT 1", "SELECT 2", False),
    ],
)
def test_the_hash_of_sql_goes_by_what_it_says(one, other, same):
    assert (query_hash(one) == query_hash(other)) == same


# Answers


def kpi(**fields: object) -> Kpi:
    given = {
        "id": "a",
        "title": "A",
        "owner": "team:ops",
        "group": "demand",
        "decimals": 2,
        "warehouse": "dwh",
        "sql": SQL,
    }
    return Kpi.model_validate({**given, **fields})


def answer(*rows: tuple[object, ...], **fields: object) -> list[tuple[object, ...]]:
    found = answered(kpi(**fields), ("period", "value", "n"), rows, "kpis/a.yml", (3, 1), 4)
    return [tuple(figure)[:3] for figure in found.figures] or [
        (one.code, *dict(one.params).values()) for one in found.problems
    ]


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("2026-10", "2026-10"),
        ("2026-10-01", "2026-10"),
        ("2026-10-01 00:00:00", "2026-10"),
        ("2026-10-01T00:00:00", "2026-10"),
        ("2026-10-01 00:00:00+09", "2026-10"),
        ("2026-10-01 00:00:00-04:00", "2026-10"),
        ("2026-10-01 00:00:00.000 Asia/Tokyo", "2026-10"),
        ("2026-10-01 00:00:00.000 UTC", "2026-10"),
        ("2026-10-01 09:00:00+09", None),
        ("2026-10-02", None),
        ("2026 Q4", None),
        ("2026", None),
        ("October", None),
        ("", None),
    ],
)
def test_the_period_of_a_month(written, period):
    found = answer((written, "1", None))
    assert (found[0][0] if found[0][0] != "pull-period" else None) == period


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("2026-10-01", "2026 Q4"),
        ("2026-01-01", "2026 Q1"),
        ("FY2026 Q3", "FY2026 Q3"),
        ("2026-11-01", None),
        ("2026-10", None),
    ],
)
def test_the_period_of_a_quarter(written, period):
    found = answer((written, "1", None), cadence="quarterly")
    assert (found[0][0] if found[0][0] != "pull-period" else None) == period


@pytest.mark.parametrize(
    ("given", "decimals", "value"),
    [
        ("2.675", 2, "2.68"),
        ("2.6749999999999998", 2, "2.68"),
        ("-2.675", 2, "-2.68"),
        ("0.005", 2, "0.01"),
        ("1E+3", 0, "1000"),
        ("12", 2, "12.00"),
        ("-0.001", 2, "0.00"),
        ("999999999999999.99", 2, "999999999999999.99"),
        ("123456789012.345", 2, "123456789012.35"),
    ],
)
def test_a_value_is_rounded_as_the_contract_says(given, decimals, value):
    (found,) = answer(("2026-10", given, None), decimals=decimals)
    assert f"{found[1]:f}" == value


@pytest.mark.parametrize("given", ["NaN", "nan", "Infinity", "-inf", "many", "1e15", "1,000"])
def test_a_value_that_is_no_number(given):
    assert answer(("2026-10", given, None))[0][0] == "pull-value"


def test_a_period_without_a_value_has_no_figure():
    assert answer(("2026-09", None, "3"), ("2026-10", "1", "3")) == [("2026-10", Decimal("1.00"), 3)]


def test_figures_come_in_the_order_of_time():
    assert [row[0] for row in answer(("2026-10", "1", None), ("2026-02-01", "1", None))] == ["2026-02", "2026-10"]


def test_one_period_has_one_row():
    assert answer(("2026-10", "1", None), ("2026-10-01", "1", None)) == [("pull-twice", "a", "2026-10")]


# Snapshots


DOCS = f"""
    teams/ops.yml
    | title: Ops
    | owner: team:ops
    kpis/leads.yml
    | title: Leads
    | owner: team:ops
    | group: demand
    | target: 100
    | warehouse: dwh
    | freshness_limits: {{warn: 10 days, error: 30 days}}
    | sql: {SQL}
    snapshots/leads.yml
    | kpi: leads
    | profile: dwh
    | pulled_on: 2026-11-20
    | time_zone: Asia/Tokyo
    | query: "{query_hash(SQL)}"
    | rows: 2
    | figures:
    |   - {{period: 2026-09, value: 90}}
    |   - {{period: 2026-10, value: 110, n: 7}}
"""
MINE = ("snapshot-", "figure-")


def heard(found: list[str]) -> list[str]:
    return [line for line in found if line.split(": ")[1].startswith(MINE)]


def test_a_snapshot_gives_figures(wiki):
    wiki(DOCS)
    assert wiki.problems() == []
    assert heard(wiki.findings()) == []
    page = wiki.page("kpis/leads.md", language="en")
    assert "These figures were pulled on Nov 20, 2026 from “dwh”." in page
    assert "110" in page
    assert query_hash(SQL) in page


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("2026-11-20", "2026-11-11", "kpis/leads.yml:5:12: snapshot-late the figures of `leads` were last pulled on 2026-11-11, 11 days ago"),
        ("2026-11-20", "2026-10-22", "kpis/leads.yml:5:12: snapshot-stale the figures of `leads` were last pulled on 2026-10-22, 31 days ago"),
        ("count(*)", "count(id)", "kpis/leads.yml:5:12: snapshot-outdated the SQL of `leads` or its warehouse `dwh` has changed"),
        ("warehouse: dwh", "warehouse: lake", "kpis/leads.yml:5:12: snapshot-outdated the SQL of `leads` or its warehouse `lake`"),
    ],
)  # fmt: skip
def test_a_snapshot_that_is_old_is_found(old, new, line, wiki):
    wiki(DOCS.replace(old, new, 1))
    (found,) = heard(wiki.findings())
    assert found.startswith(line)


def test_a_kpi_that_was_never_pulled_is_found(wiki):
    wiki(DOCS)
    (wiki.docs / "snapshots/leads.yml").unlink()
    assert [line.split(" ")[1] for line in heard(wiki.findings())] == ["snapshot-missing"]
    assert wiki.check("--fail-on", "snapshot-missing").exit_code == 1


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("kpi: leads", "kpi: laeds", "snapshots/leads.yml:1:6: dangling-ref no KPI is called `laeds` (did you mean `leads`?)"),
        ("period: 2026-09", "period: 2026-10", "snapshots/leads.yml:9:14: figure-twice"),
        ("period: 2026-09", "period: 2026 Q3", "snapshots/leads.yml:8:14: figure-period"),
        ("value: 90", "value: NaN", "snapshots/leads.yml:8:30: number-form"),
        ("rows: 2", "rows: two", "snapshots/leads.yml:6:7: number-form"),
    ],
)  # fmt: skip
def test_a_snapshot_that_is_wrong(old, new, line, wiki):
    wiki(DOCS.replace(old, new, 1))
    assert [found for found in wiki.problems() if found.startswith(line)], wiki.problems()


@pytest.mark.parametrize("name", ["leads.csv", "leads.md"])
def test_only_snapshots_are_in_their_folder(name, wiki):
    wiki(DOCS)
    wiki.put(f"snapshots/{name}", "a,b\n1,2\n")
    assert [line.split(" ")[1] for line in wiki.problems()] == ["records-only"]


def test_a_hidden_kpi_hides_its_snapshot(wiki):
    wiki(DOCS.replace("| target: 100", "| target: 100\n    | visibility: internal"))
    site = wiki.site(visibility="public")
    assert "110" not in "".join(wiki.outputs(site).values()).replace("110%", "")


def test_what_is_written_is_read(wiki):
    wiki(DOCS)
    found = answered(kpi(id="leads"), ("period", "value", "n"), [("2026-10-01", "12.5", "7")], "x", (1, 1), 4)
    wiki.put("snapshots/leads.yml", text(kpi(id="leads"), found, Settings(AS_OF)))
    assert wiki.problems() == []
    assert "value: 12.50, n: 7" in (wiki.docs / "snapshots/leads.yml").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_samples_of_our_guide_are_right(tmp_path):
    docs = shutil.copytree(DOCS_OF_OURS, tmp_path / "docs")
    for language in ("", ".en"):
        sample, connections = samples(f"pull-from-a-warehouse{language}.md")
        (docs / "kpis/requests-for-material.yml").write_text(sample, encoding="utf-8")
        assert told(tmp_path, connections) == []
        found = study(docs, SETTINGS)
        assert found.problems == ()
        (asking,) = found.catalog.some(Kpi, ["requests-for-material"])
        assert all(asked(asking.sql or "", engine) for engine in profiles.ENGINES)


# The command


def pull(docs: Path, *words: str) -> tuple[int, str]:
    said = CliRunner().invoke(
        commands, ["pull", "--docs", str(docs), "--as-of", "2026-11-22", "--language", "en", *words]
    )
    return said.exit_code, said.output


def test_a_kpi_whose_connection_is_nowhere(wiki):
    wiki(DOCS)
    wiki.put("../warehouses.yml", "profiles:\n  dwh2: {engine: duckdb, database: x.db}\n")
    code, said = pull(wiki.docs)
    assert code == 1
    assert (
        "kpis/leads.yml:5:12: no-profile the connection `dwh` of `leads` is not in warehouses.yml (did you mean `dwh2`?)"
        in said
    )


def test_a_wrong_profile_asks_nobody(wiki):
    wiki(DOCS)
    wiki.put("../warehouses.yml", "profiles:\n  dwh: {engine: postgres, host: h, database: d, password: hunter2}\n")
    code, said = pull(wiki.docs)
    assert code == 1
    assert "warehouses.yml:2:59: profile-secret" in said
    assert "hunter2" not in said


def test_a_kpi_that_there_is_not(wiki):
    wiki(DOCS)
    code, said = pull(wiki.docs, "laeds")
    assert code == 2
    assert "no KPI with a warehouse is called `laeds` (did you mean `leads`?)" in said


def test_nothing_to_pull(wiki):
    assert pull(
        wiki("""
        teams/ops.yml
        | title: Ops
        | owner: team:ops
    """).docs
    ) == (0, "no KPI takes its figures from a warehouse\n")


@pytest.mark.slow
def test_a_site_never_speaks_with_a_warehouse(wiki):
    """Neither a check nor a build loads what could."""
    wiki(DOCS)
    wiki.put("../warehouses.yml", "profiles:\n  dwh: {engine: postgres, host: h, database: d}\n")
    building = f"""
import sys
from datetime import date
from pathlib import Path
from click.testing import CliRunner
from mops_kb.build import build
from mops_kb.cli import commands
from mops_kb.model.settings import Settings
docs = Path({str(wiki.docs)!r})
assert CliRunner().invoke(commands, ["check", str(docs), "--as-of", "2026-11-22"]).exit_code == 0
assert build(docs, Settings(date(2026, 11, 22)), lambda spec: "").pages
print(sorted({{"mops_kb.pull", "ibis", "psycopg", "pyspark", "trino", "snowflake", "google.cloud"}} & sys.modules.keys()))
"""
    said = subprocess.run([sys.executable, "-c", building], capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"

"""A warehouse that fails: the last snapshot stays byte for byte, the others go on, and nobody reads a secret."""

import threading
import time
from pathlib import Path

import pytest

from tests.warehouse.conftest import Site, profile
from tests.warehouse.servers import PASSWORD, Postgres

MONTHS = "SELECT date_trunc('month', created_at) AS period, count(*) AS value FROM leads GROUP BY 1"
# Takes minutes: all pairs of leads.
LONG = """SELECT date_trunc('month', a.created_at) AS period, count(*) AS value
FROM leads AS a CROSS JOIN leads AS b WHERE a.minutes + b.minutes > 17 GROUP BY 1"""


@pytest.fixture
def dwh(request, monkeypatch):
    return profile("postgres", request, monkeypatch)


@pytest.fixture
def pulled(site, dwh) -> Site:
    """Two KPIs whose snapshots are there."""
    site.profiles(dwh=dwh)
    site.kpi("a", MONTHS)
    site.kpi("b", MONTHS)
    assert site.pull().exit_code == 0
    return site


def bytes_of(site: Site) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (site.docs / "snapshots").iterdir()}


def test_a_wrong_password(pulled, monkeypatch):
    before = bytes_of(pulled)
    monkeypatch.setenv("DWH_PASSWORD", "hunter2hunter2")
    said = pulled.pull("--as-of", "2026-11-23")
    assert said.exit_code == 3
    assert "a: dwh gave no answer, and the last snapshot stays as it is: connection failed" in said.output
    assert "password authentication failed" in said.output
    assert "hunter2" not in said.output
    assert bytes_of(pulled) == before


def test_a_missing_table_hinders_no_other_kpi(pulled):
    pulled.kpi("a", MONTHS.replace("leads", "leeds"))
    before = bytes_of(pulled)
    said = pulled.pull("--as-of", "2026-11-23")
    assert said.exit_code == 3
    assert 'a: dwh gave no answer, and the last snapshot stays as it is: relation "leeds" does not exist' in said.output
    assert "b: wrote 13 figures from dwh" in said.output
    assert bytes_of(pulled)["a.yml"] == before["a.yml"]
    assert b"pulled_on: 2026-11-23" in bytes_of(pulled)["b.yml"]


def test_a_missing_variable_is_called_by_its_name(pulled, monkeypatch):
    before = bytes_of(pulled)
    monkeypatch.delenv("DWH_PASSWORD")
    said = pulled.pull("--as-of", "2026-11-23", "--language", "ja")
    assert said.exit_code == 3
    assert "環境変数 `DWH_PASSWORD` がありません" in said.output
    assert bytes_of(pulled) == before


def test_a_warehouse_that_stops_in_the_middle(site, dwh, tmp_path_factory, folder):
    """Of its own, so that no other test misses it."""
    (folder / "stopping").mkdir()
    server = Postgres(folder / "stopping")
    with server.connect() as connection:
        connection.execute(
            "CREATE TABLE leads AS SELECT now() + n * interval '1 hour' AS created_at, n AS minutes FROM generate_series(1, 100000) AS n"
        )
    site.profiles(dwh={**dwh, "port": f'"{server.port}"'}, other=dwh)
    for id, warehouse in (("a", "dwh"), ("b", "dwh"), ("c", "dwh"), ("d", "other")):
        site.kpi(id, MONTHS, warehouse)
    assert site.pull().exit_code == 0
    site.kpi("b", LONG)
    before = bytes_of(site)

    def stop() -> None:
        for _ in range(600):
            with server.connect() as connection:
                (asked,) = connection.execute(
                    "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%CROSS JOIN%' AND pid <> pg_backend_pid()"
                ).fetchone()
            if asked:
                break
            time.sleep(0.1)
        server.stop()

    stopping = threading.Thread(target=stop)
    stopping.start()
    said = site.pull("--as-of", "2026-11-23")
    stopping.join()
    assert said.exit_code == 3
    assert [line.partition(":")[0] for line in said.output.splitlines() if "gave no answer" in line] == ["b", "c"]
    after = bytes_of(site)
    assert {name for name in before if after[name] != before[name]} == {"a.yml", "d.yml"}


def test_a_question_that_takes_too_long(site, dwh):
    site.profiles(dwh={**dwh, "timeout": '"1"'})
    site.kpi("a", LONG)
    said = site.pull()
    assert said.exit_code == 3
    assert "canceling statement due to statement timeout" in said.output


@pytest.mark.parametrize("name", ["duckdb", "pyspark"])
def test_a_question_that_takes_too_long_is_stopped_everywhere(name, site, request, monkeypatch):
    site.profiles(dwh={**profile(name, request, monkeypatch), "timeout": '"2"'})
    site.kpi("a", LONG)
    assert site.pull().exit_code == 3


def test_the_session_only_reads(site, dwh):
    from mops_kb.pull import engines, profiles

    site.profiles(dwh=dwh)
    known, _ = profiles.read(site.root)
    with engines.session(known["dwh"], site.root, "Asia/Tokyo") as ask:
        with pytest.raises(engines.Failed, match="read-only transaction"):
            ask("DELETE FROM leads")
        assert ask("SHOW TimeZone") == [("Asia/Tokyo",)]


def test_no_error_of_a_driver_repeats_a_secret(site, dwh, monkeypatch):
    """PostgreSQL repeats the name of a database that is not there."""
    monkeypatch.setenv("DWH_DATABASE", PASSWORD)
    site.profiles(dwh={**dwh, "database": '"${DWH_DATABASE}"'})
    site.kpi("a", MONTHS)
    said = site.pull()
    assert 'database "***" does not exist' in said.output
    assert PASSWORD not in said.output


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("SELECT created_at AS period, 1 AS value FROM leads WHERE id = 7", "pull-period the period `2025-11-"),
        ("SELECT DATE '2026-10-01' AS period, 1 AS value FROM leads WHERE id < 2", "pull-twice the answer for `a` has two rows for 2026-10"),
        ("SELECT DATE '2026-10-01' AS period, 'NaN'::DOUBLE AS value", "pull-value `NaN` in the answer"),
        ("SELECT DATE '2026-10-01' AS period, 'a lot' AS value", "pull-value `a lot` in the answer"),
        ("SELECT NULL::DATE AS period, 1 AS value", "pull-period the period `NULL`"),
        ("SELECT DATE '2026-10-01' AS period, 1 AS value WHERE false", "pull-empty"),
        ("SELECT DATE '2026-10-01' AS period, 1 AS vale", "pull-column what the SQL gives has no column `value` (did you mean `vale AS value`?)"),
        ("SELECT id AS period, 1 AS value FROM leads", "pull-rows"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["duckdb", "postgres", "pyspark"])
def test_an_answer_that_cannot_be_used(name, sql, told, site, request, monkeypatch):
    site.profiles(dwh=profile(name, request, monkeypatch))
    site.kpi("a", sql)
    file = site.put("docs/snapshots/a.yml", "kpi: a\n")
    said = site.pull()
    assert said.exit_code == 1, said.output
    assert told in said.output
    assert f"{Path('kpis/a.yml')}:7:" in said.output
    assert file.read_text(encoding="utf-8") == "kpi: a\n"


def test_what_a_driver_raises_has_one_line(site, dwh):
    site.profiles(dwh=dwh)
    site.kpi("a", "SELECT nobody AS period, 1 AS value FROM leads")
    assert len(site.pull().output.splitlines()) == 1

"""The warehouses that all tests here ask: one of each, with the same rows. Where one cannot be started, tests fail."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from mops_kb.cli import commands
from tests.warehouse import rows
from tests.warehouse.servers import PASSWORD, USER, Postgres, java

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.warehouse)


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """Not below pytest's own, which no other user may enter."""
    with tempfile.TemporaryDirectory(prefix="mops-kb-", ignore_cleanup_errors=True) as name:
        yield Path(name)


@pytest.fixture(scope="session")
def duck(folder: Path) -> Path:
    return rows.make(folder)


@pytest.fixture(scope="session")
def postgres(folder: Path, duck: Path) -> Iterator[Postgres]:
    (folder / "postgres").mkdir()
    server = Postgres(folder / "postgres")
    with server.connect() as connection:
        rows.into_postgres(connection, duck.with_name("leads.csv"))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def spark(folder: Path, duck: Path) -> Iterator[Any]:
    os.environ["JAVA_HOME"] = str(java(folder / "java"))
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    from pyspark.sql import SparkSession

    small = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.warehouse.dir": str(folder / "spark"),
        "spark.driver.bindAddress": "127.0.0.1",
    }
    builder = SparkSession.builder.master("local[2]")
    for name, value in small.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    rows.into_spark(session, duck.with_name("leads.parquet"))
    yield session
    session.stop()


class Site:
    """A wiki beside its `warehouses.yml`."""

    def __init__(self, root: Path, time_zone: str = "Asia/Tokyo") -> None:
        self.root = root
        self.docs = root / "docs"
        self.put("mkdocs.yml", f"site_name: W\nplugins:\n  - mops-kb: {{language: en, time_zone: {time_zone}}}\n")
        self.put("docs/teams/ops.yml", "title: Ops\nowner: team:ops\n")

    def put(self, path: str, text: str) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def profiles(self, **profiles: Mapping[str, object]) -> None:
        lines = [
            f"  {name}:\n" + "".join(f"    {field}: {value}\n" for field, value in fields.items())
            for name, fields in profiles.items()
        ]
        self.put("warehouses.yml", "profiles:\n" + "".join(lines))

    def kpi(self, id: str, sql: str, warehouse: str = "dwh", **fields: object) -> None:
        given = {"title": id, "owner": "team:ops", "group": "demand", "decimals": 2, "warehouse": warehouse, **fields}
        body = "".join(f"{name}: {value}\n" for name, value in given.items())
        self.put(f"docs/kpis/{id}.yml", body + "sql: |\n" + "".join(f"  {line}\n" for line in sql.strip().splitlines()))

    def pull(self, *words: str) -> Result:
        command = ["pull", "--docs", str(self.docs), "--as-of", "2026-11-22", *words]
        return CliRunner().invoke(commands, command, catch_exceptions=False)

    def snapshot(self, id: str) -> Path:
        return self.docs / f"snapshots/{id}.yml"

    def figures(self, id: str) -> list[str]:
        """The lines of the snapshot below `figures:`."""
        text = self.snapshot(id).read_text(encoding="utf-8")
        return text.partition("figures:\n")[2].splitlines()


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


@pytest.fixture
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Mapping[str, object]:
    """The fields of the profile of a warehouse that is running; its name is the parameter."""
    return profile(request.param, request, monkeypatch)


def profile(name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Mapping[str, object]:
    if name == "duckdb":
        return {"engine": name, "database": request.getfixturevalue("duck")}
    if name == "pyspark":
        request.getfixturevalue("spark")
        return {"engine": name}
    server = request.getfixturevalue("postgres")
    monkeypatch.setenv("DWH_PASSWORD", PASSWORD)
    return {
        "engine": name,
        "host": "127.0.0.1",
        "port": f'"{server.port}"',
        "user": USER,
        "password": '"${DWH_PASSWORD}"',
        "database": "postgres",
    }

"""Engines: a warehouse is asked through ibis, for reading only, in the time zone of the site, and not for ever."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any, Protocol

from mops_kb.pull.profiles import ENGINES, Profile, reach
from mops_kb.pull.secrets import redacted


@dataclass(frozen=True)
class _Way:
    """What a connection is made of: relative paths begin at `root`, a question may take `timeout` seconds."""

    fields: Mapping[str, str]
    root: Path
    time_zone: str
    timeout: int

    def some(self, *names: str) -> dict[str, str]:
        return {name: self.fields[name] for name in names if name in self.fields}


_MILLISECONDS = 1_000


class NotInstalled(Exception):
    """What speaks with this engine is not installed."""

    def __init__(self, profile: Profile) -> None:
        extra = ENGINES[profile.engine].extra
        super().__init__(f"`{profile.name}` needs more than is installed: pip install 'mops-kb[{extra}]'")


class Failed(Exception):
    """The warehouse gave no answer; `str` tells why, without a secret."""


class Session(Protocol):
    """Answers SQL of the engine's own dialect."""

    def __call__(self, sql: str) -> Sequence[Sequence[Any]]: ...


@contextmanager
def session(profile: Profile, root: Path, time_zone: str) -> Iterator[Session]:
    """One connection for all questions to a warehouse. Relative paths in the profile begin at `root`."""
    fields, secrets = reach(profile)
    try:
        import ibis
    except ImportError:
        raise NotInstalled(profile) from None
    try:
        with _told(secrets):
            opened = _OPEN[profile.engine](ibis, _Way(fields, root, time_zone, profile.timeout))
    except ImportError:
        raise NotInstalled(profile) from None

    def ask(sql: str) -> Sequence[Sequence[Any]]:
        with _told(secrets), _limited(_STOP.get(profile.engine), opened, profile.timeout):
            return _rows(opened.raw_sql(sql))

    try:
        yield ask
    finally:
        with _told(secrets):
            if profile.engine != "pyspark":  # whoever has begun a Spark session may still need it
                opened.disconnect()


@contextmanager
def _told(secrets: Sequence[str]) -> Iterator[None]:
    """Whatever a driver raises says only in its first line why, and repeats no secret."""
    try:
        yield
    except ImportError:
        raise
    except Exception as error:  # noqa: BLE001  # every driver has errors of its own
        lines = str(error).strip().splitlines() or [type(error).__name__]
        raise Failed(redacted(lines[0], secrets)) from None


@contextmanager
def _limited(stop: Callable[[Any], None] | None, opened: Any, seconds: int) -> Iterator[None]:
    """For engines that know no limit of time themselves. They are told again and again: who has not begun yet would
    not hear it."""
    done = Event()

    def watch() -> None:
        waiting = float(seconds)
        while stop and not done.wait(waiting):
            stop(opened)
            waiting = 0.5

    Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        done.set()


def _rows(answer: Any) -> Sequence[Sequence[Any]]:
    """Drivers hand over a cursor, a data frame of Spark, or an iterator."""
    for name in ("collect", "fetchall"):
        if hasattr(answer, name):
            return [tuple(row) for row in getattr(answer, name)()]
    return [tuple(row) for row in answer]


def _postgres(ibis: Any, way: _Way) -> Any:
    given = {
        name: way.fields[name] for name in ("host", "user", "password", "database", "schema") if name in way.fields
    }
    more = {name: way.fields[name] for name in ("sslmode", "sslrootcert") if name in way.fields}
    opened = ibis.postgres.connect(
        **given, port=int(way.fields.get("port", "5432")), connect_timeout=min(way.timeout, 30), **more
    )
    _say(opened, "SET default_transaction_read_only = on", f"SET statement_timeout = {way.timeout * _MILLISECONDS}")
    _say(opened, f"SET TIME ZONE {_text(way.time_zone)}")
    return opened


def _duckdb(ibis: Any, way: _Way) -> Any:
    file = way.root / way.fields["database"]
    if not file.is_file():
        raise FileNotFoundError(f"there is no file {way.fields['database']}")
    opened = ibis.duckdb.connect(file, read_only=True)
    _say(opened, f"SET TimeZone = {_text(way.time_zone)}", "SET enable_external_access = false")
    _say(opened, "SET lock_configuration = true")
    return opened


def _pyspark(ibis: Any, way: _Way) -> Any:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("mops-kb")
    for name in ("master", "remote"):
        if name in way.fields:
            builder = getattr(builder, name)(way.fields[name])
    spark = builder.getOrCreate().newSession()
    opened = ibis.pyspark.connect(spark)
    spark.conf.set("spark.sql.session.timeZone", way.time_zone)
    spark.conf.set("spark.sql.ansi.enabled", "true")
    spark.conf.set("spark.sql.runSQLOnFiles", "false")
    for name, use in (("catalog", spark.catalog.setCurrentCatalog), ("database", spark.catalog.setCurrentDatabase)):
        if name in way.fields:
            use(way.fields[name])
    return opened


def _snowflake(ibis: Any, way: _Way) -> Any:
    given = {name: value for name, value in way.fields.items() if name != "timeout"}
    opened = ibis.snowflake.connect(**given, create_object_udfs=False, login_timeout=min(way.timeout, 60))
    _say(opened, f"ALTER SESSION SET STATEMENT_TIMEOUT_IN_SECONDS = {way.timeout}")
    _say(opened, f"ALTER SESSION SET TIMEZONE = {_text(way.time_zone)}")
    return opened


def _trino(ibis: Any, way: _Way) -> Any:
    given = {
        name: way.fields[name] for name in ("host", "user", "database", "schema", "http_scheme") if name in way.fields
    }
    if "password" in way.fields:
        from trino.auth import BasicAuthentication

        given["auth"] = BasicAuthentication(way.fields["user"], way.fields["password"])
    return ibis.trino.connect(
        **given,
        port=int(way.fields.get("port", "8080")),
        timezone=way.time_zone,
        session_properties={"query_max_run_time": f"{way.timeout}s"},
    )


def _bigquery(ibis: Any, way: _Way) -> Any:
    from google.cloud import bigquery

    given = way.some("project_id", "dataset_id", "location")
    opened = ibis.bigquery.connect(**given, auth_local_webserver=False)
    opened.client.default_query_job_config = bigquery.QueryJobConfig(
        connection_properties=[bigquery.ConnectionProperty("time_zone", way.time_zone)],
        job_timeout_ms=way.timeout * _MILLISECONDS,
    )
    return opened


def _say(opened: Any, *statements: str) -> None:
    for statement in statements:
        opened.raw_sql(statement)


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _stop_spark(opened: Any) -> None:
    """A session that is elsewhere (Spark Connect) has no context here."""
    session = opened._session
    if "connect" in type(session).__module__:
        session.interruptAll()
    else:
        session.sparkContext.cancelAllJobs()


_OPEN: Mapping[str, Callable[[Any, _Way], Any]] = {
    "bigquery": _bigquery,
    "duckdb": _duckdb,
    "postgres": _postgres,
    "pyspark": _pyspark,
    "snowflake": _snowflake,
    "trino": _trino,
}
_STOP: Mapping[str, Callable[[Any], None]] = {
    "duckdb": lambda opened: opened.con.interrupt(),
    "pyspark": _stop_spark,
}

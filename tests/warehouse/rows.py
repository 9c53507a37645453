"""Invented lead events, the same in DuckDB, PostgreSQL and Spark: amounts are DECIMAL, some are missing, and their
moments lie on both sides of midnight, of months, and of the changes of summer time."""

from pathlib import Path
from typing import Any

import duckdb

COUNT = 120_000
COLUMNS = {
    "id": "BIGINT",
    "created_at": "TIMESTAMPTZ",
    "touched_at": "TIMESTAMPTZ",
    "amount": "DECIMAL(12, 2)",
    "minutes": "INTEGER",
    "country": "VARCHAR",
    "stage": "VARCHAR",
    "won_on": "DATE",
}
# Multiplied and cut off, whole numbers look like chance and are the same everywhere.
MADE = f"""
SELECT
  i AS id,
  to_timestamp(1761955200 + (i * 7919) % 31536000) AS created_at,
  CASE WHEN i % 11 <> 0 THEN to_timestamp(1761955200 + (i * 7919) % 31536000 + (i * 104729) % 90000) END AS touched_at,
  CASE WHEN i % 13 <> 0 THEN ((i * 48271) % 9999999 - 50000)::DECIMAL(12, 2) / 100 END::DECIMAL(12, 2) AS amount,
  CASE WHEN i % 17 <> 0 THEN ((i * 69621) % 4321)::INTEGER END AS minutes,
  (['JP', 'US', 'DE', '日本', 'O''Brien'])[1 + i % 5] AS country,
  (['lead', 'mql', 'sql', 'won'])[1 + (i * 31) % 4] AS stage,
  CASE WHEN (i * 31) % 4 = 3 THEN DATE '2025-11-01' + ((i * 17) % 360)::INTEGER END AS won_on
FROM range({COUNT}) AS made(i)
"""


def make(folder: Path) -> Path:
    """A DuckDB file with the table, and beside it the same as CSV and Parquet."""
    with duckdb.connect(folder / "dwh.duckdb") as database:
        database.execute("SET TimeZone = 'UTC'")
        database.execute(f"CREATE TABLE leads ({', '.join(f'{name} {kept}' for name, kept in COLUMNS.items())})")
        database.execute(f"INSERT INTO leads {MADE}")
        database.execute("COPY leads TO ? (HEADER false, NULLSTR '\\N')", [str(folder / "leads.csv")])
        database.execute("COPY leads TO ? (FORMAT parquet)", [str(folder / "leads.parquet")])
    return folder / "dwh.duckdb"


def into_postgres(connection: Any, csv: Path) -> None:
    columns = ", ".join(f"{name} {kept}" for name, kept in COLUMNS.items())
    connection.execute(f"CREATE TABLE leads ({columns})")
    with connection.cursor().copy("COPY leads FROM STDIN (FORMAT csv, NULL '\\N')") as copy:
        copy.write(csv.read_bytes())


def into_spark(spark: Any, parquet: Path) -> None:
    spark.read.parquet(str(parquet)).write.saveAsTable("leads")

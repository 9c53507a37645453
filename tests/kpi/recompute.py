"""Runs golden.sql in SQLite over the tables beside it, and writes golden_months.csv and golden_wholes.csv."""

import csv
import sqlite3
from pathlib import Path

HERE = Path(__file__).parent


def month(text: str) -> int | None:
    return int(text[:4]) * 12 + int(text[5:]) - 1 if text else None


def hundredths(text: str) -> int:
    whole, _, part = text.partition(".")
    number = int(whole.lstrip("-") + part.ljust(2, "0"))
    return -number if text.startswith("-") else number


def read(name: str) -> list[dict[str, str]]:
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main() -> None:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE cases (id, side, tolerance, aggregation, curve, fys, brk, above, below, scale)")
    db.execute("CREATE TABLE figures (id, m, x)")
    db.execute("CREATE TABLE targets (id, since, value)")
    for row in read("cases"):
        side = 1 if row["better"] == "higher" else -1
        how = "ratio" if row["of"] else row["aggregation"]
        scale = 100 if row["unit"] == "percent" and row["of"] else 1
        values = (row["kpi"], side, hundredths(row["tolerance"]), how, row["curve"], int(row["fiscal_year_start"]))
        ends = (month(row["break"]), row["of"] or None, row["to"] or None, scale)
        db.execute("INSERT INTO cases VALUES (?,?,?,?,?,?,?,?,?,?)", (*values, *ends))
    for row in read("figures"):
        db.execute("INSERT INTO figures VALUES (?,?,?)", (row["kpi"], month(row["period"]), hundredths(row["value"])))
    for row in read("targets"):
        db.execute("INSERT INTO targets VALUES (?,?,?)", (row["kpi"], month(row["since"]), hundredths(row["value"])))
    db.executescript((HERE / "golden.sql").read_text(encoding="utf-8"))
    for name in ("golden_months", "golden_wholes"):
        found = db.execute(f"SELECT * FROM {name}")
        with (HERE / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(column[0] for column in found.description)
            writer.writerows(found)


if __name__ == "__main__":
    main()

"""How long the stage takes that works out KPIs by SQL, against the same questions put to a bare DuckDB.

    .venv/bin/python bench/kpis.py [--kpis 200] [--months 36] [--rows 50000 200000 1000000] [--runs 3]

Makes a wiki with that many KPIs over one CSV file, a figure a month each, and in turn runs three processes: a bare one
that loads the same CSV file into DuckDB and puts the same questions to it, the stage with nothing kept, and the stage again with
what the last one kept. Times are of the work, without the start of Python and the reading of the records, but with the loading
of DuckDB; for the stage they include starting the child and loading sqlglot, and processor time includes the child's. As in
`mops-kb check`, nothing searches for rings of garbage. Prints medians of the pairs; `bench/README.md` keeps them.
"""

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

QUESTION = """SELECT strftime(created_at, '%Y-%m') AS period, sum(amount) AS value, count(*) AS n
FROM data.lead_events WHERE channel = 'c{n}' OR lead % {m} = 0 GROUP BY period"""
CLOCK = """
import json, resource, sys, time
def taken():
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter(), own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
"""
BARE = f"""{CLOCK}
csv, questions = sys.argv[1], json.load(open(sys.argv[2]))
begun = taken()
import duckdb
with duckdb.connect(config={{"threads": 1}}) as database:
    database.execute("SET TimeZone = 'Asia/Tokyo'; CREATE SCHEMA data")
    types = {{"lead": "BIGINT", "created_at": "TIMESTAMPTZ", "channel": "VARCHAR", "amount": "DECIMAL(18, 6)"}}
    database.execute("CREATE TABLE data.lead_events AS FROM read_csv(?, header = true, auto_detect = false, columns = ?)", [csv, types])
    rows = sum(len(database.execute(question).fetchall()) for question in questions)
ended = taken()
print(json.dumps([ended[0] - begun[0], ended[1] - begun[1], rows]))
"""
STAGE = f"""{CLOCK}
import gc
from datetime import date
from pathlib import Path
from mops_kb.build import Line, study
from mops_kb.measure import measure
from mops_kb.model.settings import Settings
from mops_kb.query import Asking
gc.disable()
times = []
def timed(*given):
    begun = taken()
    found = measure(*given)
    ended = taken()
    times.extend([ended[0] - begun[0], ended[1] - begun[1]])
    return found
asking = Asking(Path(sys.argv[2]))
found = study(Path(sys.argv[1]), Settings(date(2026, 11, 22)), Line(measure=timed), asking)
assert not found.problems, found.problems[:3]
print(json.dumps([*times, len(found.catalog.named("measurement")), asking.started]))
"""


def make(docs: Path, kpis: int, months: int, rows: int) -> list[str]:
    """The wiki; returns the questions."""
    chance = random.Random(5)
    (docs / "kpis").mkdir(parents=True)
    (docs / "data").mkdir()
    (docs / "datasets").mkdir()
    (docs / "teams").mkdir()
    (docs / "teams/ops.yml").write_text("title: Operations\nowner: team:ops\n", encoding="utf-8")
    columns = (
        "[{name: lead, type: whole}, {name: created_at, type: moment}, {name: channel}, {name: amount, type: number}]"
    )
    (docs / "datasets/lead-events.yml").write_text(
        f"title: Leads\nowner: team:ops\nfile: lead-events.csv\ncolumns: {columns}\n", encoding="utf-8"
    )
    with (docs / "data/lead-events.csv").open("w", encoding="utf-8") as opened:
        opened.write("lead,created_at,channel,amount\n")
        for lead in range(rows):
            month = lead % months
            day = f"{2023 + (10 + month) // 12}-{(10 + month) % 12 + 1:02}-{chance.randint(1, 28):02} {chance.randint(0, 23):02}:30"
            opened.write(f"{lead},{day},c{chance.randint(0, 19)},{chance.randint(0, 10**7) / 100:.2f}\n")
    questions = [QUESTION.format(n=n % 20, m=n + 3) for n in range(kpis)]
    for n, question in enumerate(questions):
        block = "".join(f"  {line}\n" for line in question.split("\n"))
        text = f"title: KPI {n}\nowner: team:ops\ngroup: demand\nsql: |\n{block}"
        (docs / f"kpis/kpi-{n}.yml").write_text(text, encoding="utf-8")
    return questions


def told(program: str, *given: object) -> list[float]:
    command = [sys.executable, "-c", program, *map(str, given)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return json.loads(printed.strip().split("\n")[-1])  # DuckDB prints its progress above


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kpis", type=int, default=200)
    options.add_argument("--months", type=int, default=36)
    options.add_argument("--rows", type=int, nargs="+", default=[50_000, 200_000, 1_000_000])
    options.add_argument("--runs", type=int, default=3)
    given = options.parse_args()
    print("| rows of data | | figures | wall, s | processor, s | against the bare one, wall | processor |")
    print("| ---: | --- | ---: | ---: | ---: | ---: | ---: |")
    for rows in given.rows:
        with tempfile.TemporaryDirectory() as named:
            runs = timed(Path(named), given.kpis, given.months, rows, given.runs)
        for place, name in enumerate(("bare DuckDB", "the stage, nothing kept", "the stage, all kept")):
            wall, processor = (statistics.median(run[place][n] for run in runs) for n in (0, 1))
            ratios = [statistics.median(run[place][n] / run[0][n] for run in runs) for n in (0, 1)]
            figures = f"{runs[0][place][2]:,.0f} | {wall:.2f} | {processor:.2f} | {ratios[0]:.2f} | {ratios[1]:.2f}"
            print(f"| {rows:,} | {name} | {figures} |", flush=True)


def timed(folder: Path, kpis: int, months: int, rows: int, runs: int) -> list[tuple[list[float], ...]]:
    """What the three processes tell, run by run: seconds, processor seconds, figures."""
    docs, asked = folder / "docs", folder / "questions.json"
    asked.write_text(json.dumps(make(docs, kpis, months, rows)), encoding="utf-8")
    found = []
    for n in range(runs):
        bare = told(BARE, docs / "data/lead-events.csv", asked)
        cold = told(STAGE, docs, folder / f"kept{n}")
        warm = told(STAGE, docs, folder / f"kept{n}")
        assert bare[2] == cold[2] == warm[2], (bare, cold, warm)
        assert cold[3]
        assert not warm[3]
        found.append((bare, cold, warm))
    return found


if __name__ == "__main__":
    main()

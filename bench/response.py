"""How long lead response takes: 0.1, 1 and 10 million leads in Parquet, with the usual memory and with a quarter of it.

    .venv/bin/python bench/response.py [--sizes 100000 1000000 10000000] [--memory 1024 256]

The leads are made by rule: spread over two years, 4 % not touched yet, the others after 0 to 40 hours, of eight teams; a
tenth stand in the time of Singapore. Each run is a process of its own, and works as a build does: DuckDB in a guarded child with
one thread, a limit of memory and a private folder to spill to. Told are the seconds of the whole work (figures and the
look for wrong rows), the largest memory of the child, and the most that lay in its spill folder.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from threading import Event, Thread

import duckdb

from mops_kb.kinds.dataset.model import Dataset
from mops_kb.kinds.kpi.parts import Asked
from mops_kb.measures.response.facts import Response
from mops_kb.measures.response.work import work
from mops_kb.model.catalog import Catalog
from mops_kb.model.document import Document
from mops_kb.model.question import Answer, Question, Source
from mops_kb.model.settings import Settings
from mops_kb.query import Asking, asking

COLUMNS = ("lead", "created_at", "first_touch_at", "time_zone", "team")
TEAMS = 8


def make(file: Path, leads: int) -> None:
    """By hashes of row numbers, so that every size is the same each time."""
    with duckdb.connect() as database:
        database.execute(
            f"""COPY (
                SELECT 'L' || i AS lead, created_at,
                    CASE WHEN hash(i, 2) % 25 > 0
                         THEN created_at + to_seconds((hash(i, 3) % 144000)::BIGINT) END AS first_touch_at,
                    CASE WHEN hash(i, 4) % 10 = 0 THEN 'Asia/Singapore' END AS time_zone,
                    'team-' || (hash(i, 5) % {TEAMS}) AS team
                FROM (SELECT i, TIMESTAMP '2024-11-01 00:00:00' + to_seconds((hash(i, 1) % 63072000)::BIGINT) AS created_at
                      FROM range({leads}) AS rows(i))
            ) TO '{file}' (FORMAT parquet)"""
        )


def run(file: Path, memory: int) -> dict[str, float]:
    """The work of a KPI that asks for the share within an hour."""
    given = {"id": "leads", "title": "Leads", "owner": "team:x", "file": file.name, "exported_on": "2026-11-02"}
    data = Dataset.model_validate({**given, "columns": [{"name": name} for name in COLUMNS]})
    catalog = Catalog(
        ("dataset",), {"dataset": {"leads": data}}, {data.ref: Document("dataset", "leads.yml", {})}, {}, {}
    )
    source = Source(data.table, (), file=file, path=f"data/{file.name}")
    asking.OURS = replace(asking.OURS, memory=memory)
    ask = Asking()

    def asked(questions: Sequence[Question], sources: Sequence[Source]) -> Sequence[Answer]:
        return ask(questions, [source, *sources])

    spilt, done = [0], Event()
    watch = Thread(target=_watch, args=(spilt, done), daemon=True)
    watch.start()
    began = time.perf_counter()
    found = work(Asked(name="lead-response", of="leads"), catalog, Settings(date(2026, 11, 22)), asked)
    seconds = time.perf_counter() - began
    done.set()
    watch.join()
    assert isinstance(found.facts, Response)
    assert not found.problems
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"n": found.facts.whole.n, "seconds": seconds, "child": child, "spilt": spilt[0] / 2**20}


def _watch(spilt: list[int], done: Event) -> None:
    while not done.wait(0.02):
        spills = Path(gettempdir()).glob("mops-kb-*/spill/*")
        spilt[0] = max(spilt[0], sum(_size(file) for file in spills))


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000, 10_000_000])
    parser.add_argument("--memory", type=int, nargs="+", default=[1024, 256])
    parser.add_argument("--one", nargs=2)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(run(Path(given.one[0]), int(given.one[1]))))
        return
    print("| leads | Parquet MiB | memory limit MiB | seconds | largest memory MiB | spilt MiB |")
    print("|---|---|---|---|---|---|")
    with TemporaryDirectory() as folder:
        for size in given.sizes:
            file = Path(folder) / "leads.parquet"
            make(file, size)
            for memory in given.memory:
                told = _apart(file, memory)
                rest = f"{told['seconds']:.1f} | {told['child']:.0f} | {told['spilt']:.0f}"
                print(f"| {told['n']:,} | {file.stat().st_size / 2**20:.0f} | {memory} | {rest} |", flush=True)


def _apart(file: Path, memory: int) -> dict[str, float]:
    """In a process of its own, whose children are counted alone."""
    command = [sys.executable, __file__, "--one", str(file), str(memory)]
    with TemporaryDirectory() as private:
        environment = {**os.environ, "TMPDIR": private}
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return dict(json.loads(done.stdout))


if __name__ == "__main__":
    main()

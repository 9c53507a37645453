"""How long attribution takes: all eight models over 0.1, 1 and 10 million touches in Parquet.

    .venv/bin/python bench/attribution.py --sizes 100000 1000000 10000000

The touches are made by rule: people with five touches each on average within 40 days, of ten channels and 200 campaigns, over
15 months; a quarter of them convert within 60 days. Each size is worked out in a process of its own, as in a build: DuckDB in
a guarded child with one thread, a fixed limit of memory and a private folder to spill to. Told are seconds on the clock, seconds
of the processors, seconds that Python takes after the answer (the Markov chains among it), and the largest memory of the child
and of the parent.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from mops_kb.kinds.dataset.model import Dataset
from mops_kb.kinds.kpi.parts import Asked
from mops_kb.measures.attribution.facts import MODELS, Attribution, added
from mops_kb.measures.attribution.work import work
from mops_kb.model.catalog import Catalog
from mops_kb.model.document import Document
from mops_kb.model.question import Answer, Question, Source
from mops_kb.model.settings import Settings
from mops_kb.query import asking

COLUMNS = {
    "touchpoints": ("person", "touched_at", "channel", "campaign"),
    "conversions": ("person", "converted_at", "value"),
}
CHANNELS, CAMPAIGNS, EACH = 10, 200, 5
PATIENCE = 1_800.0
"""Seconds for a question; a build waits two minutes, which is not enough for ten million where others work too."""


def make(folder: Path, touches: int) -> None:
    """By hashes of row numbers, so that every size is the same each time."""
    began = "TIMESTAMPTZ '2025-08-01 00:00:00+09' + to_seconds((hash(person, 1) % 33000000)::BIGINT)"
    with duckdb.connect() as database:
        database.execute(
            f"""COPY (
                SELECT 'P' || person AS person,
                    {began} + to_seconds((hash(i, 2) % 3456000)::BIGINT) AS touched_at,
                    'channel-' || (hash(i, 3) % {CHANNELS}) AS channel,
                    'campaign-' || (hash(i, 4) % {CAMPAIGNS}) AS campaign
                FROM (SELECT i, (hash(i, 0) % {touches // EACH})::BIGINT AS person FROM range({touches}) AS rows(i))
            ) TO '{folder}/touchpoints.parquet' (FORMAT parquet)"""
        )
        database.execute(
            f"""COPY (
                SELECT 'P' || person AS person, {began} + to_seconds((hash(person, 5) % 5184000)::BIGINT) AS converted_at,
                    ((hash(person, 6) % 100) * 10000)::DECIMAL(18, 6) AS value
                FROM range({touches // EACH}) AS rows(person) WHERE hash(person, 7) % 4 = 0
            ) TO '{folder}/conversions.parquet' (FORMAT parquet)"""
        )


def run(folder: Path) -> dict[str, float]:
    """All models over the files of the folder."""
    datasets = {
        name: Dataset.model_validate(
            {
                "id": name,
                "title": name,
                "owner": "team:x",
                "file": f"{name}.parquet",
                "columns": [{"name": column} for column in columns],
            }
        )
        for name, columns in COLUMNS.items()
    }
    documents = {one.ref: Document("datasets", "datasets/data.yml", {}) for one in datasets.values()}
    catalog = Catalog(("dataset",), {"dataset": datasets}, documents, {}, {})
    files = [Source(one.table, (), file=folder / one.file, path=f"data/{one.file}") for one in datasets.values()]
    asking.OURS = replace(asking.OURS, wall=PATIENCE)
    ours, waited = asking.Asking(), 0.0

    def ask(questions: Sequence[Question], more: Sequence[Source]) -> list[Answer]:
        nonlocal waited
        began = time.perf_counter()
        answers = ours(questions, [*files, *more])
        waited += time.perf_counter() - began
        return answers

    asked = Asked.model_validate({"name": "attribution", "of": "touchpoints", "conversions": "conversions"})
    began = time.perf_counter()
    found = work(asked, catalog, Settings(date(2026, 11, 22)), ask)
    seconds = time.perf_counter() - began
    assert isinstance(found.facts, Attribution), found.problems
    totals = {added(found.facts.channels[model].values()) for model in MODELS}
    totals |= {added(found.facts.campaigns[model].values()) for model in MODELS}
    assert totals == {found.facts.attributed}
    return {
        "seconds": seconds,
        "python": seconds - waited,
        "processor": _processor(resource.RUSAGE_SELF) + _processor(resource.RUSAGE_CHILDREN),
        "child": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
        "parent": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "paths": found.facts.paths.converting,
    }


def _processor(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--run", type=Path, help="work out the files of this folder, and tell in JSON")
    given = parser.parse_args()
    if given.run:
        print(json.dumps(run(given.run)))
        return
    print(
        "| touches | paths in the year | seconds | processor seconds | of Python | child, MB | parent, MB | µs a touch |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for size in given.sizes:
        with TemporaryDirectory() as folder:
            make(Path(folder), size)
            told = subprocess.run(
                [sys.executable, __file__, "--run", folder], check=True, capture_output=True, text=True
            ).stdout
        one = json.loads(told)
        each = one["processor"] / size * 1_000_000
        print(
            f"| {size:,} | {one['paths']:,} | {one['seconds']:.1f} | {one['processor']:.1f} | {one['python']:.2f}"
            f" | {one['child']:.0f} | {one['parent']:.0f} | {each:.1f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()

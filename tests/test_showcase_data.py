"""The data of the showcase: invented by a script, which writes the same files everywhere, and believable in itself."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from mops_kb.kinds.dataset.model import Dataset
from tests.test_showcase import ROOT, found

DOCS = ROOT / "docs"
STAGES = ("lead", "mql", "sal", "sql", "opportunity", "won")
__all__ = ["found"]


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    subprocess.run([sys.executable, ROOT / "bench/showcase.py", folder], check=True)
    return folder


def rows(name: str) -> list[dict[str, str]]:
    with (DOCS / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_files_are_what_the_script_writes(written):
    files = sorted(path.relative_to(written) for path in written.rglob("*.csv"))
    assert len(files) >= 7
    assert [file for file in files if (written / file).read_bytes() != (DOCS / file).read_bytes()] == []


def test_every_dataset_says_that_it_is_invented(found):
    datasets = found.catalog.of(Dataset)
    assert {one.id for one in datasets} >= {"lead-events", "lead-stages", "touchpoints", "conversions", "requests"}
    assert all(one.invented for one in datasets)


def test_leads_go_forward_and_mqls_are_those_that_are_called():
    reached: dict[str, dict[str, str]] = {}
    for row in rows("lead-stages.csv"):
        reached.setdefault(row["lead"], {})[row["stage"]] = row["reached_at"]
    assert all([*stages.values()] == sorted(stages.values()) for stages in reached.values())
    assert all([*stages] == [stage for stage in STAGES if stage in stages] for stages in reached.values())
    events = rows("lead-events.csv")
    assert {row["lead"]: row["created_at"] for row in events} == {
        lead: stages["mql"] for lead, stages in reached.items() if "mql" in stages
    }
    assert all(row["created_at"] <= row["first_touch_at"] for row in events if row["first_touch_at"])


def test_whoever_orders_was_touched_before():
    ordered = {row["person"]: row["converted_at"] for row in rows("conversions.csv")}
    touches = rows("touchpoints.csv")
    assert {row["person"] for row in touches} > set(ordered)
    assert [row for row in touches if row["touched_at"] >= ordered.get(row["person"], "9")] == []


def test_campaigns_are_events_of_the_calendar(found):
    events = {event.id for event in found.catalog.named("event")}
    since_april = {row["campaign"] for row in rows("touchpoints.csv") if row["touched_at"] >= "2026-04"} - {""}
    assert {name for name in since_april if name not in events} <= {"ebook-2025-09-invoice-basics"}

"""How long after an edit `mkdocs serve` shows it: our wiki with fast-build, and without.

    .venv/bin/python bench/serve.py [--runs 3]

Each edit is made in a copy of our docs while the wiki is served; the clock stops when the server answers with the new
text. The second that the server waits between two looks at the files is part of it.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PORT = 8791
ADDRESS = f"http://127.0.0.1:{PORT}/"
PATIENCE = 300.0


class Edit(NamedTuple):
    name: str
    file: str
    old: str
    new: str
    page: str
    """Where it shows."""


EDITS = (
    Edit(
        "body of a page",
        "docs/knowhow/before-adding-a-field.md",
        "2025年度に増えた項目は41、",
        "2025年度に増えた項目は42、",
        "knowhow/before-adding-a-field/",
    ),
    Edit(
        "title of a record",
        "docs/kpis/after-hours-mqls.yml",
        "営業時間外に届いたMQLの割合",
        "夜と休日に届いたMQLの割合",
        "kpis/after-hours-mqls/",
    ),
    Edit(
        "row of a CSV file",
        "docs/figures/brand.csv",
        "brand-search,2025-04,5180",
        "brand-search,2025-04,5190",
        "kpis/brand-search/",
    ),
    Edit(
        "template of the theme", "overrides/main.html", "{{ super() }}\n", '{{ super() }}\n  <meta name="bench">\n', ""
    ),
    Edit(
        "label",
        "mops_kb/labels/ja.yml",
        'reviewed-on: "{day}に見直し"',
        'reviewed-on: "{day}に点検"',
        "kpis/after-hours-mqls/",
    ),
)
"""`new` is what shows, but for the label and the row."""
SHOWN = {"row of a CSV file": "5,190", "template of the theme": '<meta name="bench">', "label": "に点検"}


def shown(page: str) -> str:
    with urllib.request.urlopen(ADDRESS + page, timeout=60) as answer:
        return str(answer.read().decode())


def seconds_until(page: str, text: str, *, is_there: bool = True) -> float:
    start = time.monotonic()
    while time.monotonic() - start < PATIENCE:
        try:
            if (text in shown(page)) == is_there:
                return time.monotonic() - start
        except OSError:
            pass
        time.sleep(0.02)
    raise SystemExit(f"{page}: {text} does not come or go")


@contextmanager
def served(folder: Path, is_fast: bool) -> Iterator[None]:
    environment = {**os.environ, "FAST_BUILD_ENABLED": str(int(is_fast)), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "-a", f"127.0.0.1:{PORT}"]
    server = subprocess.Popen(command, cwd=folder, env=environment)
    try:
        yield
    finally:
        server.terminate()
        server.wait()


def copied(to: Path) -> Path:
    """The project as it stands, so that no edit touches it."""
    for name in ("docs", "overrides", "mops_kb", "plugins"):
        shutil.copytree(ROOT / name, to / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", to)
    return to


def measured(folder: Path, edit: Edit) -> float:
    """Seconds until an edit shows; it is undone afterwards."""
    file = folder / edit.file
    before = file.read_text(encoding="utf-8")
    assert edit.old in before, edit
    text = SHOWN.get(edit.name, edit.new)
    assert text not in shown(edit.page), edit
    file.write_text(before.replace(edit.old, edit.new, 1), encoding="utf-8")
    took = seconds_until(edit.page, text)
    file.write_text(before, encoding="utf-8")
    seconds_until(edit.page, text, is_there=False)
    return took


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--runs", type=int, default=3)
    runs = wanted.parse_args().runs
    found: dict[tuple[str, bool], list[float]] = {}
    for is_fast in (True, False):
        with tempfile.TemporaryDirectory() as work:
            folder = copied(Path(work))
            os.environ["PYTHONPATH"] = f"{folder}:{folder / 'plugins'}"
            with served(folder, is_fast):
                seconds_until("", "</html>")
                for _ in range(runs):
                    for edit in EDITS:
                        found.setdefault((edit.name, is_fast), []).append(measured(folder, edit))
    print("| edit | fast-build s | without s | ratio |")
    print("|---|---|---|---|")
    for edit in EDITS:
        ours, plain = (median(found[edit.name, is_fast]) for is_fast in (True, False))
        print(f"| {edit.name} | {ours:.1f} | {plain:.1f} | {plain / ours:.1f} |")


if __name__ == "__main__":
    main()

"""How long builds take: with the plugin, and plain MkDocs on the exported tree, in turn and in one run.

    .venv/bin/python bench/core.py [--sizes 100 1000 3000] [--runs 3]

The wikis show what is for colleagues, as ours does. Prints a Markdown table; `bench/README.md` keeps the figures with
their date. Every figure is of a whole process: wall and processor seconds (user + system, children included) and peak
memory of the largest process.
"""

import argparse
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

from wiki import make

BIN = Path(sys.executable).parent
STARTER = Path(__file__).parent.parent / "mops_kb/starter/mkdocs.yml"
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795316400"}


class Cost(NamedTuple):
    wall: float
    cpu: float
    memory: float
    """MiB at the peak."""


def cost(*command: object, cwd: Path) -> Cost:
    """Of one run of a command, which must end well."""
    start = time.monotonic()
    child = os.posix_spawn(
        str(command[0]),
        [str(part) for part in command],
        ENVIRONMENT | {"PWD": str(cwd)},
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    _, status, usage = os.wait4(child, 0)
    assert status == 0, f"{command} ended with {status}"
    return Cost(time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def pairs(runs: int, one: Callable[[], Cost], other: Callable[[], Cost]) -> tuple[Cost, Cost, float, float]:
    """Medians of both, and the medians of the ratios one ÷ other pair by pair: processor time and memory."""
    first, second = zip(*((one(), other()) for _ in range(runs)), strict=True)
    return (
        Cost(*map(median, zip(*first, strict=True))),
        Cost(*map(median, zip(*second, strict=True))),
        median(a.cpu / b.cpu for a, b in zip(first, second, strict=True)),
        median(a.memory / b.memory for a, b in zip(first, second, strict=True)),
    )


def measure(size: int, runs: int, work: Path) -> None:
    wiki, tree = work / f"wiki-{size}", work / f"tree-{size}"
    make(wiki, size)
    for_colleagues = "fiscal_year_start: 4\n      visibility: internal"
    starter = STARTER.read_text(encoding="utf-8").replace("fiscal_year_start: 4", for_colleagues)
    (wiki / "mkdocs.yml").write_text(starter, encoding="utf-8")
    cold = cost(BIN / "mkdocs", "build", "-q", "-f", wiki / "mkdocs.yml", cwd=wiki)
    cost(BIN / "mops-kb", "export", tree, "--docs", wiki / "docs", "--as-of", "2026-11-22", cwd=wiki)
    pages = len(list((tree / "docs").rglob("*.md")))

    def plugin() -> Cost:
        return cost(BIN / "mkdocs", "build", "-q", "-f", wiki / "mkdocs.yml", cwd=wiki)

    def anew() -> Cost:
        shutil.rmtree(wiki / ".cache/mops-kb/wiki")
        return plugin()

    def plain() -> Cost:
        return cost(BIN / "mkdocs", "build", "-q", "-f", tree / "mkdocs.yml", cwd=tree)

    plugin(), plain()
    for name, ours in (("wiki kept", plugin), ("wiki made anew", anew)):
        us, them, cpu, memory = pairs(runs, ours, plain)
        print(
            f"| {size} | {pages} | {name} | {us.wall:.2f} | {them.wall:.2f} | {us.cpu:.2f} | {them.cpu:.2f} | {cpu:.2f} "
            f"| {us.memory:.0f} | {them.memory:.0f} | {memory:.2f} |"
        )
    check = cost(BIN / "mops-kb", "check", wiki / "docs", cwd=wiki)
    print(f"| {size} | {pages} | charts cold too | {cold.wall:.2f} | | {cold.cpu:.2f} | | | {cold.memory:.0f} | | |")
    print(f"| {size} | – | `mops-kb check` | {check.wall:.2f} | | {check.cpu:.2f} | | | {check.memory:.0f} | | |")


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 3000])
    wanted.add_argument("--runs", type=int, default=3)
    options = wanted.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {options.runs} pairs, medians\n")
    print("| entities | pages | | wall s | plain s | CPU s | plain s | ratio | MiB | plain MiB | ratio |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as work:
        for size in options.sizes:
            measure(size, options.runs, Path(work))


if __name__ == "__main__":
    main()

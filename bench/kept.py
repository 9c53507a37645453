"""What keeping is worth: a check of records that have not changed, and the wiki of our own docs after one edit.

    .venv/bin/python bench/kept.py [--size 3000] [--runs 3]

Every figure is of a whole process: processor seconds (user + system, children included), the median of the runs, and
peak memory. Each edit is of another place every time, so that no wiki is one that was made before.
"""

import argparse
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from core import BIN, Cost, cost
from wiki import make

ROOT = Path(__file__).parents[1]


def wiki_of(docs: Path, cache: Path, label: str) -> None:
    """One build of the core, as the plugin does it."""
    from mops_kb import config, theme
    from mops_kb.fingerprint import edition, fingerprint
    from mops_kb.kept import Cache
    from mops_kb.memory import unsearched
    from mops_kb.parcel import keep, kept

    settings = config.settings({"as_of": "2026-11-22", "labels": {"kpi.target": label}})
    templates = [docs.parent / "own", theme.folder()]
    folder = cache / "wiki" / fingerprint(docs, settings, templates)
    if kept(folder):
        return
    with unsearched():
        from jinja2 import FileSystemBytecodeCache

        from mops_kb.build import build, pack
        from mops_kb.query import Asking

        (cache / "templates").mkdir(parents=True, exist_ok=True)
        compiled = FileSystemBytecodeCache(str(cache / "templates"))
        ask = Asking(cache / "answers", settings.time_zone)
        site = build(docs, settings, ask, templates, compiled, Cache(cache, edition()))
        keep(pack(site, settings, "docs"), folder)


class Docs:
    """A copy of our own docs, to be edited."""

    def __init__(self, work: Path) -> None:
        self.docs = Path(shutil.copytree(ROOT / "docs", work / "docs"))
        self.own = work / "own/note"
        self.own.mkdir(parents=True)
        self.cache = work / "cache"
        self.label = "Target"
        self.number = 0

    def built(self) -> Cost:
        words = (sys.executable, __file__, "--one", self.docs, self.cache, self.label)
        return cost(*words, cwd=self.docs.parent)

    def edit(self, path: str, written: Callable[[str, int], str]) -> None:
        file = self.docs / path
        self.number += 1
        file.write_text(written(file.read_text(encoding="utf-8"), self.number), encoding="utf-8")

    def body(self) -> None:
        self.edit("knowhow/before-adding-a-field.md", lambda text, number: f"{text}\nAnd {number}.\n")

    def title(self) -> None:
        self.edit("tools/ahrefs.md", lambda text, number: re.sub(r"title: {ja: .*?,", f"title: {{ja: A{number},", text))

    def row(self) -> None:
        self.edit(
            "figures/demand.csv", lambda text, number: re.sub(r"(2026-09,)\d+", rf"\g<1>{900 + number}", text, count=1)
        )

    def labelled(self) -> None:
        self.number += 1
        self.label = f"Target {self.number}"

    def template(self) -> None:
        self.number += 1
        text = (ROOT / "mops_kb/kinds/note/page.md").read_text(encoding="utf-8")
        (self.own / "page.md").write_text(f"{text}\nNo. {self.number}\n", encoding="utf-8")

    def anew(self) -> None:
        """All but templates that are compiled and answers of DuckDB."""
        shutil.rmtree(self.cache / "wiki", ignore_errors=True)
        for file in self.cache.glob("*.sqlite"):
            file.unlink()


def told(name: str, before: Callable[[], object], run: Callable[[], Cost], runs: int) -> None:
    costs = []
    for _ in range(runs):
        before()
        costs.append(run())
    cpu, wall, memory = (median(getattr(one, part) for one in costs) for part in ("cpu", "wall", "memory"))
    print(f"| {name} | {cpu:.2f} | {wall:.2f} | {memory:.0f} |", flush=True)


def main() -> None:
    if sys.argv[1:2] == ["--one"]:
        wiki_of(Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4])
        return
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--size", type=int, default=3_000)
    wanted.add_argument("--runs", type=int, default=3)
    options = wanted.parse_args()
    print(f"{os.cpu_count()} cores, medians of {options.runs}\n\n| | CPU s | wall s | MiB |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        make(work, options.size)

        def check(*words: str) -> Cost:
            return cost(BIN / "mops-kb", "check", work / "docs", "--as-of", "2026-11-22", *words, cwd=work)

        def touched() -> None:
            file = work / "docs/tools/tools-1.md"
            file.write_text(f"{file.read_text(encoding='utf-8')}\nMore.\n", encoding="utf-8")

        check()
        told(
            f"`check`, {options.size:,} entities, `--no-cache`", lambda: None, lambda: check("--no-cache"), options.runs
        )
        told("one record edited", touched, check, options.runs)
        told("nothing changed", lambda: None, check, options.runs)
        docs = Docs(work / "ours")
        docs.built()
        told("wiki of our docs, made anew", docs.anew, docs.built, options.runs)
        edits = (("body", docs.body), ("title", docs.title), ("CSV row", docs.row))
        for name, edit in (*edits, ("label", docs.labelled), ("template", docs.template)):
            told(f"one {name} edited", edit, docs.built, options.runs)
        told("nothing changed", lambda: None, docs.built, options.runs)


if __name__ == "__main__":
    main()

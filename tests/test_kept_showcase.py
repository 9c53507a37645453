"""Our own wiki, built again after an edit: the same bytes as a plain build, and no page made that need not be."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]
ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": "1795316400", "NO_MKDOCS_2_WARNING": "1"}


class Showcase:
    """A copy of our wiki with its configuration; every build is held against a plain one, byte by byte."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("docs", "overrides"):
            shutil.copytree(ROOT / name, folder / name)
        config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
        as_of = '  mops-kb:\n    as_of: "2026-11-22"\n'
        (folder / "mkdocs.yml").write_text(config.replace("  mops-kb:\n", as_of), encoding="utf-8")

    def build(self, *options: str) -> dict[str, dict[str, int]]:
        """How many pages were made and kept, by stage."""
        command = [
            sys.executable,
            "-m",
            "mkdocs_fast_build",
            "build",
            "--strict",
            "--timings-file",
            "facts.json",
            *options,
        ]
        done = subprocess.run(command, cwd=self.folder, env=ENVIRONMENT, capture_output=True, text=True, check=False)
        assert not done.returncode, done.stderr
        return json.loads((self.folder / "facts.json").read_text(encoding="utf-8"))

    def edit(self, path: str, old: str, new: str) -> None:
        file = self.folder / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


@pytest.fixture(scope="module")
def showcase(tmp_path_factory) -> Showcase:
    made = Showcase(tmp_path_factory.mktemp("showcase"))
    made.build()
    return made


def test_what_has_not_changed_is_kept_and_right(showcase):
    facts = showcase.build("--verify")
    assert facts["reasons"] == []
    assert facts["converted"]["made"] == facts["rendered"]["made"] == 0
    assert facts["converted"]["kept"] == facts["rendered"]["kept"] > 1300


def a_record(wiki: Showcase) -> None:
    wiki.edit("docs/kpis/after-hours-mqls.yml", "営業時間外に届いたMQLの割合", "夜と休日に届いたMQLの割合")


def a_row(wiki: Showcase) -> None:
    rows = min((wiki.folder / "docs/figures").rglob("*.csv"))
    rows.write_text("\n".join(rows.read_text(encoding="utf-8").splitlines()[:-1]) + "\n", encoding="utf-8", newline="")


def a_label(wiki: Showcase) -> None:
    wiki.edit("mkdocs.yml", "    fiscal_year_start: 4\n", "    fiscal_year_start: 4\n    labels: {kpi.owner: 担当者}\n")


def a_template(wiki: Showcase) -> None:
    wiki.edit("mkdocs.yml", "  name: material\n", "  name: material\n  custom_dir: own\n")
    own = wiki.folder / "own/partials/copyright.html"
    own.parent.mkdir(parents=True)
    own.write_text("<p>{{ config.site_name }}</p>", encoding="utf-8")


EDITS: dict[Callable[[Showcase], None], int] = {a_record: 200, a_row: 600, a_label: 1400, a_template: 1400}
"""With how many pages show it at most."""


def test_after_edits_it_is_the_plain_site(showcase):
    for number, (edit, most) in enumerate(EDITS.items(), 1):
        edit(showcase)
        facts = showcase.build(*(["--verify"] if number == len(EDITS) else []))
        assert 0 < facts["rendered"]["made"] <= most

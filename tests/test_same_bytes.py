"""The same records and the same day give the same bytes, whatever the machine is like."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BUILD = """
import json, sys
from datetime import date
from pathlib import Path
from mops_kb.build import build
from mops_kb.model.settings import Settings

for language in ("ja", "en"):
    site = build(Path(sys.argv[1]), Settings(date(2026, 11, 22), language=language, visibility="draft"))
    texts = [(page.path, page.title, page.text) for page in site.pages] + [(file.path, file.content) for file in site.files]
    told = [repr(problem) for problem in (*site.problems, *site.findings)]
    print(json.dumps([texts, told, site.assets, repr(site.navigation)]))
"""


def built(docs: Path, **environment: str) -> list[object]:
    command = [sys.executable, "-c", BUILD, str(docs)]
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    said = subprocess.run(command, env=env, capture_output=True, check=True, cwd=docs.parent)
    return [json.loads(line) for line in said.stdout.splitlines()]


def copied(docs: Path, to: Path, backwards: bool) -> Path:
    """The files written in the order of their names, or the other way round, as some file systems list them."""
    for file in sorted(docs.rglob("*"), reverse=backwards):
        if file.is_file():
            (to / file.relative_to(docs)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, to / file.relative_to(docs))
    return to


@pytest.fixture(scope="module")
def twice(tmp_path_factory) -> tuple[Path, list[object]]:
    folder = tmp_path_factory.mktemp("here")
    docs = copied(ROOT / "docs", folder / "docs", backwards=False)
    copied(ROOT / "tests/wikis/declared/docs", docs, backwards=False)
    return docs, built(docs, PYTHONHASHSEED="0", TZ="UTC", LC_ALL="C.UTF-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("environment", "backwards"),
    [
        ({"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONUTF8": "0"}, False),
        (
            {"PYTHONHASHSEED": "4242", "TZ": "America/Los_Angeles", "LC_ALL": "POSIX", "LANG": "tr_TR.UTF-8"}
            | {"SOURCE_DATE_EPOCH": "0", "PYTHONOPTIMIZE": "1", "PYTHONCOERCECLOCALE": "0"},
            True,
        ),
    ],
    ids=["earlier", "later, bare, elsewhere, files backwards"],
)
def test_the_machine_changes_nothing(twice, tmp_path, environment, backwards):
    """Many things at once, as each build takes long: should it fail, try them one by one."""
    docs, expected = twice
    if backwards:
        docs = copied(docs, tmp_path / "else where" / "ウィキ", backwards=True)
    assert built(docs, **environment) == expected

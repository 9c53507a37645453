"""From a stick: without a server, every link leads to a file, and what scripts add is there."""

import os
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from mops_kb import scaffold
from tests.browser.conftest import DESK
from tests.browser.wiki import AS_OF

pytestmark = pytest.mark.browser


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("a", "link", "script", "img") and given.get("rel") != "canonical":
            self.found += [given[name] for name in ("href", "src") if given.get(name)]


@pytest.fixture(scope="module")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As `make usb` makes it, in both languages."""
    wiki = tmp_path_factory.mktemp("stick wiki")
    list(scaffold.init(wiki, "棒の上の wiki", "ja"))
    shutil.copyfile(Path(__file__).parent / "tables.md", wiki / "docs/knowhow/tables.md")
    command = [sys.executable, "-m", "mkdocs_mops_kb", "--no-directory-urls", "--quiet", "--site-dir", "usb"]
    made = subprocess.run(
        command,
        cwd=wiki,
        env=os.environ | {"SOURCE_DATE_EPOCH": AS_OF, "SITE_URL": "", "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout
    return wiki / "usb"


def test_every_link_leads_to_a_file(stick):
    """404.html is for servers alone."""
    lost = set()
    for page in sorted(stick.rglob("*.html")):
        links = _Links()
        links.feed(page.read_text(encoding="utf-8"))
        for link in links.found:
            parts = urlsplit(link)
            if parts.scheme or not parts.path or page.name == "404.html":
                continue
            if not (page.parent / unquote(parts.path)).resolve().is_file():
                lost.add((str(page.relative_to(stick)), link))
    assert sorted(lost) == []


def test_it_works_without_a_server(browser, stick):
    with browser.new_context(viewport=DESK) as context:
        page = context.new_page()
        complaints: list[str] = []
        asked: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: asked.append(request.url))
        page.goto((stick / "index.html").as_uri())
        page.locator(".md-tabs a").nth(1).click()
        assert page.url.endswith(".html")
        page.locator("a.mk-language").click()
        page.wait_for_url("**/en/**")
        assert page.locator("html").get_attribute("lang") == "en"

        page.goto((stick / "knowhow/tables.html").as_uri())
        page.locator(".mk-sort").first.click()
        page.locator("[aria-sort=ascending]").wait_for()
        assert "t1.sort=1" in page.evaluate("location.search")
        found = page.evaluate("mopsSearch.find('表のいろいろ', {limit: 1})")
        assert found[0]["url"].endswith("knowhow/tables.html")
        assert complaints == []
        assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []

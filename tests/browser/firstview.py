"""The first view of a page: what it asks for, how many bytes come over the line, and what moves while it comes."""

import gzip
import time
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from playwright.sync_api import Page, Route

LIMIT = 150 * 1000
"""Bytes of a first view, without what searching takes."""

_SHIFTS = """() => new Promise(done => {
    const seen = []
    const observer = new PerformanceObserver(list => seen.push(...list.getEntries()))
    observer.observe({type: "layout-shift", buffered: true})
    const name = one => one && one.nodeType === 1 ? `${one.tagName.toLowerCase()}.${one.className}` : "text"
    setTimeout(() => done(
        [...seen, ...observer.takeRecords()]
            .filter(shift => !shift.hadRecentInput)
            .map(shift => [shift.value, shift.sources.map(source => name(source.node))])
    ), 100)
})"""


class _Asked(HTMLParser):
    """Style sheets, scripts, icons and pictures that are not lazy."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "link" and given.get("rel") in ("stylesheet", "icon"):
            self.urls.append(given["href"])
        elif (tag == "script" and "src" in given) or (tag == "img" and given.get("loading") != "lazy"):
            self.urls.append(given["src"])


def asked(site: Path, path: str) -> list[str]:
    """The files that a page asks for by itself, the page first; all below the site."""
    page = path if path.endswith(".html") else f"{path}index.html"
    parser = _Asked()
    parser.feed((site / page).read_text(encoding="utf-8"))
    here = urljoin("http://site/", page)
    urls = [urlsplit(urljoin(here, url)) for url in parser.urls if not url.startswith("data:")]
    return [page, *dict.fromkeys(unquote(url.path).removeprefix("/wiki").lstrip("/") for url in urls)]


def weight(site: Path, path: str) -> int:
    """Bytes of the first view, as a server sends them that compresses texts (gzip, its usual level 6)."""
    return sum(_sent(site / name) for name in asked(site, path))


@cache
def _sent(file: Path) -> int:
    content = file.read_bytes()
    return len(content) if file.suffix in (".png", ".jpg", ".webp") else len(gzip.compress(content, 6, mtime=0))


def shifts(page: Page, address: str) -> list[Any]:
    """What moved, and by how much, while a page came whose scripts are late: it is painted without them before."""

    def late(route: Route) -> None:
        time.sleep(0.12)
        route.continue_()

    page.goto("about:blank")
    page.route("**/mops-kb.js", late)
    page.goto(address)
    found: list[Any] = page.evaluate(_SHIFTS)
    page.unroute("**/mops-kb.js")
    return found

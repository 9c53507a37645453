"""One site for all tests of this folder, and one server and one browser for each worker."""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from mops_kb import scaffold
from tests.browser.wiki import ROOT, build, chromium, served

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In both languages, one inside of the other. The worker that comes first builds it, the others wait."""
    own = tmp_path_factory.getbasetemp()
    base = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    with (base / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (base / "site").exists():
            with ThreadPoolExecutor() as both:
                english = both.submit(build, base / "site/en", config="mkdocs.en.yml")
                build(base / "site")
                english.result()
    return base / "site"


@pytest.fixture(scope="session")
def home(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def english_site(site: Path) -> Path:
    """The same wiki in English."""
    return site / "en"


@pytest.fixture(scope="session")
def english(home: str) -> str:
    """The address of its home page."""
    return f"{home}en/"


@pytest.fixture(scope="session")
def written_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new wiki with everything that a contributor may write."""
    wiki, folder = tmp_path_factory.mktemp("written"), tmp_path_factory.mktemp("browser") / "site"
    list(scaffold.init(wiki, "Words & <marks>", "ja"))
    for name in ("written.md", "tables.md"):
        shutil.copyfile(Path(__file__).parent / name, wiki / "docs/knowhow" / name)
    shutil.copyfile(ROOT / "overrides/assets/images/favicon.png", wiki / "docs/knowhow/picture one.png")
    build(folder, wiki)
    return folder


@pytest.fixture(scope="session")
def written(written_site: Path) -> Iterator[str]:
    """The address of the page with what a contributor may write."""
    with served(written_site) as address:
        yield f"{address}knowhow/written/"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = chromium(playwright)
        yield made
        made.close()


@pytest.fixture(scope="session")
def without_script(browser: Browser) -> Iterator[dict[int, BrowserContext]]:
    """Contexts by width, with scripts of pages switched off."""
    made = {size["width"]: browser.new_context(viewport=size, java_script_enabled=False) for size in (PHONE, DESK)}
    yield made
    for context in made.values():
        context.close()


@pytest.fixture(scope="session")
def entities(site: Path) -> list[dict[str, Any]]:
    """What the wiki says of itself to machines."""
    listed: list[dict[str, Any]] = json.loads((site / "catalog.json").read_text(encoding="utf-8"))["entities"]
    return listed

"""Pages in a real browser: legible for everyone, answers first, nothing from elsewhere, nothing lost without script."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page

from mops_kb import config
from mops_kb.build import study
from mops_kb.kinds import KINDS
from mops_kb.model.address import address as address_of
from tests.browser.conftest import DESK, PHONE
from tests.browser.pages import ALIKE, ANSWERS, CUT_OFF, HEADINGS, HIDDEN_TEXT, ONE_OF_EACH_KIND, OVERFLOW, OVERVIEWS
from tests.browser.screenshot import picture
from tests.browser.wiki import ROOT
from tests.conftest import AS_OF

pytestmark = pytest.mark.browser

ASKED = [kind for kind in KINDS if kind.questions]
MOST = 7
"""Pages of a kind whose answers are looked for."""
WITH_MENU = ("", "kpis/mql/", "404.html")
"""The menu beside the page is the same template everywhere; on these it is read too."""

each_page = pytest.mark.parametrize("path", [*OVERVIEWS, *ONE_OF_EACH_KIND])
each_size = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
each_asked = pytest.mark.parametrize("kind", ASKED, ids=lambda kind: kind.name)

MOVING = """[...document.querySelectorAll("*")]
    .filter(one => parseFloat(getComputedStyle(one).transitionDuration) > 0).length"""
BADGES = "badges => badges.map(badge => [badge.className, badge.textContent.trim()])"


@dataclass(frozen=True)
class Visit:
    """What one reader saw on one page, first by day and then by night."""

    by_day: list[str]
    by_night: list[str]
    requests: list[str]
    complaints: list[str]
    headings: list[int]
    overflow: int
    cut_off: list[str]


Look = Callable[[str, int], Visit]


@pytest.fixture(scope="session")
def look(browser: Browser, home: str) -> Iterator[Look]:
    """Each page is looked at once a size; the tests below ask for different things that were seen."""
    sizes = (DESK, PHONE)
    contexts = {size["width"]: browser.new_context(viewport=size, color_scheme="light") for size in sizes}
    pages = {width: context.new_page() for width, context in contexts.items()}

    @cache
    def visit(path: str, width: int) -> Visit:
        page = pages[width]
        page.goto("about:blank")  # a new page would be a new window, with all that a browser draws around it
        with listening(page) as (requests, complaints):
            page.goto(urljoin(home, path))
            headings, overflow, cut_off = page.evaluate(HEADINGS), page.evaluate(OVERFLOW), page.evaluate(CUT_OFF)
            page.evaluate(ALIKE)
            read = None if path in WITH_MENU else {"exclude": [[".md-sidebar--primary"]]}
            by_day = faults(page, read)
            if width == PHONE["width"]:  # colours by night are those of the desk
                return Visit(by_day, [], requests, complaints, headings, overflow, cut_off)
            page.click(".md-header [for=__palette_1]")
            page.wait_for_selector("body[data-md-color-scheme=slate]:not([data-md-color-switching])")
            page.evaluate("localStorage.clear()")
            by_night = faults(page, read, runOnly=["color-contrast", "link-in-text-block"])
            return Visit(by_day, by_night, requests, complaints, headings, overflow, cut_off)

    yield visit
    for context in contexts.values():
        context.close()


@contextmanager
def listening(page: Page) -> Iterator[tuple[list[str], list[str]]]:
    """What the page asks for meanwhile, and what it complains of."""
    requests: list[str] = []
    complaints: list[str] = []

    def complained(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(message.text)

    hear: tuple[tuple[Any, Callable[..., None]], ...] = (
        ("request", lambda request: requests.append(request.url)),
        ("console", complained),
        ("pageerror", lambda error: complaints.append(str(error))),
    )
    for event, heard in hear:
        page.on(event, heard)
    yield requests, complaints
    for event, heard in hear:
        page.remove_listener(event, heard)


def faults(page: Page, read: dict[str, Any] | None, **options: Any) -> list[str]:
    """What axe-core finds in what is read of the page, with the element and the reason."""
    found = Axe().run(page, context=read, options={"resultTypes": ["violations"], **options})
    return [
        f"{violation['id']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]


def test_a_page_of_each_kind_is_looked_at(entities):
    looked_at = {entity["kind"] for entity in entities if entity["url"] in ONE_OF_EACH_KIND}
    assert {entity["kind"] for entity in entities} - looked_at == set()


def test_a_page_of_each_template_is_looked_at():
    """A page that is new here is listed in `pages.py`."""
    docs = ROOT / "docs"
    made: dict[tuple[str, str], set[str]] = defaultdict(set)
    for view in study(docs, config.settings(config.find(docs).options, as_of=AS_OF)).views:
        made[view.template, view.section].add(address_of(view.path))
    assert [name for name, pages in made.items() if not pages & {*OVERVIEWS, *ONE_OF_EACH_KIND}] == []


@each_size
@each_page
def test_everyone_can_read_it_by_day(look, path, size):
    assert look(path, size["width"]).by_day == []


@each_page
def test_everyone_can_read_it_by_night(look, path):
    assert look(path, DESK["width"]).by_night == []


@each_size
def test_everyone_can_read_what_contributors_write(look, written, size):
    seen = look(written, size["width"])
    assert [*seen.by_day, *seen.by_night] == []
    assert seen.complaints == []
    assert seen.overflow == 0
    assert [url for url in seen.requests if not url.startswith((urljoin(written, "/"), "data:", "blob:"))] == []


@each_size
@each_page
def test_nothing_is_asked_of_another_host(look, home, path, size):
    asked = look(path, size["width"]).requests
    assert asked
    assert [url for url in asked if not url.startswith((home, "data:", "blob:"))] == []


@each_size
@each_page
def test_the_console_is_silent(look, path, size):
    assert look(path, size["width"]).complaints == []


@each_page
def test_nothing_scrolls_sideways_on_a_phone(look, path):
    assert look(path, PHONE["width"]).overflow == 0


@each_size
@each_page
def test_nothing_is_cut_off(look, path, size):
    assert look(path, size["width"]).cut_off == []


@each_page
def test_there_is_one_title_and_no_heading_is_skipped(look, path):
    levels = look(path, DESK["width"]).headings
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert [lower for upper, lower in pairwise(levels) if lower > upper + 1] == []


@each_asked
def test_the_answers_are_on_the_first_screen_of_a_phone(kind, without_script, home, entities):
    """On pages from the whole length of the kind; scripts are off because that is quicker, and move nothing."""
    addresses = [entity["url"] for entity in entities if entity["kind"] == kind.name]
    assert addresses
    addresses = addresses[:: len(addresses) // MOST + 1]
    page = without_script[PHONE["width"]].new_page()
    low = {}
    for url in addresses:
        page.goto(home + url)
        low[url] = max(page.evaluate(ANSWERS, kind.questions))
    page.close()
    assert {url: bottom for url, bottom in low.items() if bottom > PHONE["height"]} == {}


@each_asked
def test_the_answers_are_where_they_are_without_script(kind, browser, without_script, home):
    path = next(path for path in ONE_OF_EACH_KIND if path.startswith(f"{kind.folder}/"))
    with browser.new_context(viewport=PHONE) as context:
        places = []
        for page in (context.new_page(), without_script[PHONE["width"]].new_page()):
            page.goto(home + path)
            places.append(page.evaluate(ANSWERS, kind.questions))
            page.close()
    assert places[0] == places[1]


@each_page
def test_nothing_is_lost_without_script(without_script, home, path):
    """Everything can be unfolded by hand, and then all text of the page is there."""
    page = without_script[DESK["width"]].new_page()
    page.goto(home + path)
    for summary in page.locator("article summary").all():
        if not summary.evaluate("summary => summary.parentElement.open"):
            summary.click()
    assert page.evaluate(HIDDEN_TEXT) == []
    page.close()


@pytest.mark.parametrize(
    ("path", "kind"), [("org-chart/", "role"), ("org-chart/", "person"), ("events/", "event"), ("kpis/", "kpi")]
)
def test_an_overview_without_script_leads_to_everything(without_script, home, entities, path, kind):
    page = without_script[DESK["width"]].new_page()
    page.goto(home + path)
    led_to = set(page.evaluate("[...document.querySelectorAll('article a[href]')].map(link => link.href)"))
    page.close()
    addresses = {home + entity["url"] for entity in entities if entity["kind"] == kind}
    assert addresses
    assert addresses - led_to == set()


def test_the_org_chart_unfolds_by_keyboard(browser, home):
    with browser.new_context(viewport=DESK) as context:
        page = context.new_page()
        page.goto(home + "org-chart/")
        folded = page.locator("article details:not([open])")
        before = folded.count()
        folded.first.locator("> summary").focus()
        page.keyboard.press("Enter")
        assert folded.count() == before - 1


def test_the_menu_opens_by_keyboard_and_is_out_of_reach_while_closed(browser, home):
    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        page.goto(home)
        entry = page.locator(".md-sidebar--primary .md-nav__link").first
        assert not entry.is_visible()
        page.locator(".md-header [for=__drawer]").focus()
        page.keyboard.press("Enter")
        entry.wait_for(state="visible")


def test_who_wants_no_motion_gets_none(browser, home):
    with browser.new_context(viewport=PHONE, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(home)
        assert page.evaluate(MOVING) == 0


def test_the_badges_do_not_rely_on_colour(without_script, home):
    """Two badges that mean different things differ in words, and each has a sign."""
    page = without_script[DESK["width"]].new_page()
    worn = defaultdict(set)
    for path in ("", "events/", "tools/", "kpis/", "health/"):
        page.goto(home + path)
        for looks, words in page.eval_on_selector_all(".mk-badge", BADGES):
            worn[words].add(looks)
    page.close()
    assert worn
    assert [words for words, looks in worn.items() if len(looks) > 1 or len(words.split()) < 2] == []


def test_the_picture_for_the_readme_can_be_made(browser, home, tmp_path):
    picture(browser, home, tmp_path / "images/home.png")
    assert (tmp_path / "images/home.png").stat().st_size > 20_000

"""Playbooks: a diagram is drawn from its text without a request to anybody else, and ticks are remembered."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESK

pytestmark = pytest.mark.browser

DRAWN = ".mk-flow__picture svg[role=img]"
FLOWS = ("playbooks/webinar/", "playbooks/lead-handover/", "playbooks/product-launch/")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport=DESK) as context:
        yield context.new_page()


def draw(page: Page) -> None:
    page.get_by_role("button", name="図にして見る").click()
    page.wait_for_selector(DRAWN)


@pytest.mark.parametrize("path", FLOWS)
def test_a_diagram_is_drawn_and_named_and_asks_nobody_else(page, home, path):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(home + path)
    assert [url for url in asked if "mermaid" in url] == []  # it is ten times as large as the page
    draw(page)
    title = page.inner_text("h1")
    assert title.strip() in page.get_attribute(DRAWN, "aria-label")
    assert page.locator(f"{DRAWN} text").count() > 5
    assert {urlsplit(url).netloc for url in asked if not url.startswith(("data:", "blob:"))} == {urlsplit(home).netloc}
    assert sum("vendor/mermaid" in url for url in asked) == 1


def test_its_words_stay_at_hand(page, home):
    page.goto(home + FLOWS[0])
    draw(page)
    words = page.locator("figure.mk-flow details")
    assert words.get_attribute("open") is None
    words.locator("summary").click()
    assert words.locator("p").is_visible()


def test_without_script_the_words_stand_open(browser, home):
    with browser.new_context(viewport=DESK, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(home + FLOWS[0])
        assert page.locator("figure.mk-flow details p").is_visible()
        assert page.locator(".mk-flow__picture").count() == 0
        page.locator(".mk-step input").first.check()


def test_pages_without_a_diagram_do_not_fetch_what_draws_it(page, home):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(home + "playbooks/exhibition/")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "mermaid" in url] == []


def test_it_follows_the_palette(page, home):
    page.goto(home + FLOWS[0])
    draw(page)
    light = page.eval_on_selector(DRAWN, "drawn => drawn.id")
    page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    page.wait_for_function(f"document.querySelector('{DRAWN}').id !== '{light}'")
    assert page.locator(DRAWN).count() == 1


def test_ticks_are_remembered_by_this_browser_and_can_be_cleared(page, home):
    page.goto(home + "playbooks/exhibition/")
    clear = page.locator(".mk-untick")
    assert clear.is_hidden()
    page.get_by_label("出展の目的と予算を決める").check()
    page.get_by_label("設問は3つまで", exact=True).check()
    page.reload()
    assert page.locator("input[id^=tick]:checked").evaluate_all("boxes => boxes.map(box => box.id)") == [
        "tick-decide",
        "tick-scan-questions--1",
    ]
    page.goto(home + FLOWS[0])
    assert page.locator("input[id^=tick]:checked").count() == 0
    page.goto(home + "playbooks/exhibition/")
    clear.click()
    page.reload()
    assert page.locator("input[id^=tick]:checked").count() == 0

"""Terms: their meaning appears by pointer, key and finger, and goes again."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.browser

PAGE = "knowhow/lead-response-in-five-minutes/"
TERM = "a.mk-term >> nth=0"
TIP = "[role=tooltip]"


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    with browser.new_context(viewport=DESK) as context:
        page = context.new_page()
        page.goto(home + PAGE)
        yield page


@pytest.fixture
def phone(browser: Browser, home: str) -> Iterator[Page]:
    with browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        page.goto(home + PAGE)
        yield page


def test_it_appears_under_the_pointer_and_stays_while_it_is_read(page):
    page.hover(TERM)
    assert page.inner_text(TIP) == page.get_attribute(TERM, "data-tip")
    page.hover(TIP)
    page.wait_for_timeout(400)
    assert page.is_visible(TIP)
    page.hover("h1")
    page.wait_for_selector(TIP, state="hidden")


def test_it_appears_by_keyboard_and_goes_by_escape(page):
    page.focus(TERM)
    assert page.is_visible(TIP)
    assert page.get_attribute(TERM, "aria-describedby") == page.get_attribute(TIP, "id")
    page.keyboard.press("Escape")
    assert not page.is_visible(TIP)
    assert page.get_attribute(TERM, "aria-describedby") is None


def test_the_first_touch_shows_it_and_the_second_leads_on(phone):
    phone.tap(TERM)
    phone.wait_for_selector(TIP, state="visible")
    box = phone.locator(TIP).bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    assert phone.url.endswith(PAGE)
    phone.tap(TERM)
    phone.wait_for_url("**/glossary/*/")


def test_without_script_it_is_a_link(without_script, home):
    page = without_script[DESK["width"]].new_page()
    page.goto(home + PAGE)
    page.click(TERM)
    assert "/glossary/" in page.url

"""The builder of UTM links: what it makes is what Python would write, it keeps its state in the address, and keys do."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from mops_kb.reports.utm.views import build
from tests.browser.conftest import DESK

pytestmark = pytest.mark.browser

PAGE = "https://www.example.com/spring"
CHOSEN = {"source": "newsletter", "medium": "email", "campaign": "202611_meetup_tokyo"}


@pytest.fixture(scope="module")
def opened(browser: Browser, home: str) -> Iterator[Page]:
    with browser.new_context(viewport=DESK, permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(home + "utm/")
        yield page


@pytest.fixture
def builder(opened: Page, home: str) -> Page:
    opened.goto(home + "utm/")
    return opened


def choose(page: Page, address: str = PAGE, **more: str) -> str:
    page.fill("#utm-to", address)
    for name, value in {**CHOSEN, **more}.items():
        control = page.locator(f"#utm-{name}")
        if control.evaluate("one => one.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
    return page.input_value("#utm-link")


@pytest.mark.parametrize(
    "address",
    [
        PAGE,
        f"{PAGE}?",
        f"{PAGE}?a=1&b=%E3%81%82",
        f"{PAGE}?q=日本語&x=a+b",
        f"{PAGE}#top",
        f"{PAGE}?a=1#part?no=1",
        f"{PAGE}?utm_source=old&a=1&UTM_Medium=x",
        "https://日本語.example.com/パス",
        "https://www.example.com",
    ],
)
def test_the_address_keeps_what_it_carries(builder, address):
    assert choose(builder, address) == build(address, CHOSEN)


@pytest.mark.parametrize(
    "term",
    [
        "請求書 自動化",
        "a b+c",
        "~!*'()-_.",
        "100%&=#?/:;,@$",
        "é𝄞😀",
        '"<b>\\|^`{}[]',
        "ｶﾀｶﾅ　全角",
    ],
)
def test_odd_characters_are_written_as_python_writes_them(builder, term):
    made = choose(builder, f"{PAGE}?a=1#x", term=term)
    assert made == build(f"{PAGE}?a=1#x", {**CHOSEN, "term": term})
    assert urlsplit(made).query.endswith(urlencode({"utm_term": term}))
    assert parse_qs(urlsplit(made).query)["utm_term"] == [term]


def test_only_the_mediums_of_a_source_are_offered(builder):
    builder.select_option("#utm-source", "google")
    offered = builder.locator("#utm-medium option").evaluate_all("all => all.map(one => one.value)")
    assert sorted(offered) == ["", "cpc", "display"]
    builder.select_option("#utm-medium", "cpc")
    builder.select_option("#utm-source", "newsletter")
    assert builder.input_value("#utm-medium") == "email"
    builder.select_option("#utm-source", "yahoo")
    assert builder.input_value("#utm-medium") == ""


def test_campaigns_that_have_run_out_are_not_offered(builder):
    offered = builder.locator("#utm-campaign option").evaluate_all("all => all.map(one => one.value)")
    assert "202611_meetup_tokyo" in offered
    assert "202604_webinar_subscription-basics" not in offered


@pytest.mark.parametrize(
    "address", ["www.example.com", "ftp://example.com/", "https://", "https://a b", "javascript:1"]
)
def test_no_link_is_made_of_what_is_no_address(builder, address):
    assert choose(builder, address) == ""
    assert builder.locator(".mk-builder__copy").is_disabled()
    assert "https://" in builder.inner_text(".mk-builder__told")


def test_it_says_what_is_missing(builder):
    builder.fill("#utm-to", PAGE)
    assert builder.input_value("#utm-link") == ""
    assert "campaign" in builder.inner_text(".mk-builder__told")
    choose(builder)
    assert builder.inner_text(".mk-builder__told") == ""


def test_the_address_of_the_page_keeps_what_is_chosen(builder, home):
    made = choose(builder, f"{PAGE}?a=1#日本", content="booth")
    kept = parse_qs(builder.evaluate("location.search.slice(1)"))
    assert kept == {name: [value] for name, value in {"to": f"{PAGE}?a=1#日本", **CHOSEN, "content": "booth"}.items()}
    builder.goto(builder.url)
    assert builder.input_value("#utm-link") == made
    builder.goto(f"{home}utm/?{urlencode({'source': 'nobody', 'medium': 'nothing'})}")
    assert [builder.input_value(f"#utm-{name}") for name in ("source", "medium")] == ["", ""]


def test_it_is_copied(builder):
    made = choose(builder)
    builder.click(".mk-builder__copy")
    builder.wait_for_function("document.querySelector('.mk-builder__told').textContent")
    assert builder.evaluate("navigator.clipboard.readText()") == made


def test_keys_are_enough(builder):
    builder.focus("#utm-to")
    builder.keyboard.type(PAGE)
    for name in ("source", "medium", "campaign"):
        builder.keyboard.press("Tab")
        for _ in range(40):
            if builder.evaluate("document.activeElement.value") != CHOSEN[name]:
                builder.keyboard.press("ArrowDown")
    assert builder.input_value("#utm-link") == build(PAGE, CHOSEN)
    for _ in range(4):
        builder.keyboard.press("Tab")
    assert "mk-builder__copy" in builder.evaluate("document.activeElement.className")
    builder.keyboard.press("Enter")
    builder.wait_for_function("document.querySelector('.mk-builder__told').textContent")
    assert builder.evaluate("navigator.clipboard.readText()") == build(PAGE, CHOSEN)


def test_without_script_there_are_strings_to_copy(without_script: dict[int, BrowserContext], home: str):
    page = without_script[DESK["width"]].new_page()
    page.goto(home + "utm/")
    assert not page.locator(".mk-builder").is_visible()
    assert "utm_source=newsletter&utm_medium=email&utm_campaign=" in page.locator("article code").all_inner_texts()
    page.close()

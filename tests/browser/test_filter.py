"""Whom do I ask: a box leaves the rows that are looked for, however they are spelled; without script nothing is missing."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import DESK

pytestmark = pytest.mark.browser

BOX = "article input"
ROWS = "article tr[data-words]"
TITLES = f"{ROWS}:visible th"


@pytest.fixture(scope="module")
def opened(browser: Browser, home: str) -> Iterator[Page]:
    with browser.new_context(viewport=DESK) as context:
        page = context.new_page()
        page.goto(home + "ask/")
        yield page


@pytest.fixture
def ask(opened: Page) -> Page:
    opened.fill(BOX, "")
    return opened


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Slack", "Slack"),
        ("ｓｌａｃｋ", "Slack"),
        ("SLACK", "Slack"),
        ("スラック", "Slack"),
        ("すらっく", "Slack"),
        ("ｽﾗｯｸ", "Slack"),
        ("マルケト", "Marketo Engage"),
        ("うぇびなー", "Zoom ウェビナー"),
        ("高橋 健太", "Marketo Engage"),
        ("高橋健太", "Marketo Engage"),
        ("たかはし けんた", "Marketo Engage"),
        ("タカハシ", "Marketo Engage"),
        ("  Engage   高橋　健太 ", "Marketo Engage"),
    ],
)
def test_it_is_found_however_it_is_spelled(ask, typed, found):
    everything = ask.locator(TITLES).count()
    ask.fill(BOX, typed)
    titles = ask.locator(TITLES).all_inner_texts()
    assert found in titles
    assert len(titles) < everything


def test_a_beginning_is_enough(ask):
    ask.fill(BOX, "すら")
    some = set(ask.locator(TITLES).all_inner_texts())
    ask.fill(BOX, "すらっく")
    assert {"Slack"} <= set(ask.locator(TITLES).all_inner_texts()) <= some


def test_every_word_narrows_it_down(ask):
    found = {}
    for typed in ("Marketo", "フォーム", "Marketo フォーム"):
        ask.fill(BOX, typed)
        found[typed] = set(ask.locator(TITLES).all_inner_texts())
    assert found["Marketo フォーム"] == found["Marketo"] & found["フォーム"]
    assert found["Marketo フォーム"]


def test_tables_without_rows_go_with_their_headings(ask):
    ask.fill(BOX, "ｓｌａｃｋ")
    assert ask.locator("article h2:visible").count() == ask.locator("article table:visible").count() == 1
    assert "ツールから" in ask.inner_text("article h2:visible")


def test_it_says_when_nothing_is_left(ask):
    told = ask.locator(".mk-filter [role=status]")
    assert told.inner_text() == ""
    ask.fill(BOX, "これは誰も知らない")
    assert ask.locator(f"{ROWS}:visible").count() == 0
    assert ask.locator("article :is(h2, table):visible").count() == 0
    assert told.inner_text().startswith("当てはまるものがありません")


def test_an_empty_box_brings_everything_back(ask):
    everything = ask.locator(ROWS).count()
    ask.fill(BOX, "Slack")
    assert ask.locator(f"{ROWS}:visible").count() < everything
    ask.fill(BOX, "")
    assert ask.locator(f"{ROWS}:visible").count() == everything
    assert ask.locator("article h2:visible").count() == ask.locator("article table:visible").count() == 5


def test_the_address_keeps_what_is_looked_for(ask):
    ask.fill(BOX, "すらっく & 連絡")
    assert parse_qs(ask.evaluate("location.search.slice(1)")) == {"q": ["すらっく & 連絡"]}
    ask.fill(BOX, "")
    assert ask.evaluate("location.search") == ""


def test_an_address_is_looked_up_when_it_is_opened(browser, home):
    with browser.new_context(viewport=DESK) as context:
        page = context.new_page()
        page.goto(f"{home}ask/?{urlencode({'q': 'すらっく'})}")
        assert page.input_value(BOX) == "すらっく"
        assert page.locator(TITLES).all_inner_texts() == ["Slack"]


def test_without_script_there_is_no_box_and_every_row(without_script: dict[int, BrowserContext], home: str, ask: Page):
    page = without_script[DESK["width"]].new_page()
    page.goto(home + "ask/")
    assert page.locator("article :is(input, [role=status])").count() == 0
    assert not page.locator(".mk-filter").is_visible()
    assert page.locator(TITLES).all_inner_texts() == ask.locator(TITLES).all_inner_texts()
    page.close()

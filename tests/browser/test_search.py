"""The search box: it opens by key and button, finds however a word is spelled, and works without a server and without a mouse."""

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.browser

FOLDING = Path(__file__).parents[1] / "search/folding.csv"
FIELD = ".mk-search__field"
RESULTS = ".mk-search__result"
TITLES = ".mk-search__title"


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport=DESK) as made:
        yield made


@pytest.fixture
def page(context: BrowserContext, home: str) -> Iterator[Page]:
    page = context.new_page()
    page.goto(home + "tools/")
    yield page
    page.close()


@pytest.fixture
def box(page: Page) -> Page:
    page.keyboard.press("/")
    page.wait_for_selector("dialog[open]")
    return page


def found(page: Page, query: str) -> list[str]:
    """The titles of what is shown, best first."""
    page.fill(FIELD, query)
    expect(page.locator(".mk-search__out")).to_have_attribute("aria-busy", "false")
    return page.locator(TITLES).all_inner_texts()


def paths(page: Page, query: str, **options: object) -> list[str]:
    asked: list[str] = page.evaluate(
        "async ([query, options]) => (await mopsSearch.find(query, options)).map(({ path }) => path)", [query, options]
    )
    return asked


# Opening and closing


def test_nothing_is_read_before_it_is_opened(context, home):
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(home)
    page.wait_for_timeout(300)
    assert not [url for url in asked if "/search/" in url]
    page.keyboard.press("/")
    page.wait_for_selector("dialog[open]")
    page.wait_for_function("mopsSearch.engine")
    page.close()
    assert [url for url in asked if url.endswith("/search/head.js")]


@pytest.mark.parametrize("key", ["/", "s", "Control+k", "Meta+k"])
def test_keys_open_it(page, key):
    page.keyboard.press(key)
    expect(page.locator(FIELD)).to_be_focused()
    assert page.input_value(FIELD) == ""


def test_a_button_opens_it_and_gets_the_focus_back(page):
    page.click("[data-search]")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("[data-search]")).to_be_focused()


def test_a_letter_that_is_typed_elsewhere_stays_there(context, home):
    page = context.new_page()
    page.goto(home + "ask/")
    page.locator("article input").first.press_sequentially("sales/s")
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert page.locator("article input").first.input_value() == "sales/s"
    page.close()


def test_without_script_the_button_leads_to_a_page(without_script, home):
    page = without_script[DESK["width"]].new_page()
    page.goto(home + "tools/marketo/")
    page.click("[data-search]")
    assert page.url == home + "search/"
    assert page.locator("article a[href$='tools/']").count()
    page.close()


# Finding


def test_the_script_folds_as_the_index_does(box):
    rows = list(csv.DictReader(FOLDING.open(encoding="utf-8")))
    told = "texts => texts.map(text => [mopsSearch.words.folded(text), mopsSearch.words.tokens(text).join('|')])"
    assert len(rows) > 30
    assert box.evaluate(told, [row["text"] for row in rows]) == [[row["folded"], row["tokens"]] for row in rows]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("Marketo Engage", "Marketo Engage"),
        ("ｍａｒｋｅｔｏ ｅｎｇａｇｅ", "Marketo Engage"),
        ("marketoengage", "Marketo Engage"),
        ("tool:marketo", "Marketo Engage"),
        ("高橋健太", "高橋 健太"),
        ("リード獲得単", "リード獲得単価（CPL）"),
        ("cpl", "CPL"),
        ("加藤 里奈", "加藤 里奈"),
        ("KPI一覧", "KPI"),
        ("連携サービス", "Zapier"),
    ],
)
def test_the_page_itself_comes_first(box, query, title):
    assert found(box, query)[0] == title


@pytest.mark.parametrize("query", ["リード獲得", "ﾘｰﾄﾞ獲得", "りーど獲得", "リード 獲得", "リード・獲得"])
def test_every_spelling_finds_the_same(box, query):
    assert {"tools/google-ads.md", "kpis/cost-per-lead.md"} <= set(paths(box, query))


@pytest.mark.parametrize("query", ["引き継ぎ", "引継ぎ"])
def test_a_kana_that_some_leave_out_makes_no_other_name(box, query):
    assert paths(box, query)[0] == "hand-offs.md"


def test_a_report_about_a_person_says_so(box):
    assert found(box, "佐藤 美咲")[0] == "佐藤 美咲"
    assert found(box, "佐藤 美咲さんの引き継ぎ")[0] == "佐藤 美咲さんの引き継ぎ"


def test_every_word_narrows_it_down(box):
    one, other, both = (set(paths(box, query)) for query in ("Marketo", "フォーム", "Marketo フォーム"))
    assert both <= one & other
    assert both < one


def test_if_no_page_has_all_the_nearest_are_shown(box):
    assert found(box, "リード獲得金平")
    assert "近いもの" in box.inner_text(".mk-search__told")


def test_it_says_when_the_index_cannot_be_read(page):
    page.route(
        "**/search/*.js*", lambda route: route.abort() if "/assets/" not in route.request.url else route.continue_()
    )
    page.keyboard.press("/")
    page.fill(FIELD, "マルケト")
    expect(page.locator(".mk-search__told")).to_contain_text("読み込めませんでした")
    expect(page.locator(".mk-search__out")).to_have_attribute("aria-busy", "false")


def test_it_says_when_nothing_is_found(box):
    box.fill(FIELD, "ヰヱヲヱ")
    expect(box.locator(".mk-search__told")).to_contain_text("見つかりませんでした")
    expect(box.locator(RESULTS)).to_have_count(0)


def test_a_result_says_its_kind_owner_and_freshness_and_quotes_the_page(box):
    found(box, "マイトークン")
    text = box.inner_text(f"{RESULTS}:has-text('Marketo Engage')")
    assert "ツール" in text
    assert "オーナー: マーテックマネージャー" in text
    assert "最新" in text
    marks = box.locator(f"{RESULTS} mark").all_inner_texts()
    assert marks
    assert set(marks) == {"マイトークン"}


def test_it_is_narrowed_by_kind(box):
    found(box, "Marketo")
    everything = box.locator(TITLES).all_inner_texts()
    box.click(".mk-search__chip:has-text('KPI')")
    expect(box.locator(".mk-search__chip:has-text('KPI')")).to_be_focused()
    kinds = set(box.locator(".mk-search__kind").all_inner_texts())
    assert kinds == {"KPI"}
    told = box.inner_text(".mk-search__told")
    assert f"{len(paths(box, 'Marketo', kind='kpi'))}件" == told
    box.click(".mk-search__chip:has-text('すべて')")
    assert box.locator(TITLES).all_inner_texts() == everything


def test_more_is_shown_when_asked_for(box):
    assert len(found(box, "Marketo")) == 10
    box.click(".mk-search__more")
    expect(box.locator(RESULTS)).to_have_count(30)
    expect(box.locator(RESULTS).nth(10)).to_be_focused()


def test_an_address_carries_a_query(page, home):
    page.goto(home + "search/?q=Marketo")
    expect(page.locator(FIELD)).to_have_value("Marketo")
    expect(page.locator(TITLES).first).to_contain_text("Marketo")


# By keyboard


def test_arrows_and_enter_go_to_a_result(box, home):
    found(box, "Marketo Engage")
    box.keyboard.press("ArrowDown")
    box.keyboard.press("ArrowDown")
    expect(box.locator(RESULTS).nth(1)).to_be_focused()
    box.keyboard.press("ArrowUp")
    box.keyboard.press("ArrowUp")
    expect(box.locator(FIELD)).to_be_focused()
    with box.expect_navigation():
        box.keyboard.press("Enter")
    assert box.url.startswith(home + "tools/marketo/")


def test_typing_goes_on_from_a_result(box):
    found(box, "Market")
    box.keyboard.press("ArrowDown")
    box.keyboard.type("o")
    expect(box.locator(FIELD)).to_have_value("Marketo")


def test_enter_that_ends_a_conversion_opens_nothing(box, home):
    found(box, "Marketo")
    before = box.url
    for init in ("isComposing: true", "keyCode: 229"):
        box.evaluate(
            f"""document.querySelector("{FIELD}").dispatchEvent(
                new KeyboardEvent("keydown", {{ key: "Enter", bubbles: true, cancelable: true, {init} }}))"""
        )
    box.wait_for_timeout(200)
    assert box.url == before


def test_what_is_being_converted_is_not_searched_yet(box):
    client = box.context.new_cdp_session(box)
    found(box, "Marketo")
    shown = box.locator(TITLES).all_inner_texts()
    client.send("Input.imeSetComposition", {"text": "せ", "selectionStart": 1, "selectionEnd": 1})
    box.wait_for_timeout(300)
    assert box.locator(TITLES).all_inner_texts() == shown
    client.send("Input.insertText", {"text": "設定"})
    expect(box.locator(FIELD)).to_have_value("Marketo設定")
    box.wait_for_function(f"document.querySelector('{TITLES}').innerText !== {shown[0]!r}")


# Where it works


def test_from_the_file_system(site, context, tmp_path):
    shutil.copytree(site, tmp_path / "a wiki")
    page = context.new_page()
    page.goto((tmp_path / "a wiki/tools/index.html").as_uri())
    page.keyboard.press("/")
    page.wait_for_selector("dialog[open]")
    assert found(page, "Marketo Engage")[0] == "Marketo Engage"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.inner_text("h1") == "Marketo Engage"
    page.close()


def test_on_a_page_that_was_not_found(context, home):
    page = context.new_page()
    page.goto(home + "404.html")
    page.keyboard.press("/")
    page.wait_for_selector("dialog[open]")
    assert found(page, "Marketo Engage")[0] == "Marketo Engage"
    page.close()


def test_it_fills_a_phone(browser, home):
    with browser.new_context(viewport=PHONE, has_touch=True) as context:
        page = context.new_page()
        page.goto(home + "tools/marketo/")
        page.tap("[data-search]")
        found(page, "リード獲得")
        assert page.locator("dialog").bounding_box() == {"x": 0, "y": 0, **PHONE}
        small = "all => all.filter(one => one.getBoundingClientRect().height < 24).length"
        assert page.locator("dialog :is(a, button, input):visible").evaluate_all(small) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing(browser, home, size, scheme):
    with browser.new_context(viewport=size, color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(home + "tools/marketo/")
        page.click("[data-search]")
        for query in ("", "リード獲得", "ヰヱヲヱ"):
            page.fill(FIELD, query)
            page.wait_for_timeout(300)
            assert Axe().run(page).response["violations"] == []

"""Tables: what one may do with them by mouse, keyboard and thumb, and that nothing is missing without any of it."""

import csv
from collections.abc import Iterator
from urllib.parse import parse_qs, urljoin

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.browser.conftest import DESK, PHONE
from tests.browser.pages import OVERFLOW

pytestmark = pytest.mark.browser

COSTS, PEOPLE, SMALL, UNEVEN, LONG = range(5)
ORDER = """([texts, way]) => {
    const cells = texts.map(text => Object.assign(document.createElement("td"), {innerHTML: text}))
    const order = mopsKb.order(cells)
    const places = texts.map((_, place) => place).sort((one, other) => order(one, other, way) || one - other)
    return places.map(place => texts[place])
}"""
MOVED = """() => new Promise(done => {
    new PerformanceObserver(list => done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0)))
        .observe({type: "layout-shift", buffered: true})
    setTimeout(() => done(0), 300)
})"""


@pytest.fixture(scope="module")
def opened(browser: Browser, written: str) -> Iterator[Page]:
    with browser.new_context(viewport=DESK, accept_downloads=True) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        yield context.new_page()


@pytest.fixture
def page(opened: Page, written: str) -> Page:
    opened.goto("about:blank")
    opened.goto(urljoin(written, "../tables/"))
    return opened


def table(page: Page, number: int) -> Locator:
    return page.locator("article table").nth(number)


def tools(page: Page, number: int) -> Locator:
    return table(page, number).locator("xpath=preceding-sibling::*[1][contains(@class, 'mk-tools')]")


def unfolded(page: Page, number: int) -> Locator:
    tools(page, number).locator(".mk-tools__fold").click()
    return tools(page, number)


def column(page: Page, number: int, place: int) -> list[str]:
    texts = table(page, number).locator(f"tbody tr:visible > :nth-child({place})").all_inner_texts()
    return [text.split("\n")[0].strip() for text in texts]


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(page.evaluate("location.search.slice(1)"))


@pytest.mark.parametrize(
    "ascending",
    [
        ["−5", "0", "3", "12", "1,000"],
        ["(なし)", "9%", "12.5%", "100%"],
        ["¥980", "80万円", "1,234万円", "1.2億円", "2兆円"],
        ["−¥5万", "¥0", "¥1億2,000万", "¥1億3,000万"],
        ["$900K", "$1.2M", "$3B"],
        ["▲5", "△3", "+2", "10"],
        ["0.5 ポイント", "2 ポイント", "10 ポイント"],
        ["2.5 / 5", "3 / 5", "4.5 / 5"],
        ["約3件", "12件", "100件"],
        ["30 分", "2 時間", "2時間30分", "1 日", "3週間"],
        ["45 min", "2 h", "1 day", "3 months", "2 years"],
        ["2025年度", "2026年11月", "2026年11月3日(火)", "2026年11月下旬", "2026年12月"],
        ["2026年11月3日(火) 9:00", "2026年11月3日(火) 10:30～12:00"],
        ["2026年度 上期", "2026年度 第3四半期", "2026年度 第4四半期"],
        ["FY2025 Q4", "FY2026 Q1", "FY2026 Q2"],
        ["Dec 1, 2025", "Mon, Jan 5, 2026", "3 Feb 2026", "Early Nov 2026", "November 22, 2026"],
        ["2026-01-31", "2026/2/1", "2026-11-05 10:00", "2026-11-05 11:00"],
        ["<time datetime=2026-01-05>1/5(月)</time>", "<time datetime=2026-11-04>11/4(水)</time>"],
        ["<a data-sort='あべ'>阿部</a>", "<a data-sort='さとう'>佐藤</a>", "<a data-sort='わだ'>和田</a>"],
        ["アプリ", "いちご", "ウェビナー", "えき"],
        ["chapter 2", "chapter 10"],
        ["<b>1</b><span class='mk-table__sub'>目標 9</span>", "<b>2</b><span class='mk-table__sub'>目標 3</span>"],
    ],
    ids=lambda ascending: ascending[0],
)
def test_the_order_of_a_column(page, ascending):
    if ascending[0] == "(なし)":  # what is no number, in a column of numbers, comes behind in either direction
        numbers = ascending[1:]
        assert page.evaluate(ORDER, [["12.5%", "(なし)", "100%", "9%"], 1]) == [*numbers, "(なし)"]
        assert page.evaluate(ORDER, [["12.5%", "(なし)", "100%", "9%"], -1]) == [*reversed(numbers), "(なし)"]
        return
    assert page.evaluate(ORDER, [ascending[::-1], 1]) == ascending
    assert page.evaluate(ORDER, [ascending, -1]) == ascending[::-1]


@pytest.mark.parametrize("way", [1, -1])
@pytest.mark.parametrize("nothing", ["", "–", "-", "—"])
def test_what_is_empty_comes_last(page, nothing, way):
    assert page.evaluate(ORDER, [["3", nothing, "1", "2"], way])[-1] == nothing


def test_equal_rows_stay_in_their_order(page):
    assert page.evaluate(ORDER, [["<i>2</i>", "<b>2</b>", "1", "<u>2</u>"], 1]) == [
        "1",
        "<i>2</i>",
        "<b>2</b>",
        "<u>2</u>",
    ]
    assert page.evaluate(ORDER, [["<i>2</i>", "<b>2</b>", "1", "<u>2</u>"], -1]) == [
        "<i>2</i>",
        "<b>2</b>",
        "<u>2</u>",
        "1",
    ]


def test_a_click_sorts_up_then_down_then_as_it_was(page):
    before = column(page, COSTS, 2)
    head = table(page, COSTS).locator("thead th").nth(1)
    ways = []
    for _ in range(3):
        head.locator("button").click()
        ways.append((head.get_attribute("aria-sort"), column(page, COSTS, 2)))
    up = ["−5万円", "80万円", "¥980,000", "980,000円", "1,234万円", "1.2億円", "–"]
    down = ["1.2億円", "1,234万円", "¥980,000", "980,000円", "80万円", "−5万円", "–"]
    assert ways == [("ascending", up), ("descending", down), (None, before)]


def test_the_keyboard_sorts(page):
    table(page, COSTS).locator("thead button").nth(3).focus()
    page.keyboard.press("Enter")
    assert column(page, COSTS, 4)[:3] == ["2025年度", "2026年9月30日", "2026年11月"]
    assert column(page, COSTS, 4)[-1] == ""
    assert tools(page, COSTS).locator("[role=status]").inner_text() == "「更新」の昇順で並べました。"


def test_people_stand_in_the_order_of_their_reading(page):
    table(page, PEOPLE).locator("thead button").first.click()
    assert column(page, PEOPLE, 1) == ["阿部 真", "伊藤 蓮", "佐藤 美咲", "鈴木 葵", "高橋 健太", "和田 翼"]


def test_a_head_with_a_link_is_sorted_from_the_tools(page):
    assert table(page, PEOPLE).locator("thead th").nth(2).locator("button").count() == 0
    unfolded(page, PEOPLE).locator("select").select_option("-2")
    assert column(page, PEOPLE, 2) == ["中止", "遅れ", "遅れ", "順調", "順調", "順調"]


@pytest.mark.parametrize("typed", ["ﾀｶﾊｼ", "高橋健太", "たかはし 順調"])
def test_the_box_leaves_what_is_looked_for(page, typed):
    unfolded(page, PEOPLE).locator("input[type=search]").fill(typed)
    assert column(page, PEOPLE, 1) == ["高橋 健太"]
    assert "6行のうち1行" in tools(page, PEOPLE).locator("[role=status]").inner_text()


def test_columns_come_and_go(page):
    unfolded(page, COSTS).get_by_label("割合").uncheck()
    assert table(page, COSTS).locator("thead th:visible").all_inner_texts() == ["品目", "費用", "更新", "期限"]
    assert "12.5%" not in table(page, COSTS).locator("td:visible").all_inner_texts()
    tools(page, COSTS).get_by_role("button", name="元に戻す").click()
    assert table(page, COSTS).locator("thead th:visible").count() == 5


def test_what_is_chosen_stands_in_the_address_table_by_table(page):
    table(page, COSTS).locator("thead button").nth(1).click()
    unfolded(page, COSTS).get_by_label("割合").uncheck()
    unfolded(page, PEOPLE).locator("input[type=search]").fill("順調")
    assert asked(page) == {"t1.sort": ["2"], "t1.hide": ["3"], "people.q": ["順調"]}
    seen = [column(page, COSTS, 1), column(page, PEOPLE, 1)]
    page.reload()
    assert [column(page, COSTS, 1), column(page, PEOPLE, 1)] == seen
    assert table(page, COSTS).locator("thead th:visible").count() == 4
    assert "3/6" in tools(page, PEOPLE).locator(".mk-tools__fold").inner_text()
    for number in (COSTS, PEOPLE):
        unfolded(page, number).get_by_role("button", name="元に戻す").click()
    assert asked(page) == {}


@pytest.mark.parametrize(
    "query", ["t1.sort=99", "t1.sort=x", "t1.sort=1.5", "t1.hide=0.1.99.x", "t9.sort=1", "people.hide=%00"]
)
def test_an_odd_address_changes_nothing(page, query):
    before = column(page, COSTS, 1)
    page.goto(f"{page.url}?{query}")
    assert column(page, COSTS, 1) == before
    assert table(page, COSTS).locator("thead th:visible").count() == 5


def test_a_download_is_what_one_sees(page, tmp_path):
    table(page, PEOPLE).locator("thead button").first.click()
    place = unfolded(page, PEOPLE)
    place.locator("input[type=search]").fill("順調")
    with page.expect_download() as saved:
        place.get_by_role("button", name="CSVをダウンロード").click()
    assert saved.value.suggested_filename == "人.csv"
    saved.value.save_as(tmp_path / "t.csv")
    written = (tmp_path / "t.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(written.decode("utf-8-sig").splitlines())) == [
        ["名前", "状態", "席", "式"],
        ["阿部 真", "順調", "50", "'@cmd"],
        ["鈴木 葵", "順調", "6", '言「"」,と'],
        ["高橋 健太", "順調", "4", "-5"],
    ]
    assert b"\r\n" in written


def test_a_copy_is_for_spreadsheets(page):
    place = unfolded(page, PEOPLE)
    place.get_by_role("button", name="コピー").click()
    place.get_by_text("コピーしました").wait_for()
    rows = [line.split("\t") for line in page.evaluate("navigator.clipboard.readText()").splitlines()]
    assert rows[1] == ["和田 翼", "遅れ 3日", "1000", "'=1+1"]
    assert [row[3] for row in rows[2:]] == ["'@cmd", "'＝A1", "-5", "'-A1", '言「"」,と']


def test_small_and_uneven_tables_have_no_tools(page):
    assert page.locator(".mk-tools").count() == 3
    for number in (SMALL, UNEVEN):
        assert tools(page, number).count() == 0
        assert table(page, number).locator("button").count() == 0


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_head_of_a_long_table_stays_in_sight(browser, written, size):
    with browser.new_context(viewport=size) as context:
        page = context.new_page()
        page.goto(urljoin(written, "../tables/"))
        table(page, LONG).locator("tbody tr").nth(40).evaluate("row => row.scrollIntoView({block: 'center'})")
        head = table(page, LONG).locator("thead th").first
        box = head.bounding_box()
        assert box
        assert 40 <= box["y"] <= 60
        assert head.evaluate(
            "head => { const box = head.getBoundingClientRect();"
            "return head.contains(document.elementFromPoint(box.x + 5, box.y + box.height / 2)) }"
        )


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_moves_when_the_tools_come(browser, written, size):
    with browser.new_context(viewport=size) as context:
        page = context.new_page()
        page.goto(urljoin(written, "../tables/"))
        assert page.evaluate(MOVED) == 0
        assert page.locator(".mk-tools").count() == 3
        places = "() => [...document.querySelectorAll('article :is(h2, table, tr, th, td)')].map(one => [one.getBoundingClientRect().top, one.getBoundingClientRect().left])"
        after = page.evaluate(places)
        page.route("**/tables.js", lambda route: route.fulfill(body=""))
        page.reload()
        assert page.locator(".mk-tools").count() == 0
        assert page.evaluate(places) == after


def test_a_thumb_can_use_them(browser, written):
    with browser.new_context(viewport=PHONE, has_touch=True) as context:
        page = context.new_page()
        page.goto(urljoin(written, "../tables/"))
        tools(page, PEOPLE).locator(".mk-tools__fold").tap()
        tools(page, PEOPLE).locator("select").select_option("1")
        assert column(page, PEOPLE, 1)[0] == "阿部 真"
        assert page.evaluate(OVERFLOW) == 0
        sizes = (
            tools(page, PEOPLE)
            .locator(":is(button, select, label, input[type=search]):visible")
            .evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
        )
        assert min(sizes) >= 24


def test_without_script_the_table_is_whole(browser, written, page):
    with browser.new_context(viewport=DESK, java_script_enabled=False) as context:
        plain = context.new_page()
        plain.goto(urljoin(written, "../tables/"))
        assert plain.locator("article :is(button, select, input)").count() == 0
        for number in (COSTS, PEOPLE, SMALL, UNEVEN, LONG):
            assert table(plain, number).inner_text() == table(page, number).inner_text()
        assert plain.evaluate("getComputedStyle(document.querySelector('article table'), '::before').content") == "none"

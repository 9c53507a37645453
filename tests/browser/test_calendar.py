"""The calendar: filters that stand in the address and go along to its other views; complete without script and on paper."""

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import DESK, PHONE
from tests.browser.pages import CUT_OFF, HIDDEN_TEXT, OVERFLOW

pytestmark = pytest.mark.browser

MONTHS = "events/"
GROUPED = [f"calendar/by-{name}/" for name in ("team", "channel", "category", "region", "product", "status")]
SIFTED = [MONTHS, "calendar/timeline/", "calendar/agenda/", *GROUPED]
OTHERS = ["calendar/year/", "calendar/budget/"]
TEAM = "field-marketing"

ENTRIES = """[...new Set([...document.querySelectorAll("[data-is]")]
    .filter(one => !one.hidden && !one.closest("[hidden]"))
    .map(one => one.matches("a") ? one : one.querySelector("a")).filter(Boolean)
    .map(link => link.href.split("/events/")[1]))].sort()"""
TOLD = ".mk-sift [role=status]"
CLEAR = ".mk-sift button"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport=DESK) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def events(entities) -> dict[str, dict]:
    """What machines are told of events, by the end of their address."""
    return {one["url"].removeprefix("events/"): one for one in entities if one["kind"] == "event"}


def of_team(events: dict[str, dict], team: str) -> list[str]:
    return sorted(end for end, one in events.items() if f"team:{team}" in one["relations"].get("team", ()))


def select(page: Page, name: str, value: str) -> None:
    number = {"team": 0, "channel": 1, "category": 2, "region": 3, "product": 4, "status": 5}[name]
    page.locator(".mk-sift select").nth(number).select_option(value)


@pytest.mark.parametrize("path", SIFTED)
def test_every_view_has_every_entry(page, home, events, path):
    page.goto(home + path)
    assert page.evaluate(ENTRIES) == sorted(events)


@pytest.mark.parametrize("path", SIFTED)
def test_an_address_says_what_is_shown(page, home, events, path):
    page.goto(f"{home}{path}?{urlencode({'team': TEAM})}")
    wanted = of_team(events, TEAM)
    assert 0 < len(wanted) < len(events)
    assert page.evaluate(ENTRIES) == wanted
    assert page.inner_text(TOLD) == f"{len(events)}件中{len(wanted)}件を表示しています"


@pytest.mark.parametrize("path", SIFTED)
def test_headings_without_entries_go(page, home, path):
    page.goto(f"{home}{path}?{urlencode({'team': TEAM, 'status': 'cancelled'})}")
    left = page.evaluate(
        """[...document.querySelectorAll("article [data-group]")].filter(one => !one.hidden && !one.closest("[hidden]"))
            .map(one => one.querySelectorAll("[data-is]:not([hidden])").length)"""
    )
    assert left
    assert min(left) > 0
    titles = page.locator("article h2:visible").count()
    page.click(CLEAR)
    assert page.locator("article h2:visible").count() >= titles


def test_a_choice_goes_into_the_address_and_into_the_links(page, home):
    page.goto(home + MONTHS)
    select(page, "team", TEAM)
    select(page, "category", "exhibition")
    wanted = {"team": [TEAM], "category": ["exhibition"]}
    assert parse_qs(urlsplit(page.url).query) == wanted
    links = page.eval_on_selector_all(".mk-views a", "links => links.map(link => link.href)")
    assert len(links) >= 11
    assert [link for link in links if parse_qs(urlsplit(link).query) != wanted] == []
    there = page.evaluate(ENTRIES)
    page.click(".mk-views a[href*='calendar/agenda/']")
    page.wait_for_selector(CLEAR)
    assert page.evaluate(ENTRIES) == there
    assert page.locator(".mk-sift select").first.input_value() == TEAM


@pytest.mark.parametrize("path", OTHERS)
def test_views_that_do_not_filter_hand_it_on(page, home, path):
    page.goto(f"{home}{path}?team={TEAM}")
    assert page.get_attribute(".mk-views a >> nth=0", "href").endswith(f"?team={TEAM}")


def test_it_is_cleared_at_once(page, home, events):
    page.goto(f"{home}{MONTHS}?team={TEAM}&layer=event,review")
    page.click(CLEAR)
    assert urlsplit(page.url).query == ""
    assert page.evaluate(ENTRIES) == sorted(events)
    assert not page.locator(CLEAR).is_visible()
    assert page.locator(".mk-grid__layer").count() == 0


def test_an_address_that_means_nothing_shows_everything(page, home, events):
    page.goto(f"{home}{MONTHS}?team=no-such-team&colour=red")
    assert page.evaluate(ENTRIES) == sorted(events)


@pytest.mark.parametrize(
    ("size", "query", "is_open"), [(DESK, "", True), (PHONE, "", False), (PHONE, f"?team={TEAM}", True)]
)
def test_filters_are_folded_on_a_phone_unless_they_are_in_use(browser, home, size, query, is_open):
    with browser.new_context(viewport=size) as context:
        page = context.new_page()
        page.goto(home + MONTHS + query)
        assert page.locator(".mk-sift select").first.is_visible() == is_open
        assert page.locator(".mk-sift summary").is_visible() == (size == PHONE)


def test_it_says_when_nothing_is_left(page, home):
    page.goto(f"{home}calendar/agenda/?team={TEAM}&category=release&status=cancelled")
    assert page.inner_text(TOLD) == "条件に合う予定がありません。"
    assert page.locator("article h2:visible").count() == 0


def test_counts_follow(page, home, events):
    page.goto(f"{home}calendar/by-status/?team={TEAM}")
    told = page.eval_on_selector_all(
        "article h2:not([hidden]) .mk-n", "those => those.map(one => Number(one.textContent))"
    )
    assert sum(told) == len(of_team(events, TEAM))
    listed = page.eval_on_selector_all(
        ".mk-contents li:not([hidden]) .mk-n", "those => those.map(one => Number(one.textContent))"
    )
    assert listed == told


def test_layers_are_laid_over_the_grid_and_taken_off(page, home):
    page.goto(home + MONTHS)
    box = page.locator(".mk-sift input[value=meeting]")
    assert page.locator(".mk-grid__layer").count() == 0
    box.check()
    assert parse_qs(urlsplit(page.url).query) == {"layer": ["event,meeting"]}
    laid = page.locator(".mk-grid__layer").count()
    days = page.eval_on_selector_all("[data-layer=meeting] [data-days]", "rows => rows.map(row => row.dataset.days)")
    assert laid == sum(len(numbers.split()) for numbers in days) > 100
    assert page.locator("[data-layer=review]:not([hidden])").count() == 0
    box.uncheck()
    assert page.locator(".mk-grid__layer").count() == 0
    assert urlsplit(page.url).query == ""


def test_what_is_laid_stands_on_its_day(page, home):
    """Days of meetings are reckoned again, from what the list says."""
    page.goto(f"{home}{MONTHS}?layer=meeting")
    placed = page.evaluate("""[...document.querySelectorAll(".mk-month")].flatMap(month =>
        [...month.querySelectorAll(".mk-grid__layer")].map(link =>
            [month.id, parseInt(link.parentElement.querySelector("b").textContent), link.href]))""")
    listed = page.evaluate("""[...document.querySelectorAll(".mk-month")].flatMap(month =>
        [...month.querySelectorAll("[data-layer=meeting] [data-days]")].flatMap(row =>
            row.dataset.days.split(" ").map(day => [month.id, Number(day), row.querySelector("a").href])))""")
    assert sorted(placed) == sorted(listed)
    assert page.evaluate(ENTRIES) == []
    for month, day, _ in placed:
        assert date(int(month[2:6]), int(month[7:]), day).isoweekday() <= 6


@pytest.mark.parametrize("path", [*SIFTED, *OTHERS])
def test_without_script_nothing_is_missing_and_there_are_no_controls(
    without_script: dict[int, BrowserContext], home: str, events: dict[str, dict], path: str
):
    page = without_script[DESK["width"]].new_page()
    page.goto(f"{home}{path}?team={TEAM}")
    assert page.locator("article :is(select, input, button, [role=status])").count() == 0
    assert not page.locator(".mk-sift").first.is_visible() if page.locator(".mk-sift").count() else True
    if path in SIFTED:
        assert page.evaluate(ENTRIES) == sorted(events)
    for summary in page.locator("article summary").all():
        if not summary.evaluate("summary => summary.parentElement.open"):
            summary.click()
    assert page.evaluate(HIDDEN_TEXT) == []
    page.close()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize(
    "query", [f"{MONTHS}?team={TEAM}&layer=event,meeting,review", f"calendar/timeline/?team={TEAM}"]
)
def test_everyone_can_use_it_with_filters(browser, home, query, size):
    with browser.new_context(viewport=size) as context:
        page = context.new_page()
        page.goto(home + query)
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [one["id"] for one in found] == []
        assert page.evaluate(OVERFLOW) == 0
        assert page.evaluate(CUT_OFF) == []


def test_it_works_by_keyboard(page, home, events):
    page.goto(home + "calendar/agenda/")
    page.locator(".mk-sift select").first.focus()
    page.keyboard.press("ArrowDown")
    assert len(page.evaluate(ENTRIES)) < len(events)
    page.locator(CLEAR).focus()
    page.keyboard.press("Enter")
    assert page.evaluate(ENTRIES) == sorted(events)
    assert page.evaluate("document.activeElement.tagName") == "SELECT"


# Paper


@pytest.fixture(scope="module")
def paper(browser: Browser) -> Iterator[Page]:
    """A4 landscape less its margins, in CSS pixels."""
    with browser.new_context(viewport={"width": 1047, "height": 718}, color_scheme="dark") as context:
        page = context.new_page()
        page.emulate_media(media="print")
        yield page


def sheets(page: Page) -> list[tuple[float, float]]:
    found = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    return [(float(width), float(height)) for width, height in found]


@pytest.mark.parametrize("path", [*SIFTED[:4], *OTHERS])
def test_it_lies_on_paper_without_controls(paper, home, path):
    paper.goto(home + path)
    assert {width > height for width, height in sheets(paper)} == {True}
    assert paper.evaluate(CUT_OFF) == []
    assert not paper.locator(".mk-views").is_visible()
    assert paper.locator(":is(.mk-sift, .mk-sift *):visible").count() == 0


def test_grids_and_quarters_are_unfolded_on_paper(paper, home):
    for path, drawn in ((MONTHS, ".mk-grid"), ("calendar/timeline/", ".mk-lanes")):
        paper.goto(home + path)
        assert paper.locator(drawn).count() == paper.locator(f"{drawn}:visible").count() > 3


def test_a_year_is_one_sheet(paper, home):
    paper.goto(home + "calendar/year/")
    assert len(sheets(paper)) == paper.locator(".mk-year").count()
    assert paper.locator(".mk-year").first.locator(".mk-small").count() == 12

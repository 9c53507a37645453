"""The same wiki for those who read English: our words are English, whatever language its content is in; and the way there."""

import shutil
from pathlib import Path

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.browser.pages import CUT_OFF, JAPANESE, ONE_OF_EACH_KIND, OVERFLOW, OVERVIEWS

pytestmark = pytest.mark.browser

# The guide shows samples, and an event has words that are not translated.
APART = {"guide/", "guide/kpi/", "404.html", "events/tomoshibi-day-2027/"}
each_page = pytest.mark.parametrize("path", [path for path in (*OVERVIEWS, *ONE_OF_EACH_KIND) if path not in APART])
WAY = ".mk-language"


@each_page
def test_our_words_are_english(without_script, english, path):
    page = without_script[PHONE["width"]].new_page()
    page.goto(english + path)
    sideways, cut_off, japanese = page.evaluate(OVERFLOW), page.evaluate(CUT_OFF), page.evaluate(JAPANESE)
    page.close()
    assert japanese == []
    assert (sideways, cut_off) == (0, [])


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def page(browser, request):
    context = browser.new_context(viewport=request.param)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("place", ["", "kpis/mql/#figures", "calendar/timeline/?team=x", "ask/#related"])
def test_the_way_stays_on_the_page_and_at_its_place(page, home, place):
    page.goto(home + place)
    assert (page.inner_text(WAY), page.get_attribute(WAY, "lang"), page.get_attribute(WAY, "hreflang")) == (
        "English",
        "en",
        "en",
    )
    page.click(WAY)
    assert (page.url, page.get_attribute("html", "lang")) == (f"{home}en/{place}", "en")
    page.wait_for_load_state()  # the script that adds where on the page has run
    assert page.inner_text(WAY) == "日本語"
    page.click(WAY)
    assert (page.url, page.get_attribute("html", "lang")) == (home + place, "ja")


def test_it_goes_where_one_has_gone_meanwhile(page, home):
    page.goto(f"{home}kpis/mql/")
    page.evaluate("location.hash = 'related'")
    page.click(WAY)
    assert page.url == f"{home}en/kpis/mql/#related"


def test_it_is_within_reach_of_the_keyboard_and_of_a_thumb(page, home):
    page.goto(f"{home}kpis/mql/")
    box = page.locator(WAY).bounding_box()
    assert min(box["width"], box["height"]) >= 24
    assert box["x"] + box["width"] <= page.viewport_size["width"]
    page.focus(WAY)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{home}en/kpis/mql/")


def test_it_stays_on_the_page_without_script(without_script, home):
    page = without_script[PHONE["width"]].new_page()
    page.goto(f"{home}tools/marketo/")
    page.click(WAY)
    assert page.url == f"{home}en/tools/marketo/"
    page.close()


def test_it_stays_on_the_page_from_the_file_system(page, site):
    page.goto((site / "tools/marketo/index.html").as_uri())
    page.click(WAY)
    assert page.url == (site / "en/tools/marketo/index.html").as_uri()
    page.click(WAY)
    assert page.url == (site / "tools/marketo/index.html").as_uri()


@pytest.fixture(scope="module")
def lost(site: Path, home: str) -> str:
    """What a server shows for an address that there is not, at such an address."""
    (site / "no/such").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(site / "404.html", site / "no/such/page.html")
    return f"{home}no/such/page.html"


def test_from_a_page_that_is_not_there_it_leads_to_the_same_path(page, home, lost):
    page.goto(lost)
    assert page.get_attribute(WAY, "href") == f"{home}en/no/such/page.html"
    english = page.locator("article [lang=en]")
    assert "There is no such page" in english.inner_text()
    assert english.locator("a").get_attribute("href") == "/wiki/en/"


def test_the_page_says_where_it_stands_in_each_language(page, home):
    page.goto(f"{home}en/kpis/mql/")
    found = page.eval_on_selector_all("link[hreflang]", "all => all.map(one => [one.hreflang, one.href])")
    address = "http://127.0.0.1/wiki/"
    assert found == [
        ["ja", f"{address}kpis/mql/"],
        ["x-default", f"{address}kpis/mql/"],
        ["en", f"{address}en/kpis/mql/"],
    ]


def test_what_falls_back_says_its_language(page, home):
    page.goto(f"{home}en/tools/hubspot/")
    assert page.locator("article div[lang=ja] p").count() > 0

"""The same wiki for those who read English: our words are English, whatever language its content is in."""

import pytest

from tests.browser.conftest import PHONE
from tests.browser.pages import CUT_OFF, JAPANESE, ONE_OF_EACH_KIND, OVERFLOW, OVERVIEWS

pytestmark = pytest.mark.browser

# The home page bears the name of the site, the guide shows samples, and an event has words that are not translated.
APART = {"", "guide/", "guide/kpi/", "404.html", "events/tomoshibi-day-2027/"}
each_page = pytest.mark.parametrize("path", [path for path in (*OVERVIEWS, *ONE_OF_EACH_KIND) if path not in APART])


@each_page
def test_our_words_are_english(without_script, english, path):
    page = without_script[PHONE["width"]].new_page()
    page.goto(english + path)
    sideways, cut_off, japanese = page.evaluate(OVERFLOW), page.evaluate(CUT_OFF), page.evaluate(JAPANESE)
    page.close()
    assert japanese == []
    assert (sideways, cut_off) == (0, [])

"""A reader finds what stands on the pages: the golden queries, and every name of today. `make search-report` tells more."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.search.report import judged

pytestmark = pytest.mark.browser


def test_what_is_on_the_pages_is_found(browser: Browser, site: Path):
    assert judged(browser, "ja", site).failings() == []


def test_what_is_on_the_english_pages_is_found(browser: Browser, english_site: Path):
    assert judged(browser, "en", english_site).failings() == []

"""Briefs on paper: a month is one sheet of A4, from the wiki and from the command line, in both languages."""

import re

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser

from mops_kb.cli import commands
from tests.browser.wiki import ROOT

pytestmark = pytest.mark.browser

MONTHS = ("2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10")
QUARTERS = ("fy2026-q1", "fy2026-q2")
A4 = (595, 842)
SMALLEST = """() => {
    const sizes = [...document.querySelectorAll(".mk-brief *")]
        .filter(one => one.checkVisibility() && !one.closest(".mk-badge, .mk-hidden"))
        .filter(one => [...one.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim()))
        .map(one => parseFloat(getComputedStyle(one).fontSize))
    return Math.min(...sizes) * 0.75
}"""
"""In points."""


def sheets(printed: bytes) -> list[tuple[int, int]]:
    found = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    return [(round(float(width)), round(float(height))) for width, height in found]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_month_is_one_sheet_and_a_quarter_at_most_two(browser: Browser, home, english, language):
    address = home if language == "ja" else english
    with browser.new_context() as context:
        page = context.new_page()
        for period in (*MONTHS, *QUARTERS):
            page.goto(f"{address}briefs/{period}/")
            found = sheets(page.pdf(prefer_css_page_size=True))
            assert set(found) == {A4}, period
            assert len(found) <= (1 if period in MONTHS else 2), period


def test_it_can_be_read_on_paper(browser: Browser, home):
    with browser.new_context(color_scheme="dark") as context:
        page = context.new_page()
        page.emulate_media(media="print")
        page.goto(f"{home}briefs/2026-10/")
        assert page.evaluate(SMALLEST) >= 7.4
        assert page.evaluate("getComputedStyle(document.querySelector('.mk-brief')).color") == "rgb(23, 38, 43)"
        assert not page.locator(".mk-related, .mk-meta, .md-header").first.is_visible()


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_command_prints_one_sheet(tmp_path, language):
    file = tmp_path / "brief.pdf"
    options = ["--docs", str(ROOT / "docs"), "--as-of", "2026-11-22", "--language", language, "--pdf", str(file)]
    said = CliRunner().invoke(commands, ["brief", "--period", "2026-10", *options], catch_exceptions=False)
    assert (said.exit_code, said.output) == (0, f"{file}\n")
    assert sheets(file.read_bytes()) == [A4]

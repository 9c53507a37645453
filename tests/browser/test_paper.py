"""Paper: the page alone and unfolded, nothing cut off, and lists to tick off."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESK
from tests.browser.pages import CUT_OFF, HIDDEN_TEXT

pytestmark = pytest.mark.browser

UPRIGHT = {"width": 688, "height": 1000}
"""A4 less its margins, in CSS pixels."""
LANDSCAPE = {"width": 1047, "height": 700}
PLAN = "communication-plan/"
CHECKLISTS = ("leaving/sato-misaki/", "onboarding/campaign-operations/")

BOXES = """[...document.querySelectorAll(".mk-checklist > li")].map(line => {
    const box = getComputedStyle(line, "::before")
    return box.borderTopStyle === "solid" && parseFloat(box.width) > 6 && line.checkVisibility()
})"""


@pytest.fixture(scope="module")
def paper(browser: Browser) -> Iterator[Page]:
    """By a reader who likes the dark: paper is white all the same."""
    with browser.new_context(viewport=UPRIGHT, color_scheme="dark") as context:
        page = context.new_page()
        page.emulate_media(media="print")
        yield page


@pytest.mark.parametrize("path", ["org-chart/", "ask/", PLAN, *CHECKLISTS])
def test_the_page_stands_alone_and_unfolded(paper, home, path):
    paper.goto(home + path)
    assert paper.evaluate(HIDDEN_TEXT) == []
    for part in (".md-header", ".md-tabs", ".md-sidebar--primary", ".md-footer"):
        assert not paper.locator(part).is_visible()
    assert paper.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(23, 38, 43)"


@pytest.mark.parametrize(
    "path",
    [
        *CHECKLISTS,
        "ask/",
        "hiring/",
        "hand-offs/",
        "skill-matrix/",
        "stakeholders/",
        "trainings/",
        "org-scenarios/",
        "scenarios/mops-fy2027-growth/",
        "calendar/conflicts/",
        "playbooks/webinar/",
        "next/team-demand-generation/",
        "stack/contracts/",
        "stack/cost/",
        "evaluations/video-2026/",
        "roadmap/",
        "roles/mops-lead/",
        "briefs/2026-07/",
        "kpis/mql/",
        "kpis/lead-response-time/",
        "scorecards/",
        "attribution/",
        "funnel/",
        "surveys/internal-survey/",
    ],
)
def test_nothing_is_cut_off(paper, home, path):
    paper.set_viewport_size(UPRIGHT)
    paper.goto(home + path)
    assert paper.evaluate(CUT_OFF) == []


def test_the_communication_plan_fits_on_landscape(paper, home):
    paper.set_viewport_size(LANDSCAPE)
    paper.goto(home + PLAN)
    assert paper.locator(".mk-table--plan thead th:visible").count() == 20
    assert paper.evaluate(CUT_OFF) == []


@pytest.mark.parametrize(("path", "lies"), [(PLAN, True), (CHECKLISTS[0], False)])
def test_the_paper_lies_or_stands(paper, home, path, lies):
    """Every page of it, so that a table is not parted from its heading."""
    paper.goto(home + path)
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper.pdf(prefer_css_page_size=True))
    assert sheets
    assert {float(width) > float(height) for width, height in sheets} == {lies}


@pytest.mark.parametrize("path", CHECKLISTS)
def test_every_line_of_a_checklist_has_a_box_to_tick(paper, home, path):
    paper.goto(home + path)
    boxes = paper.evaluate(BOXES)
    assert len(boxes) >= 20
    assert all(boxes)


def test_a_hand_over_is_signed_on_paper_alone(paper, without_script, home):
    paper.goto(home + CHECKLISTS[0])
    assert paper.locator(".mk-sign dt:visible").all_inner_texts() == ["引き継ぐ相手", "引き継いだ日", "確かめた人"]
    screen = without_script[DESK["width"]].new_page()
    screen.goto(home + CHECKLISTS[0])
    assert not screen.locator(".mk-sign").is_visible()
    screen.close()

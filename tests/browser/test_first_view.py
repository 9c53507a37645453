"""The first view: light, still, and without anything that nobody asked for."""

import re
from urllib.parse import urljoin

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.browser.firstview import LIMIT, asked, shifts, weight

pytestmark = pytest.mark.browser

WITH_SCRIPTS = (
    "",
    "ask/",
    "utm/",
    "events/",
    "calendar/timeline/",
    "calendar/agenda/",
    "playbooks/webinar/",
    "playbooks/exhibition/",
    "changes/",
    "glossary/",
    "kpis/campaign-lead-time/",
    "attribution/",
    "skill-matrix/",
    "data-fields/email/",
)
"""Everything that a script adds to stands on one of these; `bench/pages.py` looks at a page of every template."""


def test_no_page_is_heavy(site):
    """The longest are weighed: what a page has beside its own text is much the same on all."""
    longest = sorted(site.rglob("*.html"), key=lambda file: file.stat().st_size)[-60:]
    pages = [str(file.relative_to(site)) for file in longest]
    heavy = {page: size for page in pages if (size := weight(site, page)) > LIMIT}
    assert heavy == {}


@pytest.mark.parametrize("path", ["", "events/", "playbooks/webinar/", "kpis/mql/"])
def test_a_browser_asks_for_what_is_weighed(browser, home, site, path):
    with browser.new_context(viewport=DESK) as context:
        page = context.new_page()
        seen = []
        page.on("request", lambda request: seen.append(request.url))
        page.goto(home + path)
        page.wait_for_load_state("networkidle")
    wanted = {urljoin(home, path or "./"), *(urljoin(home, name) for name in asked(site, path)[1:])}
    assert {url for url in seen if not url.startswith(("data:", "blob:"))} - wanted == set()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("path", WITH_SCRIPTS)
def test_nothing_moves_while_it_comes(browser, home, path, size):
    with browser.new_context(viewport=size) as context:
        assert shifts(context.new_page(), home + path) == []


def test_pictures_are_lazy_and_have_their_room(site, written_site):
    pictures = [
        picture
        for folder in (site, written_site)
        for file in folder.rglob("*.html")
        for picture in re.findall(r"<img[^>]*>", file.read_text(encoding="utf-8").partition("<article")[2])
    ]
    assert pictures
    assert [one for one in pictures if not all(f"{name}=" in one for name in ("loading", "width", "height"))] == []

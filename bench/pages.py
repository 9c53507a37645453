"""What the pages of the showcase weigh on first view, and what moves while they come.

    .venv/bin/python -m bench.pages SITE

SITE is the wiki as `make site` built it with `SITE_URL=http://127.0.0.1/wiki/`. Weighed is every page; looked at, in Chromium
with scripts that come late, are the pages of `tests/browser/pages.py`, among them one of every template, at both widths.
"""

import sys
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from tests.browser.conftest import DESK, PHONE
from tests.browser.firstview import LIMIT, asked, shifts, weight
from tests.browser.pages import ONE_OF_EACH_KIND, OVERVIEWS
from tests.browser.wiki import chromium, served

HEAVIEST = 5


def weigh(site: Path) -> None:
    pages = [str(file.relative_to(site)) for file in sorted(site.rglob("*.html"))]
    sizes = sorted(((weight(site, page), page) for page in pages), reverse=True)
    print("| page | bytes, gzip |\n|---|---:|")
    for size, page in sizes[:HEAVIEST]:
        print(f"| {page} | {size:,} |")
    print(f"| median of {len(sizes):,} | {median(size for size, _ in sizes):,.0f} |")
    print(f"| lightest: {sizes[-1][1]} | {sizes[-1][0]:,} |")
    print(f"| heavier than {LIMIT:,} | {sum(size > LIMIT for size, _ in sizes)} |\n")
    shared = asked(site, "")[1:]
    print(f"What all pages share: {len(shared)} files.\n")


def watch(site: Path) -> None:
    paths = [*OVERVIEWS, *ONE_OF_EACH_KIND]
    with served(site) as home, sync_playwright() as playwright:
        browser = chromium(playwright)
        for size in (DESK, PHONE):
            with browser.new_context(viewport=size) as context:
                page = context.new_page()
                moved = {path: found for path in paths if (found := shifts(page, home + path))}
            print(f"{size['width']} px: {len(moved)} of {len(paths)} pages move {moved or ''}")
        browser.close()


if __name__ == "__main__":
    weigh(Path(sys.argv[1]))
    watch(Path(sys.argv[1]))

"""Makes the picture in the README: `python -m tests.browser.screenshot` at the root of the project."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from tests.browser.wiki import ROOT, build, chromium, served

PICTURE = ROOT / ".github/images/home.png"


def picture(browser: Browser, home: str, file: Path) -> None:
    """The first screen of the home page, in daylight."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light") as context:
        page = context.new_page()
        page.goto(home, wait_until="networkidle")
        page.screenshot(path=file, animations="disabled")


def main() -> None:
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        build(Path(folder))
        with served(Path(folder)) as home:
            picture(chromium(playwright), home, Path(sys.argv[1]) if sys.argv[1:] else PICTURE)


if __name__ == "__main__":
    main()

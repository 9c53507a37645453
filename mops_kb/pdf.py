"""PDF: prints a page that needs nothing else, by whatever Chromium stands on this machine."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
PLACES = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("C:/Program Files/Google/Chrome/Application/chrome.exe"),
)
_WAIT = 60
_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


class NoBrowser(Exception):
    """There is no Chromium, or it did not print; the text says which."""


def find() -> Path | None:
    """The one that the variable CHROMIUM names; else the first on PATH, in its usual place, or Playwright's own."""
    if named := os.environ.get("CHROMIUM"):
        return Path(named) if Path(named).is_file() else None
    return next(_found(), None)


def _found() -> Iterator[Path]:
    yield from (Path(path) for name in NAMES if (path := shutil.which(name)))
    yield from (path for path in PLACES if path.is_file())
    asked = subprocess.run([sys.executable, "-c", _PLAYWRIGHT], capture_output=True, text=True, check=False)
    own = Path(asked.stdout.strip() or "-")
    if asked.returncode == 0 and own.is_file():
        yield own


def pdf(html: str) -> bytes:
    """The page as a PDF. It runs no script, and there is nothing that it could fetch."""
    chromium = find()
    if not chromium:
        raise NoBrowser("no-browser")
    with TemporaryDirectory(prefix="mops-kb-") as folder:
        page, printed = Path(folder) / "brief.html", Path(folder) / "brief.pdf"
        page.write_text(html, encoding="utf-8")
        try:
            subprocess.run(_command(chromium, page, printed), capture_output=True, timeout=_WAIT, check=False)
        except (OSError, subprocess.TimeoutExpired):
            raise NoBrowser("browser-failed") from None
        if not printed.is_file() or not printed.stat().st_size:
            raise NoBrowser("browser-failed")
        return printed.read_bytes()


def _command(chromium: Path, page: Path, printed: Path) -> list[str]:
    """Chromium's sandbox does not run as root, as one is in most containers."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [
        str(chromium),
        "--headless",
        *(["--no-sandbox"] if as_root else []),
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
        f"--user-data-dir={page.parent / 'profile'}",
        "--no-pdf-header-footer",
        f"--print-to-pdf={printed}",
        page.as_uri(),
    ]

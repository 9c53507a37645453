"""The wiki of this project as the browser sees it: built, served below a sub-path, and opened."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, Playwright

from tests.browser.install import find

ROOT = Path(__file__).parents[2]
AS_OF = "1795316400"
"""22 November 2026, 03:00 UTC."""

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def build(folder: Path, root: Path = ROOT, config: str = "mkdocs.yml") -> None:
    """The site of the wiki in `root`, for an address below `/wiki/`."""
    environment = {"SOURCE_DATE_EPOCH": AS_OF, "SITE_URL": "http://127.0.0.1/wiki/", "NO_MKDOCS_2_WARNING": "1"}
    made = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", config, "--site-dir", folder],
        cwd=root,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout


class _BelowWiki(SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/wiki") if path.startswith("/wiki/") else "/no/such/page")

    def end_headers(self) -> None:
        """A browser asks for a file once; most of them are on every page."""
        self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


class _Patient(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that leaves a page hangs up on what it still waited for."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of the home page."""
    with _Patient(("127.0.0.1", 0), partial(_BelowWiki, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/wiki/"
        server.shutdown()


def chromium(playwright: Playwright) -> Browser:
    found = find()
    assert found, "there is no Chromium: make browser"
    return playwright.chromium.launch(executable_path=found, args=list(FLAGS))

"""The searches that are measured side by side, each as a reader meets it."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from playwright.sync_api import Page

FIRST = 8
"""So many results are shown to a reader at once."""


class Missing(Exception):
    """What is needed to measure it is not on this machine; says what."""


BLANK = "blank.html"
"""A page without anything, for searches that need nothing of ours."""


class Engine(Protocol):
    name: str
    start: str
    """The page from which one searches."""

    def index(self, site: Path) -> float:
        """Make the index of a built site; how many processor seconds that took."""
        ...

    def files(self, site: Path) -> list[Path]:
        """All that a browser may ask for, scripts too."""
        ...

    def open(self, page: Page, home: str) -> None:
        """Load what a query needs first."""
        ...

    def ask(self, page: Page, queries: Sequence[str], every: bool) -> list["Found"]:
        """`every` page that is found, or what a reader is shown at first."""
        ...


class Found(NamedTuple):
    pages: list[str]
    """Paths or addresses, best first."""
    milliseconds: float
    """Until the first results can be shown."""

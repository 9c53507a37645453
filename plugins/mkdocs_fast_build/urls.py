"""URLs: the way from one page to another, as MkDocs would write it, in a fraction of the time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from jinja2 import pass_context
from mkdocs.utils import normalize_url
from mkdocs.utils.templates import url_filter

MARK, END = "\x02", "\x03"
"""Around a URL that is still to be told from a page; no page contains these characters, as HTML does not allow them."""


def is_simple(url: str) -> bool:
    """Whether it is the plain path of a page."""
    return (
        bool(url)
        and not url.startswith(("/", "#", "?", "."))
        and not any(odd in url for odd in (":", "//", "./", "#", "?", "\\", MARK))
    )


class Ways:
    """Stands in for the filter `url` of an environment. While a `subtree` is made, URLs stay open for any page."""

    def __init__(self) -> None:
        self.open = False
        self._page = ""
        self._known: dict[str, str] = {}
        self._place = ("", "")

    def filter(self) -> Callable[[Any, Any], str]:
        @pass_context
        def url(context: Any, value: Any) -> str:
            text, page = str(value), context["page"]
            if page is None:
                return url_filter(context, value)
            if self.open and not _is_fixed(text):
                return f"{MARK}{text}{END}"
            return self.way(text, page.url)

        return url

    def way(self, url: str, page: str) -> str:
        """From a page to a URL."""
        if page != self._page:
            self._page, self._known = page, {}
        if (found := self._known.get(url)) is None:
            found = self._known[url] = normalize_url(url, _At(page))  # type: ignore[arg-type]
        return found

    def place(self, page: str, folders: set[str]) -> str:
        """The same for all pages from which the way to anywhere is the same; empty where that is not said.

        A way depends on the folder in which a page lies, and on the page itself only if that is a folder on the way.
        """
        if page != self._place[0]:
            folder, _, last = page.rpartition("/")
            if "." not in last:
                folder = f"{page.rstrip('/').rpartition('/')[0]}/*"
            self._place = page, folder if is_simple(page) and folder else ""
        return "" if page.rstrip("/") in folders else self._place[1]


def _is_fixed(url: str) -> bool:
    """Whether it is the same from every page."""
    parts = urlsplit(url)
    return bool(parts.scheme or parts.netloc) or url.startswith(("/", "#"))


class _At:
    """As much of a page as `normalize_url` asks for."""

    def __init__(self, url: str) -> None:
        self.url = url


class Subtree:
    """A text with open URLs, ready for every page."""

    def __init__(self, text: str, folders: set[str]) -> None:
        """`folders` are given those in which the places lie that the URLs lead to."""
        self._text = text
        urls = [part.partition(END)[0] for part in text.split(MARK)[1:]]
        self._is_simple = all(map(is_simple, urls))
        self._folders = folders
        self._slot = ("", text)
        self._urls = frozenset(url.rstrip("/") for url in urls)
        for url in self._urls:
            folder = url.rpartition("/")[0]
            while folder and folder not in folders:
                folders.add(folder)
                folder = folder.rpartition("/")[0]

    def open(self) -> str:
        """As it was."""
        return self._text

    def seen_from(self, page: str, ways: Ways) -> str:
        """Pages beside each other see it alike; so what the last one saw is kept."""
        if not self._is_simple or page.rstrip("/") in self._urls:
            return self._from(page, ways)
        if (place := ways.place(page, self._folders)) != self._slot[0] or not place:
            self._slot = place, self._from(page, ways)
        return self._slot[1]

    def _from(self, page: str, ways: Ways) -> str:
        first, *rest = self._text.split(MARK)
        parts = [first]
        for part in rest:
            url, _, after = part.partition(END)
            parts += (ways.way(url, page), after)
        return "".join(parts)

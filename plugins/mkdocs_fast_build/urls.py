"""URLs: the way from one page to another, as MkDocs would write it, in a fraction of the time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from jinja2 import pass_context
from mkdocs.utils import get_relative_url, normalize_url
from mkdocs.utils.templates import url_filter

MARK, END = "\x02", "\x03"
"""Around a URL that is still to be told from a page; no page contains these characters, as HTML does not allow them."""


def is_simple(url: str) -> bool:
    """Whether the way to it from a page that shares no folder with it is `../` as often as that page is deep."""
    return (
        bool(url)
        and not url.startswith(("/", "#", "?", "."))
        and not any(odd in url for odd in (":", "//", "./", "#", "?", "\\", MARK))
    )


def ups(page: str) -> str:
    """The way from a page to the root of the site."""
    root = get_relative_url("", page)
    return "" if root == "." else f"{root}/"


class Ways:
    """Stands in for the filter `url` of an environment. While a `subtree` is made, URLs stay open for any page."""

    def __init__(self) -> None:
        self.open = False
        self._page = ""
        self._known: dict[str, str] = {}

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

    def __init__(self, text: str) -> None:
        first, *rest = text.split(MARK)
        pairs = [part.split(END, 1) for part in rest]
        self._texts = [first, *(after for _, after in pairs)]
        self._urls = [url for url, _ in pairs]
        self._simple = MARK.join([first, *(url + after for url, after in pairs)])
        self._heads = {url.partition("/")[0] for url in self._urls} if all(map(is_simple, self._urls)) else None

    def open(self) -> str:
        """As it was."""
        return "".join(
            [self._texts[0], *(MARK + url + END + text for url, text in zip(self._urls, self._texts[1:], strict=True))]
        )

    def seen_from(self, page: str, ways: Ways) -> str:
        if self._heads is not None and page.partition("/")[0] not in self._heads and not page.startswith("."):
            return self._simple.replace(MARK, ups(page))
        texts = [self._texts[0]]
        for url, text in zip(self._urls, self._texts[1:], strict=True):
            texts += (ways.way(url, page), text)
        return "".join(texts)

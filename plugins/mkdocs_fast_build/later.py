"""Later: the content of a kept page, read only if somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from mkdocs.structure.pages import Page


class Later:
    """A text that is still on the disk, and its digest."""

    def __init__(self, word: str, load: Callable[[], str]) -> None:
        self.word = word
        self.load = load


class _Content:
    """Stands in for the attribute `content` of pages."""

    def __get__(self, page: Page | None, kind: type[Page]) -> Any:
        if page is None:
            return self
        value = page.__dict__.get("content")
        if isinstance(value, Later):
            value = page.__dict__["content"] = value.load()
        return value

    def __set__(self, page: Page, value: Any) -> None:
        page.__dict__["content"] = value


@contextmanager
def contents_may_wait() -> Iterator[None]:
    """Meanwhile a page may be given a `Later` as its content."""
    Page.content = _Content()  # type: ignore[assignment]
    try:
        yield
    finally:
        del Page.content


def waiting(page: Page) -> Later | None:
    """The content that nobody has asked for yet."""
    value = page.__dict__.get("content")
    return value if isinstance(value, Later) else None

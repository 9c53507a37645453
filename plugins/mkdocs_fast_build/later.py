"""Later: what is kept of a page, read only if somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from mkdocs.structure.pages import Page

_FIELDS = ("content", "toc", "present_anchor_ids")


class Later:
    """A value that is still on the disk, and its digest."""

    def __init__(self, word: str, load: Callable[[], Any]) -> None:
        self.word = word
        self.load = load


class _Field:
    """Stands in for an attribute of pages."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, page: Page | None, kind: type[Page]) -> Any:
        if page is None:
            return self
        value = page.__dict__.get(self._name)
        if isinstance(value, Later):
            value = page.__dict__[self._name] = value.load()
        return value

    def __set__(self, page: Page, value: Any) -> None:
        page.__dict__[self._name] = value


@contextmanager
def fields_may_wait() -> Iterator[None]:
    """Meanwhile a page may be given a `Later` as its content, as its table of contents, and as its anchors."""
    plain = {name: vars(Page)[name] for name in _FIELDS if name in vars(Page)}
    for name in _FIELDS:
        setattr(Page, name, _Field(name))
    try:
        yield
    finally:
        for name in _FIELDS:
            if name in plain:
                setattr(Page, name, plain[name])
            else:
                delattr(Page, name)


def waiting(page: Page, name: str) -> Later | None:
    """What nobody has asked for yet."""
    value = page.__dict__.get(name)
    return value if isinstance(value, Later) else None

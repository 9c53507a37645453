"""Again: what Markdown asks for every element of every page, answered once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from markdown import Markdown


@contextmanager
def asked_once() -> Iterator[None]:
    """Meanwhile Markdown remembers which tags are blocks, and does not look through its list of them each time."""
    plain = Markdown.is_block_level

    def is_block_level(self: Any, tag: Any) -> bool:
        if type(tag) is not str:
            return plain(self, tag)
        levels = self.block_level_elements
        known = self.__dict__.get("_fast_build_blocks")
        if known is None or known[0] is not levels or known[1] != len(levels):
            known = self._fast_build_blocks = (levels, len(levels), {})
        found: bool | None = known[2].get(tag)
        if found is None:
            found = known[2][tag] = plain(self, tag)
        return found

    Markdown.is_block_level = is_block_level  # type: ignore[method-assign]
    try:
        yield
    finally:
        Markdown.is_block_level = plain  # type: ignore[method-assign]

"""Index: the search index of Material, joined from what each page gathered, as text.

That is done only where all plugins are known: nobody else looks at the entries then. Until they are joined, a text
stands in for those of each page.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from mkdocs_fast_build import sections

_END = '"docs":[]}'


class Gathered(NamedTuple):
    """The entries of a page as Material writes them, between brackets."""

    text: str


def may_join(hook: Callable[..., Any]) -> bool:
    """Whether a hook gathers for an index of Material whose ways we have read."""
    index = getattr(getattr(hook, "__self__", None), "search_index", None)
    return index is not None and hasattr(index, "generate_search_index") and sections.are_known(type(index))


def join(hook: Callable[..., Any]) -> None:
    """Have the index joined when it is asked for."""
    index = hook.__self__.search_index  # type: ignore[attr-defined]
    plain = index.generate_search_index

    def generate(before: Any) -> str:
        entries = index.entries
        if before is None:
            index.entries = []
            frame = plain(None)
            index.entries = entries
            if frame.endswith(_END):
                texts = [one.text[1:-1] if isinstance(one, Gathered) else _text(one) for one in entries]
                return f"{frame.removesuffix(_END)}{_END[:-2]}{','.join(texts)}{_END[-2:]}"
        index.entries = [found for one in entries for found in _found(one)]
        return str(plain(before))

    index.generate_search_index = generate


def text(entries: list[Any]) -> str:
    """As Material writes them.

    Raises:
        TypeError, ValueError: JSON has no word for something in them.
    """
    return json.dumps(entries, separators=(",", ":"))


def _text(entry: Any) -> str:
    return json.dumps(entry, separators=(",", ":"), default=str)


def _found(one: Any) -> list[Any]:
    if not isinstance(one, Gathered):
        return [one]
    found: list[Any] = json.loads(one.text)
    return found

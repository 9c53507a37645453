"""Tokens: HTML as Markdown writes it, read in a fraction of the time that Python's own parser takes.

Anything that is not plain tags with quoted attributes is left to that parser, before a word of it was told.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from html.parser import HTMLParser
from typing import Any

_TOKEN = re.compile(
    r"""([^<]+)|</([a-z][a-z0-9]*)>|<([a-z][a-z0-9]*)((?:\ [a-z][a-z0-9-]*(?:="[^"<>&]*")?)*)(\ ?/)?>""", re.VERBOSE
)
_ATTRIBUTE = re.compile(r' ([a-z0-9-]+)(?:="([^"]*)")?')
_IN_THEIR_OWN_WAY = frozenset(
    (
        "script",
        "style",
        "textarea",
        "title",
        "xmp",
        "iframe",
        "noembed",
        "noframes",
        "noscript",
        "plaintext",
        "svg",
        "math",
    )
)
_PARSERS = (("material.plugins.search.plugin", "Parser"), ("mkdocs.contrib.search.search_index", "ContentParser"))
"""Whose ways we have read: they are told of tags and texts, and ask for nothing else."""


@contextmanager
def quick_parsers() -> Iterator[None]:
    """Meanwhile the parsers of search plugins are fed by this."""
    kinds = [kind for module, name in _PARSERS if (kind := _ordinary(getattr(sys.modules.get(module), name, None)))]
    for kind in kinds:
        kind.feed = _feed
    try:
        yield
    finally:
        for kind in kinds:
            del kind.feed


def _ordinary(kind: Any) -> Any:
    """A parser that changes nothing of how text is read; else nothing."""
    if not isinstance(kind, type) or not issubclass(kind, HTMLParser):
        return None
    own = {name for one in kind.__mro__[: kind.__mro__.index(HTMLParser)] for name in vars(one)}
    return None if own & {"feed", "close", "goahead", "updatepos", "handle_startendtag", "reset"} else kind


def _feed(self: Any, data: str) -> None:
    tokens = None if self.rawdata or self.cdata_elem or not self.convert_charrefs else _tokens(data)
    if tokens is None:
        HTMLParser.feed(self, data)
        return
    for text, ended, started, attributes, is_empty in tokens:
        if text:
            self.handle_data(unescape(text) if "&" in text else text)
        elif ended:
            self.handle_endtag(ended)
        else:
            self.handle_starttag(started, _attributes(attributes) if attributes else [])
            if is_empty:
                self.handle_endtag(started)


def _tokens(data: str) -> list[Any] | None:
    """All of it in pieces; nothing where a piece is not of the plain kind."""
    if _TOKEN.sub("", data):
        return None
    found = _TOKEN.findall(data)
    return found if _IN_THEIR_OWN_WAY.isdisjoint({token[2] for token in found}) else None


def _attributes(text: str) -> list[tuple[str, str | None]]:
    return [(match[1], match[2]) for match in _ATTRIBUTE.finditer(text)]

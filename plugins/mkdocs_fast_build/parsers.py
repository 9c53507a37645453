"""Parsers: those of search plugins, fed with tokens that are cut in one go."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import unescape
from html.parser import HTMLParser
from typing import Any

from mkdocs_fast_build import sections
from mkdocs_fast_build.tokens import Token, attributes, tokens

_PARSERS = (("material.plugins.search.plugin", "Parser"), ("mkdocs.contrib.search.search_index", "ContentParser"))
"""Whose ways we have read: they are told of tags and texts, and ask for nothing else."""


@contextmanager
def quick_parsers() -> Iterator[None]:
    """Meanwhile the parsers of search plugins are fed by this."""
    kinds = [kind for module, name in _PARSERS if (kind := _ordinary(getattr(sys.modules.get(module), name, None)))]
    for kind in kinds:
        kind.feed = _feeding(kind if sections.are_known(kind) else None)
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


def _feeding(known: Any) -> Callable[[Any, str], None]:
    def feed(self: Any, data: str) -> None:
        found = None if self.rawdata or self.cdata_elem or not self.convert_charrefs else tokens(data)
        if found is None:
            HTMLParser.feed(self, data)
        elif type(self) is known and not self.data and not self.context:
            sections.told(self, found)
        else:
            _told(self, found)

    return feed


def _told(self: Any, found: list[Token]) -> None:
    for text, ended, started, given, is_empty in found:
        if text:
            self.handle_data(unescape(text) if "&" in text else text)
        elif ended:
            self.handle_endtag(ended)
        else:
            self.handle_starttag(started, attributes(given) if given else [])
            if is_empty:
                self.handle_endtag(started)

"""Sections: what Material's search makes of a page, where its parser is one that we have read, in less of the time.

The parser asks at every tag and text for all elements around it; here only their names are held. Everything else is
done in its order, its odd ends included: they are part of the index.
"""

from __future__ import annotations

import sys
from functools import cache
from html import escape, unescape
from pathlib import Path
from typing import Any

from mkdocs_fast_build import digest
from mkdocs_fast_build.tokens import Token, attributes

_READ = frozenset(("bdb93251ad0efce93fe7b0967ff1c28a",))
"""Digests of the part of Material's module from its first class on: 9.8.1 and those before with the same."""
_FIRST = b"\nclass SearchIndex:"
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ALWAYS_SKIPPED = frozenset(("object", "script", "style"))
_KEPT = frozenset(("p", "code", "pre", "li", "ol", "ul", "sub", "sup"))


def are_known(kind: type) -> bool:
    """Whether a class is of Material's search, and that is one that was read."""
    module = sys.modules[kind.__module__]
    return _part(str(getattr(module, "__file__", ""))) in _READ and module.escape is escape


@cache
def _part(file: str) -> str:
    try:
        _, mark, part = Path(file).read_bytes().partition(_FIRST)
    except OSError:
        return ""
    return digest.of_bytes(mark + part)


def told(parser: Any, found: list[Token]) -> None:
    """Bring a parser that was told nothing yet to where all these tokens would bring it."""
    reader = _Reader(parser)
    for text, ended, started, given, is_empty in found:
        if text:
            reader.text(unescape(text) if "&" in text else text)
        elif ended:
            reader.end(ended)
        elif started not in reader.void:  # nothing is made of those, with or without a slash
            reader.begin(started, given)
            if is_empty:
                reader.end(started)
    reader.leave()


class _Reader:
    """`around` are the names of the elements that are open."""

    def __init__(self, parser: Any) -> None:
        module = sys.modules[type(parser).__module__]
        self._parser = parser
        self.void: set[str] = module.void
        self._made = module.Section
        self._element = module.Element
        self._data = parser.data
        self._section: Any = None
        self._title = ""
        """The name of the element that is the section's title."""
        self._around: list[str] = []
        self._skipped = set(_ALWAYS_SKIPPED)
        self._permalinks: list[int] = []
        """The links of headings that are open, by their depth."""

    def begin(self, tag: str, given: str) -> None:
        self._around.append(tag)
        own = dict(attributes(given)) if given else {}
        if tag in _HEADINGS and "id" in own:
            self._head(tag, own)
        if not self._section:
            self._begin_section(self._element("hx"), 0)
        if own:
            if tag == "a" and own.get("class") == "headerlink":
                self._permalinks.append(len(self._around))
            if "data-search-exclude" in own or own.get("class") == "linenodiv":
                self._skipped.add(tag)
                return
        if tag in _KEPT and self._skipped.isdisjoint(self._around):
            self._into().append(f"<{tag}>")

    def _head(self, tag: str, own: dict[str, str | None]) -> None:
        depth = len(self._around)
        if tag != "h1" and not self._data:
            self._begin_section(self._element("hx"), depth)
        is_first = not self._data
        self._begin_section(self._element(tag, own), depth)
        if not is_first:
            self._section.id = own["id"]

    def _begin_section(self, element: Any, depth: int) -> None:
        self._section = self._made(element, depth)
        self._title = element.tag
        self._data.append(self._section)

    def _into(self) -> list[str]:
        """Where words go: elements are told apart by their names alone."""
        into: list[str] = self._section.title if self._title in self._around else self._section.text
        return into

    def end(self, tag: str) -> None:
        around = self._around
        if not around or around[-1] != tag:
            return
        depth = len(around)
        if self._section.depth > depth:
            self._leave_section(depth)
        around.pop()
        if self._permalinks and self._permalinks[-1] == depth:
            self._permalinks.pop()
        if tag in self._skipped:
            if tag not in _ALWAYS_SKIPPED:
                self._skipped.remove(tag)
        elif tag in _KEPT and self._skipped.isdisjoint(around):
            _close(self._into(), tag)

    def _leave_section(self, depth: int) -> None:
        """Go on with the one before that is not deeper."""
        for section in reversed(self._data):
            if section.depth <= depth:
                self._section.depth = float("inf")
                self._section, self._title = section, section.el.tag
                break

    def text(self, text: str) -> None:
        around = self._around
        if not self._skipped.isdisjoint(around):
            return
        is_blank = text.isspace()
        if "pre" not in around:
            text = " " if is_blank else text.replace("\n", " ")
        if not self._section:
            self._begin_section(self._element("hx"), 0)
        if self._title in around:
            if not self._permalinks:
                self._section.title.append(escape(text, quote=False))
        elif not is_blank:
            self._section.text.append(escape(text, quote=False))
        else:
            before = self._section.text
            if not before or not before[-1].isspace() or "pre" in around:
                before.append(text)

    def leave(self) -> None:
        """Should it be told more, it goes on from here."""
        links = {depth: {"class": "headerlink"} for depth in self._permalinks}
        self._parser.context = [self._element(tag, links.get(depth)) for depth, tag in enumerate(self._around, 1)]
        self._parser.section, self._parser.skip = self._section, self._skipped


def _close(words: list[str], tag: str) -> None:
    """Nothing is left of an element that has nothing in it but spaces."""
    begin = words.index(f"<{tag}>")
    for place in range(begin + 1, len(words)):
        if not words[place].isspace():
            words.append(f"</{tag}>")
            return
    del words[begin:]

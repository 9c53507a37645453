"""Tips: the first use of each name in a text becomes a link that says what it means."""

import re
from collections.abc import Callable, Iterator
from html import escape

from markupsafe import Markup

from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.links import ADDRESS, blanked, links, without_code
from mops_kb.model.naming import Names
from mops_kb.model.prose import HEADING
from mops_kb.model.ref import Ref

Link = Callable[[Entity, str], str]
"""Makes a link of an entity and of words that are HTML already."""

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)[^<>]*>")
_HEADINGS = {f"h{level}" for level in range(1, 7)}
_SILENT = _HEADINGS | {"a", "button", "code", "kbd", "label", "pre", "script", "style", "summary", "svg", "textarea"}
"""Elements in which no link may stand, or whose words are no prose."""
_MARKS = (
    re.compile(r"^\*\[[^\n]*|^[ \t]*(?:!!!|\?\?\?\+?)[^\n]*", re.MULTILINE),
    re.compile(r"\[[^\[\]\n]*\]|\{[^{}\n]*\}"),
)
"""Abbreviations and titles of boxes; labels of links and notes; attributes."""
_INDENT = re.compile(r"(?: {4}|\t)")
_HOLDS = re.compile(r"[ \t]{0,3}(?:[-*+:][ \t]|[0-9]+[.)][ \t]|!!!|\?\?\?|\[\^)")
"""Begins something whose further paragraphs are indented."""


class Tips:
    """Knows which names the page that is being written has explained already."""

    def __init__(self, catalog: Catalog, link: Link) -> None:
        self._names = Names(_named(catalog))
        self._link = link
        self._told: set[Ref] = set()

    def begin(self, subject: Entity | None, body: str) -> None:
        """A page about something explains that itself, and what its body links by hand."""
        self._told = self._linked(body)
        if subject:
            self._told.add(subject.ref)

    def markdown(self, text: str) -> str:
        if not any(True for _ in self._names.said(text)):
            return text
        self._told |= self._linked(text)
        return "".join(self._pieces(text, _bare(text), str))

    def words(self, text: str) -> Markup:
        """Plain words, which come out as HTML."""
        return Markup("".join(self._pieces(text, text, escape)))

    def _linked(self, markdown: str) -> set[Ref]:
        """What the words of a link name: its author has said there what the word means on this page."""
        return {
            said.meaning.ref
            for link in links(markdown)
            for said in self._names.said(link.text)
            if (said.start, said.end) == (0, len(link.text))
        }

    def _pieces(self, text: str, bare: str, spell: Callable[[str], str]) -> Iterator[str]:
        done = 0
        for said in self._names.said(bare):
            if said.meaning.ref not in self._told:
                self._told.add(said.meaning.ref)
                yield spell(text[done : said.start])
                yield self._link(said.meaning, spell(text[said.start : said.end]))
                done = said.end
        yield spell(text[done:])


def _named(catalog: Catalog) -> Iterator[tuple[str, Entity]]:
    """All names by which texts speak of what wants to be explained, those that were given up too."""
    for entity in catalog.entities():
        if entity.spoken:
            yield from ((name, entity) for name in (*entity.spoken, *(old.name for old in entity.outdated)))


def _bare(markdown: str) -> str:
    """As long as what was written, with blanks wherever no link may be put in."""
    text = without_code(markdown)
    text = blanked(text, ((link.start, link.end) for link in links(markdown)))
    text = blanked(text, _indented(text))
    text = blanked(text, _silent(text))
    for pattern in (HEADING, *_MARKS, ADDRESS):
        text = blanked(text, (match.span() for match in pattern.finditer(text)))
    return text


def _silent(text: str) -> Iterator[tuple[int, int]]:
    """Tags, and silent elements with all that is in them; one that is not closed goes to the end."""
    inside, start = "", 0
    for tag in _TAG.finditer(text):
        name = tag["name"].lower()
        if not inside and not tag["close"] and name in _SILENT and not tag[0].endswith("/>"):
            inside, start = name, tag.start()
        elif not inside:
            yield tag.span()
        elif tag["close"] and name == inside:
            yield start, tag.end()
            inside = ""
    if inside:
        yield start, len(text)


def _indented(text: str) -> Iterator[tuple[int, int]]:
    """Lines of code that an indent alone marks: after an empty line, and not within a list or a box."""
    offset = 0
    after_gap, holds, in_code = True, False, False
    for line in text.split("\n"):
        if not line.strip():
            after_gap = True
        elif not _INDENT.match(line):
            holds = bool(_HOLDS.match(line)) or (holds and not after_gap)
            after_gap = in_code = False
        elif not holds and (after_gap or in_code):
            yield offset, offset + len(line)
            after_gap, in_code = False, True
        else:
            after_gap = False
        offset += len(line) + 1

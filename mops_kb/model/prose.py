"""Prose: what Markdown says to its reader, paragraph by paragraph and sentence by sentence."""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mops_kb.model.links import ADDRESS, Link, blanked, links, without_code

HEADING = re.compile(r"^ {0,3}#{1,6}(?:[ \t].*)?$|^.*\n {0,3}(?:=+|-+)[ \t]*$", re.MULTILINE)
_PARAGRAPH_END = re.compile(r"\n[ \t>]*(?=\n)|\n(?=[ \t>]*(?:[-*+][ \t]|・|[0-9]+[.)][ \t]|\|))")
"""An empty line, or the start of an item of a list or of a row of a table."""
_SENTENCE_END = re.compile(r"[。！？!?]+[」』）)”\"]*|\.(?=\s|$)")
_LABEL = re.compile(r"\[([^\[\]\n]+)\](?![(:])")


class Paragraph(NamedTuple):
    """`sentences` are spans of the prose; `targets` are the links of it, those by a label of elsewhere among them."""

    sentences: tuple[tuple[int, int], ...]
    targets: tuple[Link, ...]


class Prose(NamedTuple):
    """`text` is as long as what was written: only code, comments, headings and the addresses of links are blank."""

    text: str
    paragraphs: tuple[Paragraph, ...]


def worded(markdown: str) -> str:
    """As long as what was written, with blanks in place of code, comments and the addresses of links."""
    return _worded(markdown, links(markdown))


def _worded(markdown: str, linked: Sequence[Link]) -> str:
    text = blanked(without_code(markdown), _silent(linked))
    return blanked(text, (match.span() for match in ADDRESS.finditer(text)))


def prose(markdown: str) -> Prose:
    linked = links(markdown)
    text = _worded(markdown, linked)
    text = blanked(text, (match.span() for match in HEADING.finditer(text)))
    labels = {link.text.casefold(): link for link in linked if link.defines}
    starts = [link.start for link in linked]
    return Prose(text, tuple(_paragraph(text, span, linked, starts, labels) for span in _spans(text)))


def _silent(linked: Sequence[Link]) -> Iterator[tuple[int, int]]:
    """Of a link all but its words."""
    for link in linked:
        words = link.start + (2 if link.image else 1)
        if link.defines:
            yield link.start, link.end
        else:
            yield link.start, words
            yield words + len(link.text), link.end


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _PARAGRAPH_END.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _paragraph(
    text: str, span: tuple[int, int], linked: Sequence[Link], starts: Sequence[int], labels: dict[str, Link]
) -> Paragraph:
    start, end = span
    inside = linked[bisect(starts, start - 1) : bisect(starts, end - 1)]
    spoken = [
        labels[found[1].casefold()] for found in _LABEL.finditer(text, start, end) if found[1].casefold() in labels
    ]
    return Paragraph(tuple(_sentences(text, start, end)), (*inside, *spoken))


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for stop in _SENTENCE_END.finditer(text, start, end):
        yield start, stop.end()
        start = stop.end()
    if start < end:
        yield start, end

"""Blocks: where the views of a Markdown text stand, and what is written in them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mops_kb.model.links import blanked, comments, without_code

WORD = "view"
"""Behind the backticks of a block's first line."""
_LIKELY = re.compile(rf"(?:```|~~~)[ \t]*{WORD}")
_FENCE = re.compile(r"^(?P<margin>[ \t]*(?:>[ \t]?)*)(?P<fence>```+(?!.*`)|~~~+)[ \t]*(?P<word>[^\s`]*)")
_ANCHOR = re.compile(r"(?<=[^\n])[ \t]*\{[ \t]*#[^}\n]*\}[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]|$)|^[^\n]*\S[^\n]*\n {0,3}(=+|-+)[ \t]*$", re.MULTILINE)


class Block(NamedTuple):
    """`start` and `end` are its span in the text, fences and all; `line` (from 1) is that of its first fence, `margin`
    what stands before it there, and `text` what is written between the two."""

    start: int
    end: int
    line: int
    margin: str
    text: str
    is_closed: bool


def blocks(markdown: str) -> tuple[Block, ...]:
    """All views of a text, in order; none in comments or within other blocks of code."""
    if not _LIKELY.search(markdown):
        return ()
    fenced = tuple(_fenced(markdown))
    silent = list(comments(blanked(markdown, ((one.start, one.end) for one, _ in fenced))))
    return tuple(
        one for one, word in fenced if word == WORD and not any(start < one.start < end for start, end in silent)
    )


def _fenced(markdown: str) -> Iterator[tuple[Block, str]]:
    """All blocks of code, each with its first word."""
    fence = word = margin = ""
    start = offset = first = 0
    inside: list[str] = []
    for number, line in enumerate(markdown.split("\n"), 1):
        bare = line.strip("> \t")
        if not fence and (mark := _FENCE.match(line)):
            fence, word, margin, start, first, inside = mark["fence"], mark["word"], mark["margin"], offset, number, []
        elif fence and bare.startswith(fence) and not bare.strip(fence[0]):
            yield Block(start, offset + len(line), first, margin, "\n".join(inside), is_closed=True), word
            fence = ""
        elif fence:
            inside.append(line)
        offset += len(line) + 1
    if fence:
        yield Block(start, len(markdown), first, margin, "\n".join(inside), is_closed=False), word


def level_at(markdown: str, offset: int) -> int:
    """The level of the heading below which this place of a text stands; 1 where there is none but the page's title."""
    above = list(_HEADING.finditer(without_code(markdown), 0, offset))
    if not above:
        return 1
    last = above[-1]
    return len(last[1]) if last[1] else 1 if last[2].startswith("=") else 2


def deepened(markdown: str, by: int) -> str:
    """The same text with its headings so many levels further down, and without their own anchors."""
    pieces = []
    done = 0
    for match in _HEADING.finditer(without_code(markdown)):
        written = markdown[slice(*match.span())]
        level = len(match[1]) if match[1] else 1 if match[2].startswith("=") else 2
        words = written.lstrip(" #") if match[1] else written.partition("\n")[0].strip() + "\n"
        pieces += [markdown[done : match.start()], f"{'#' * min(level + by, 6)} {words}"]
        done = match.end()
    return _ANCHOR.sub("", "".join([*pieces, markdown[done:]]))

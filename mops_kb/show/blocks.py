"""Blocks: where the views of a Markdown text stand, and what is written in them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mops_kb.model.links import blanked, comments, without_code

WORD = "view"
"""Behind the backticks of a block's first line."""
_FENCE = re.compile(r"^(?P<margin>[ \t]*(?:>[ \t]?)*)(?P<fence>```+(?!.*`)|~~~+)[ \t]*(?P<word>[^\s`]*)")
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
    if WORD not in markdown:
        return ()
    found = tuple(_blocks(markdown))
    if not found or "<!--" not in markdown:
        return found
    silent = list(comments(blanked(markdown, ((one.start, one.end) for one in found))))
    return tuple(one for one in found if not any(start < one.start < end for start, end in silent))


def _blocks(markdown: str) -> Iterator[Block]:
    fence = word = margin = ""
    start = offset = first = 0
    inside: list[str] = []
    for number, line in enumerate(markdown.split("\n"), 1):
        bare = line.strip("> \t")
        if not fence and (mark := _FENCE.match(line)):
            fence, word, margin, start, first, inside = mark["fence"], mark["word"], mark["margin"], offset, number, []
        elif fence and bare.startswith(fence) and not bare.strip(fence[0]):
            if word == WORD:
                yield Block(start, offset + len(line), first, margin, "\n".join(inside), is_closed=True)
            fence = ""
        elif fence:
            inside.append(line)
        offset += len(line) + 1
    if fence and word == WORD:
        yield Block(start, len(markdown), first, margin, "\n".join(inside), is_closed=False)


def level_at(markdown: str, offset: int) -> int:
    """The level of the heading below which this place of a text stands; 1 where there is none but the page's title."""
    above = list(_HEADING.finditer(without_code(markdown), 0, offset))
    if not above:
        return 1
    last = above[-1]
    return len(last[1]) if last[1] else 1 if last[2].startswith("=") else 2

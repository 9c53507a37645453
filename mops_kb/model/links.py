"""Links in Markdown that people wrote: where they stand and what they point to, code left alone."""

import re
from typing import NamedTuple

_LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\((?P<target><[^<>\n]*>|[^()\s]+)(?P<title>\s+\"[^\"\n]*\")?\)"
)
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")


class Link(NamedTuple):
    """A link: line and column (from 1) of its start, its span in the text, its words and its target."""

    line: int
    col: int
    start: int
    end: int
    image: bool
    text: str
    target: str


def links(markdown: str) -> tuple[Link, ...]:
    """All inline links and images of a text, in order."""
    if "](" not in markdown:
        return ()
    found = []
    fence = ""
    offset = 0
    for number, line in enumerate(markdown.splitlines(keepends=True), 1):
        mark = _FENCE.match(line)
        if mark and (not fence or (line.strip().startswith(fence) and not line.strip().strip(fence[0]))):
            fence = "" if fence else mark[1]
        elif not fence and "](" in line:
            code = [match.span() for match in _CODE.finditer(line)]
            for match in _LINK.finditer(line):
                if not any(start <= match.start() < end for start, end in code):
                    span = (offset + match.start(), offset + match.end())
                    target = match["target"].strip("<>")
                    found.append(Link(number, match.start() + 1, *span, bool(match["image"]), match["text"], target))
        offset += len(line)
    return tuple(found)

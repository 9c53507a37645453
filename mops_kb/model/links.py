"""Links in Markdown that people wrote: where they stand and what they point to, code and comments left alone."""

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_TARGET = r"(?P<target><[^<>\n]*>|(?:[^()\s]|\([^()\s]*\))+)"
_INLINE = re.compile(
    r"(?P<image>(?<!\\)!)?(?<!\\)\[(?P<text>(?:[^\[\]\\\n]++|\\.|\n(?![ \t]*\n)|\[[^\[\]\\\n]*\])*)\]"
    rf"\([ \t]*{_TARGET}(?P<title>\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]*\)"
)
_DEFINITION = re.compile(
    r"^ {0,3}(?P<image>)\[(?!\^)(?P<text>[^\[\]\n]+)\]:[ \t]+(?P<target><[^<>\n]*>|\S+)"
    r"(?P<title>[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*$",
    re.MULTILINE,
)
_FENCE = re.compile(r"^[ \t]*(?:>[ \t]?)*(```+(?!.*`)|~~~+)")
_TICKS = re.compile("`+")
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n")
_NOT_SPACE = re.compile(r"\S")
ADDRESS = re.compile(r"https?://[^\s<>\"'`\\|(){}\[\]\u3000-\u303f\uff00-\uffef]+", re.IGNORECASE)
"""A web address as it stands in running text: Japanese puts its full-width marks right behind it."""
_SENTENCE_END = ".,;:!?*_~"


class Link(NamedTuple):
    """A link: line and column (from 1) of its start, its span in the text, its words and its target.

    `defines` says that it stands apart, as `[words]: target`, and is spoken of elsewhere as `[words]`.
    """

    line: int
    col: int
    start: int
    end: int
    image: bool
    text: str
    target: str
    defines: bool = False


def links(markdown: str) -> tuple[Link, ...]:
    """All links and images of a text, in order."""
    if "](" not in markdown and "]:" not in markdown:
        return ()
    bare = without_code(markdown)
    line_starts = [0, *(match.end() for match in re.finditer("\n", bare))]
    found = []
    for pattern in (_INLINE, _DEFINITION):
        for match in pattern.finditer(bare):
            line = bisect(line_starts, match.start())
            found.append(
                Link(
                    line,
                    match.start() - line_starts[line - 1] + 1,
                    *match.span(),
                    bool(match["image"]),
                    markdown[slice(*match.span("text"))],
                    match["target"].strip("<>"),
                    pattern is _DEFINITION,
                )
            )
    return tuple(sorted(found, key=lambda link: link.start))


class Address(NamedTuple):
    """A web address, and the line and column (from 1) at which it, or the link around it, begins."""

    line: int
    col: int
    text: str


def addresses(markdown: str) -> tuple[str, ...]:
    """All web addresses in a text, each once, in order."""
    return tuple(dict.fromkeys(address.text for address in placed(markdown)))


def placed(markdown: str) -> tuple[Address, ...]:
    """All web addresses in a text, in order: those of links and those that stand there bare."""
    if "://" not in markdown:
        return ()
    linked = links(markdown)
    bare = blanked(without_code(markdown), ((link.start, link.end) for link in linked))
    found = [(link.start, link.target) for link in linked if ADDRESS.match(link.target)]
    found += [(match.start(), match[0].rstrip(_SENTENCE_END)) for match in ADDRESS.finditer(bare)]
    line_starts = [0, *(match.end() for match in re.finditer("\n", markdown))]
    return tuple(_address(start, text, line_starts) for start, text in sorted(found))


def _address(start: int, text: str, line_starts: Sequence[int]) -> Address:
    line = bisect(line_starts, start)
    return Address(line, start - line_starts[line - 1] + 1, text)


def without_code(markdown: str) -> str:
    """The same, as long, with blanks in place of code and comments."""
    bare = blanked(markdown, _fences(markdown))
    bare = blanked(bare, comments(bare))
    return blanked(bare, _code_spans(bare))


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The same, as long, with blanks in place of these spans, which are in order."""
    pieces = []
    done = 0
    for start, end in spans:
        pieces += [text[done:start], _NOT_SPACE.sub(" ", text[start:end])]
        done = end
    return "".join([*pieces, text[done:]])


def _fences(text: str) -> Iterator[tuple[int, int]]:
    """Blocks between two lines of backticks or tildes; one that is not closed goes to the end."""
    fence = ""
    start = offset = 0
    for line in text.split("\n"):
        if not fence and (mark := _FENCE.match(line)):
            fence, start = mark[1], offset
        elif fence and line.strip("> \t").startswith(fence) and not line.strip("> \t").strip(fence[0]):
            yield start, offset + len(line)
            fence = ""
        offset += len(line) + 1
    if fence:
        yield start, len(text)


def comments(text: str) -> Iterator[tuple[int, int]]:
    """Spans of HTML comments."""
    start = text.find("<!--")
    while start >= 0 and (end := text.find("-->", start + 4)) >= 0:
        yield start, end + 3
        start = text.find("<!--", end + 3)


def _code_spans(text: str) -> Iterator[tuple[int, int]]:
    """From a run of backticks to the next that is as long, within a paragraph."""
    start = 0
    for gap in [*_PARAGRAPH_END.finditer(text), None]:
        end = gap.start() if gap else len(text)
        yield from _code_spans_between(text, start, end)
        start = end


def _code_spans_between(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    runs = list(_TICKS.finditer(text, start, end))
    by_length: dict[int, list[int]] = defaultdict(list)
    for run in runs:
        by_length[len(run[0])].append(run.start())
    done = start
    for run in runs:
        alike = by_length[len(run[0])]
        following = bisect(alike, run.start())
        if run.start() >= done and following < len(alike):
            done = alike[following] + len(run[0])
            yield run.start(), done

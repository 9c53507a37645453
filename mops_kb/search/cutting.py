"""Cutting: a page of Markdown and HTML becomes what is read on it, without tags, marks and attributes."""

import re
from html import unescape
from typing import NamedTuple


class Cut(NamedTuple):
    """A page. Its title stands in none of the pieces, its summary in the first."""

    summary: str
    pieces: tuple["Piece", ...]


class Piece(NamedTuple):
    """A stretch of a page below one heading; `anchor` is empty where the heading has none of its own."""

    anchor: str
    heading: str
    text: str
    """Lines that no word reaches across."""


_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_FENCED = re.compile(r"^([ \t>]*)(```+|~~~+)[^\n]*\n(.*?)^[ \t>]*\2[ \t]*$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(?<!`)(`+)(?!`)([^\n]*?[^\n`])\1(?!`)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~^=:&\"'$@/])")
_MARKS = re.compile(r"[\\`*_{}\[\]()#+\-.!|<>~^=:&]")
_UNSEEN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|svg|template)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_ADDRESS = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_LINK = re.compile(
    r"!?\[((?:[^\[\]\n]|\[[^\[\]\n]*\])*)\](?:\((?:<[^<>\n]*>|(?:[^()\s]|\([^()\s]*\))*)(?:\s+\"[^\"\n]*\")?\)|\[[^\[\]\n]*\])"
)
_WITHIN = re.compile(
    r"</?(?:a|abbr|b|bdi|code|del|dfn|em|i|ins|kbd|mark|s|samp|small|span|strong|sub|sup|time|u|var|wbr)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_OURS = re.compile(r"(?<=[^\s>])(?=<span class=\"mk-)")
"""Our own spans stand apart from what is before them: below it, or with a frame around."""
_SIDE_BY_SIDE = re.compile(r"(</(?:a|b|code|span|strong)>)(?=<(?:a|b|code|span|strong)\b)", re.IGNORECASE)
_HEADING = re.compile(r"<(h[1-6]|summary)((?:\s[^<>]*)?)>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_ID = re.compile(r"\sid=\"([^\"]*)\"")
_SUMMARY = re.compile(r"<p class=\"mk-summary\">(.*?)</p>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_LINE_MARKS = re.compile(
    r"^[ \t]*(?:>[ \t]?)*(?:"
    r"(?:[-*+]|\d+[.)])[ \t]+(?:\[[ xX]\][ \t])?"
    r"|\[\^[^\]\n]+\]:[ \t]*"
    r"|\[[^\]\n]+\]:[ \t]+\S+.*$"
    r"|[-=*_: |]{3,}$"
    r"|:[ \t]+"
    r")?",
    re.MULTILINE,
)
_BOX = re.compile(r"^[ \t]*(?:!!!|\?\?\?\+?)[ \t]+[\w -]*(?:\"([^\"\n]*)\")?[ \t]*$", re.MULTILINE)
_TITLE = re.compile(r"^[ \t]*(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*(?:\{([^{}\n]*)\})?[ \t]*$", re.MULTILINE)
_LIST = re.compile(r"\{:?[ \t]*[#.][^{}\n]*\}[ \t]*$", re.MULTILINE)
_STRESS = re.compile(r"\*+(?=\S)|(?<=\S)\*+|~~|(?<!\w)_{1,2}(?=\S)|(?<=\S)_{1,2}(?!\w)|\[\^[^\]\n]+\]")
_ANCHOR = re.compile(r"#([^\s}]+)")
_BEGIN, _END = "\x01", "\x02"


def cut(page: str) -> Cut:
    text = _FRONT.sub("", page, count=1)
    text = _FENCED.sub(lambda match: _literal(match[3]), text)
    text = "\n".join(_inline(line) if "`" in line or "\\" in line else line for line in text.split("\n"))
    text = _ADDRESS.sub(r"\1", _UNSEEN.sub("\n", text))
    text = _WITHIN.sub("", _SIDE_BY_SIDE.sub(r"\1 ", _OURS.sub(" ", text)))
    summary = _SUMMARY.search(text)
    text = _HEADING.sub(_headed, text)
    text = _TAG.sub("\n", text)
    text = _LINK.sub(r"\1", text)
    text = _TITLE.sub(_titled, _BOX.sub(lambda match: match[1] or "", text))
    text = _STRESS.sub("", _LIST.sub("", _LINE_MARKS.sub("", text))).replace("|", "\n")
    pieces = tuple(_piece(part) for part in text.split(_BEGIN))
    said = unescape(summary[1]) if summary else ""
    return Cut(said, tuple(piece for piece in pieces if piece.heading or piece.text))


def _inline(line: str) -> str:
    """Code and what a backslash protects, so that no mark in it is taken for one; HTML knows neither."""
    if line.lstrip().startswith("<"):
        return line
    return _ESCAPED.sub(lambda match: _literal(match[1]), _CODE.sub(lambda match: _literal(match[2]), line))


def _literal(text: str) -> str:
    return _MARKS.sub(lambda mark: f"&#{ord(mark[0])};", text)


def _headed(match: re.Match[str]) -> str:
    anchor = _ID.search(match[2])
    return f"\n{_BEGIN}{anchor[1] if anchor else ''}{_END}{' '.join(match[3].split())}\n"


def _titled(match: re.Match[str]) -> str:
    anchor = _ANCHOR.search(match[3] or "")
    if match[1] == "#":
        return ""
    return f"{_BEGIN}{anchor[1] if anchor else ''}{_END}{match[2]}"


def _piece(part: str) -> Piece:
    anchor, found, rest = part.partition(_END)
    heading, _, body = rest.partition("\n") if found else ("", "", part)
    lines = (" ".join(unescape(line).split()) for line in body.split("\n"))
    return Piece(
        anchor if found else "", " ".join(unescape(heading).split()), "\n".join(line for line in lines if line)
    )

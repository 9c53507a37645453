"""What a reader of a built site sees: the text of each page, without menus, buttons and footer."""

import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

WITHIN_WORDS = frozenset(("a", "abbr", "b", "bdi", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "s", "samp", "small", "strong", "sub", "sup", "u", "var", "wbr"))  # fmt: skip
"""Tags that a word may go on through; any other ends it."""
UNSEEN = frozenset(("script", "style", "svg", "template"))  # fmt: skip
VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))  # fmt: skip
ACTIONS = "md-content__button"


class Seen(NamedTuple):
    title: str
    """The first heading."""
    text: str
    """All of the article, one line for each stretch that a word cannot leave."""


def pages(site: Path) -> dict[str, Seen]:
    """By address: `tools/marketo`, and `index` for the home page; without a site in another language in a folder below."""
    found = {}
    editions = [catalog.parent for catalog in site.glob("*/catalog.json")]
    for file in sorted(site.rglob("index.html")):
        if any(file.is_relative_to(edition) for edition in editions):
            continue
        address = file.parent.relative_to(site).as_posix()
        reader = _Article()
        reader.feed(file.read_text(encoding="utf-8"))
        if reader.title:
            found["index" if address == "." else address] = Seen(_lines(reader.title), _lines("".join(reader.parts)))
    return found


def address(path: str) -> str:
    """Of a source path or URL of a page: `tools/marketo.md`, `./tools/marketo/#use` and `tools/marketo` are one."""
    plain = path.partition("#")[0].strip("./")
    return plain.removesuffix("index.html").strip("/").removesuffix(".md").removesuffix("/index") or "index"


def folded(text: str) -> str:
    """As one compares words: half-width, lower case."""
    return unicodedata.normalize("NFKC", text).casefold()


def _lines(text: str) -> str:
    """Each line with single spaces, no empty lines."""
    return "\n".join(line for part in text.split("\n") if (line := " ".join(part.split())))


class _Article(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.title = ""
        self._open: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_article = tag == "article" and "md-content__inner" in (dict(attrs).get("class") or "")
        if not self._open and not is_article:
            return
        if tag not in WITHIN_WORDS:
            self.parts.append("\n")
        if tag in VOID:
            return
        hidden = tag in UNSEEN or ACTIONS in (dict(attrs).get("class") or "")
        self._open.append(tag)
        if hidden or self._unseen:
            self._unseen += 1

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return
        while self._open:
            if self._unseen:
                self._unseen -= 1
            closed = self._open.pop()
            if closed not in WITHIN_WORDS:
                self.parts.append("\n")
            if closed == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._open or self._unseen:
            return
        text = re.sub(r"\s+", " ", data)
        self.parts.append(text)
        if "h1" in self._open and "\n" not in self.title:
            self.title += text

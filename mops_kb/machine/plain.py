"""Plain: a page as Markdown without HTML, for language models. It is made of the page itself, so it tells no more."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import unescape
from posixpath import dirname, normpath, relpath

from mops_kb.kept import NOWHERE, Kept, key, text_of
from mops_kb.model.address import address, data_path
from mops_kb.model.catalog import Catalog
from mops_kb.model.links import links
from mops_kb.model.page import Page
from mops_kb.model.ref import Ref
from mops_kb.model.settings import Settings

_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_FENCED = re.compile(r"^(?P<fence>```+|~~~+).*?^(?P=fence)[ \t]*$", re.DOTALL | re.MULTILINE)
_HIDDEN = re.compile(
    r"<!--.*?-->|<p class=\"mk-foot\">.*?</p>|<(script|style|template)\b.*?</\1>"
    r"|<(span|svg|i)\b[^<>]*aria-hidden=\"true\"[^<>]*>(?:(?!</?\2\b).)*</\2>",
    re.DOTALL,
)
_DRAWING = re.compile(r"<svg\b([^<>]*)>.*?</svg>", re.DOTALL)
_LABEL = re.compile(r'aria-label="([^"]*)"')
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])([^<>]*)>")
_HREF = re.compile(r'\bhref="([^"]*)"')
_ALT = re.compile(r'\balt="([^"]*)"')
_ATTRIBUTES = re.compile(r"^(#{1,6} .*?)[ \t]*\{:?[ \t]*[#.][^{}\n]*\}[ \t]*$", re.MULTILINE)
_BLANK = re.compile(r"[ \t]*\n(?:[ \t]*\n)+")
_STRAY = re.compile(r"^ (?=\S)|[ \t]+$", re.MULTILINE)
_LOOSE = re.compile(r"^((?:- |\|).*)\n\n(?=- |\|)", re.MULTILINE)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_BLOCKS = frozenset({"div", "section", "figure", "nav", "details", "table", "ul", "ol", "dl", "blockquote", "article"})
_HELD = frozenset(
    {"a", "td", "th", "dt", "dd", "li", "p", "summary", "figcaption", "caption", *(f"h{n}" for n in range(1, 7))}
)

Target = Callable[[str], str | None]
"""Where a link of a page leads from the plain text of it; None where there is no such text."""


def texts(catalog: Catalog, pages: Sequence[Page], settings: Settings, kept: Kept = NOWHERE) -> Mapping[Ref, str]:
    """Of every entity that has a page of its own; what introduces a made page is told by its words alone."""
    places = {entity.path: data_path(entity.folder, entity.id, ".md.txt") for entity in catalog.entities()}
    by_address = {"/" + address(path, settings.directory_urls): place for path, place in places.items()}
    by_path = {page.path: page for page in pages}
    those = {entity.ref: by_path[entity.path] for entity in catalog.entities() if entity.path in by_path}
    around = key(sorted(places.items()), settings.directory_urls)
    keys = [kept.key("plain", around, page.path, page.text) for page in those.values()]
    pages = [*those.values()]
    found = kept.each(keys, lambda place: _text(pages[place], places, by_address, settings), text_of)
    return dict(zip(those, found, strict=True))


def _text(page: Page, places: Mapping[str, str], by_address: Mapping[str, str], settings: Settings) -> str:
    here = places[page.path]
    base = "/" + address(page.path, settings.directory_urls)
    known: dict[str, str | None] = {}

    def target(href: str) -> str | None:
        if href not in known:
            known[href] = _led(href, here, base, page.path, places, by_address)
        return known[href]

    return plain(page.text, target)


def _led(
    href: str, here: str, base: str, path: str, places: Mapping[str, str], by_address: Mapping[str, str]
) -> str | None:
    if _ELSEWHERE.match(href):
        return href if href.startswith(("https:", "http:")) else None
    to = href.partition("#")[0]
    if to.endswith(".md"):
        place = places.get(normpath(f"{dirname(path)}/{to}"))
    else:
        there = normpath(f"{base if base.endswith('/') else dirname(base)}/{to}")
        place = by_address.get(there + ("/" if to.endswith("/") and there != "/" else ""))
    return relpath(place, dirname(here)) if place and to else None


def plain(text: str, target: Target) -> str:
    """The Markdown of a page, HTML and all, as Markdown that can be read as it is."""
    pieces = []
    done = 0
    text = _FRONT.sub("", text)
    for fence in _FENCED.finditer(text):
        pieces += [_unmarked(text[done : fence.start()], target), fence[0]]
        done = fence.end()
    pieces.append(_unmarked(text[done:], target))
    whole = "\n\n".join(piece.strip("\n") for piece in pieces if piece.strip())
    return _titled(_LOOSE.sub(r"\1\n", _BLANK.sub("\n\n", whole))) + "\n"


def _titled(text: str) -> str:
    """What stands above the title comes below it."""
    before, mark, rest = text.partition("\n# ")
    title, _, rest = rest.partition("\n")
    return f"# {title}\n\n{before.strip()}\n{rest}" if mark else text.strip("\n")


def _unmarked(text: str, target: Target) -> str:
    text = _HIDDEN.sub("", _DRAWING.sub(_drawn, text))
    return _STRAY.sub("", unescape(_ATTRIBUTES.sub(r"\1", _Reader(target).read(_relinked(text, target)))))


def _drawn(drawing: re.Match[str]) -> str:
    label = _LABEL.search(drawing[1])
    return f" {label[1]} " if label else ""


def _relinked(text: str, target: Target) -> str:
    pieces = []
    done = 0
    for link in links(text):
        to = None if link.image else target(link.target)
        pieces += [text[done : link.start], f"[{link.text}]({to})" if to and not link.defines else link.text]
        done = link.end
    return "".join([*pieces, text[done:]])


class _Reader:
    """Reads HTML in Markdown from tag to tag; what is in a cell, an item or a heading is held until that ends."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.held: list[tuple[str, str, list[str]]] = [("", "", [])]
        self.rows: list[list[str]] = []
        self.heads: list[int] = []
        self.term = ""

    def read(self, text: str) -> str:
        done = 0
        for tag in _TAG.finditer(text):
            self.say(text[done : tag.start()])
            (self.end if tag[1] else self.begin)(tag[2].lower(), tag[3])
            done = tag.end()
        self.say(text[done:])
        while len(self.held) > 1:
            self.close()
        return "".join(self.held[0][2])

    def say(self, text: str) -> None:
        if text:
            self.held[-1][2].append(text)

    def begin(self, name: str, attributes: str) -> None:
        if name in _HELD:
            self.held.append((name, attributes, []))
        elif name == "tr":
            self.rows.append([])
        elif name == "img":
            self.say(next(iter(_ALT.findall(attributes)), ""))
        elif name == "br":
            self.say(" ")
        elif name == "code":
            self.say("`")
        elif name == "span" and 'class="' in attributes:
            self.say(" ")
        elif name in _BLOCKS:
            self.part()
            if name == "table":
                self.heads.append(0)

    def end(self, name: str, _: str) -> None:
        if name in _HELD:
            if any(held == name for held, _, _ in self.held):
                while self.close() != name:
                    pass
        elif name == "tr" and self.rows:
            self.row(self.rows.pop())
        elif name == "code":
            self.say("`")
        elif name in _BLOCKS:
            self.part()
            if name == "table" and self.heads:
                self.heads.pop()

    def part(self) -> None:
        """Between two blocks."""
        self.say(" " if len(self.held) > 1 else "\n\n")

    def close(self) -> str:
        name, attributes, pieces = self.held.pop()
        for said in self.told(name, attributes, " ".join("".join(pieces).split()).rstrip("; ")):
            self.say(said)
        return name

    def told(self, name: str, attributes: str, text: str) -> Iterator[str]:
        inside = len(self.held) > 1
        if name == "a":
            to = next((self.target(unescape(href)) for href in _HREF.findall(attributes)), None)
            yield f"[{text}]({to})" if to and text else text
        elif name in ("td", "th"):
            if self.rows:
                self.rows[-1].append(text.replace("|", "\\|"))
            else:
                yield text
        elif name == "dt":
            self.term = text
        elif name == "dd":
            yield f"{self.term}: {text}; " if inside else f"\n- **{self.term}**: {text}"
        elif name == "li":
            yield f"{text}; " if inside else f"\n- {text}"
        elif name[0] == "h":
            yield f" {text}: " if inside else f"\n\n{'#' * int(name[1])} {text}\n\n"
        elif text:
            yield f" {text} " if inside else f"\n\n{text}\n\n"

    def row(self, cells: Sequence[str]) -> None:
        if len(self.held) > 1:
            self.say(f"{' / '.join(cells)}; ")
            return
        self.say(f"\n| {' | '.join(cells)} |")
        if self.heads and not self.heads[-1]:
            self.say(f"\n|{' --- |' * len(cells)}")
            self.heads[-1] = 1

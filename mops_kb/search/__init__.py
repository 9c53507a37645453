"""Search: what the wiki is searched by, made from its own pages; what is on none of them is not in it.

Files are scripts, so that they can be read from the file system too: `head.js` knows every page by its names, the
shards tell which pages hold a token, and every page has its text, which is read only to quote from it.
"""

import json
import re
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

from mops_kb.kept import NOWHERE, Kept
from mops_kb.labels import Labels
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity
from mops_kb.model.ownership import owner
from mops_kb.model.page import File, Page
from mops_kb.model.settings import Settings
from mops_kb.search import postings
from mops_kb.search.cutting import cut
from mops_kb.search.folding import tokens

FOLDER = "search"
_APART = re.compile(r"(.+?)\s*[（(]([^（）()]+)[)）]")
LISTS = "_lists"
"""Stands for a kind with pages that are about no single record: lists, reports, guides."""


class Read(NamedTuple):
    """What search takes from a page: how long it is, its file of text, and its tokens."""

    length: int
    file: File
    tokens: postings.Weighed


def index(
    pages: Sequence[Page], catalog: Catalog, labels: Labels, settings: Settings, kept: Kept = NOWHERE
) -> tuple[File, ...]:
    """All files, in the order of their names. A page that is the same has been read before."""
    numbered = sorted(pages, key=lambda page: page.path)
    subjects = [_subject(page, catalog) for page in numbered]
    names = [_names(*one) for one in zip(numbered, subjects, strict=True)]
    keys = [kept.key(page.path, named, page.text) for page, named in zip(numbered, names, strict=True)]
    read = kept.each(keys, lambda place: _told(numbered[place], names[place]), _read)
    shards = postings.shards(postings.postings(one.tokens for one in read))
    version = _version(page.path for page in numbered)
    rows = [
        _row(page, one.length, named, subject, catalog, settings)
        for page, one, named, subject in zip(numbered, read, names, subjects, strict=True)
    ]
    head = {
        "pages": rows,
        "shards": " ".join(sorted(shards)),
        **_words(rows, labels),
        "folders": settings.directory_urls,
    }
    files = [
        _file("head", version, head),
        *(_file(f"tokens/{name}", version, shard) for name, shard in shards.items()),
        *(one.file for one in read),
    ]
    return tuple(sorted(files, key=lambda file: file.path))


def _told(page: Page, names: Sequence[str]) -> list[Any]:
    """A page, read, in the form in which it is kept."""
    one = cut(page.text)
    file = _file(f"text/{page.path.removesuffix('.md')}", "", one)
    chief = [*names, one.summary, *(piece.heading for piece in one.pieces)]
    body = [_id(page), *(text for piece in one.pieces for text in (piece.heading, piece.text))]
    weighed = postings.Page(tokens("\n".join(chief)), tokens("\n".join(body))).weighed()
    length = sum(len(piece.text) for piece in one.pieces)
    return [length, file.path, file.content, *("\n".join(those) for those in weighed)]


def _read(told: Any) -> Read:
    length, path, content, *weighed = told
    first, second, third, fourth = (those.split("\n") if those else [] for those in weighed)
    return Read(length, File(path, content), (first, second, third, fourth))


def _subject(page: Page, catalog: Catalog) -> Entity | None:
    record = catalog.get(page.subject) if page.subject else None
    return record if isinstance(record, Entity) else None


def _names(page: Page, subject: Entity | None) -> list[str]:
    """The title first; of a title with an abbreviation in parentheses, or that is one, both parts are names too."""
    apart = _APART.fullmatch(page.title)
    parts = apart.groups() if apart and any(part.isascii() for part in apart.groups()) else ()
    return [page.title, *parts, *(subject.also if subject else ())]


def _id(page: Page) -> str:
    return page.path.removesuffix(".md").removesuffix("/index").rpartition("/")[2]


def _row(
    page: Page, length: int, names: Sequence[str], subject: Entity | None, catalog: Catalog, settings: Settings
) -> list[Any]:
    """Path, title, kind, length of the text; of an entity its owner, freshness and other names; of a report that is one
    of many, whose it is."""
    if subject is None:
        return [page.path, page.title, LISTS, length, *([page.name] if page.name else [])]
    whose = owner(catalog, subject)
    name = whose.title.words(settings.language, settings.default_language).text if whose else ""
    others = dict.fromkeys(names[1:])
    return [page.path, page.title, subject.kind, length, name, subject.freshness(settings.as_of), *others]


def _words(rows: Sequence[list[Any]], labels: Labels) -> dict[str, dict[str, str]]:
    kinds = dict.fromkeys(row[2] for row in rows)
    return {
        "kinds": {kind: labels("search.lists") if kind == LISTS else labels(f"kind.{kind}") for kind in sorted(kinds)},
        "freshness": {name: labels(f"freshness.{name}") for name in ("fresh", "due", "stale", "unreviewed")},
    }


def _version(paths: Iterable[str]) -> str:
    """Of the numbers of pages: shards and head must agree on them, and may else be of different days."""
    return blake2b("\n".join(paths).encode(), digest_size=4).hexdigest()


def _file(name: str, version: str, content: Any) -> File:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return File(
        f"{FOLDER}/{name}.js", f"mopsSearch.give({json.dumps(name, ensure_ascii=False)},{json.dumps(version)},{text})\n"
    )

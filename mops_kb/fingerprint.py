"""Fingerprint: one word for everything that a built wiki depends on. Where it is the same, so is the wiki."""

import os
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from mops_kb.formats import git

_HERE = Path(__file__).parent
_LIBRARIES = (
    "babel",
    "duckdb",
    "holidays",
    "icalendar",
    "jinja2",
    "markupsafe",
    "pydantic",
    "pydantic-core",
    "pyyaml",
    "sqlglot",
    "tzdata",
)
_LARGEST = 50_000_000


def fingerprint(docs: Path, settings: object, templates: Sequence[Path]) -> str:
    """Of the docs and their history, our own code, templates and labels, the page templates of the site, the settings
    (with `as_of`), the versions of Python and of the libraries that shape a page."""
    return _digest((repr(settings), git.tip(docs), edition()), (docs, *templates))


def edition() -> str:
    """Of our own code and all that it is built on: what other code made of the same is not taken for ours."""
    return _edition(_HERE, tuple(_states(_HERE)), _LOADED)


@cache
def _edition(folder: Path, states: tuple[object, ...], loaded: tuple[object, ...]) -> str:
    """Where the code has changed since it was loaded (`serve` goes on), what runs is neither the one nor the other."""
    mixed = () if states == loaded else map(repr, loaded)
    return _digest((sys.version, *(f"{name} {version(name)}" for name in _LIBRARIES), *mixed), (folder,))


def _states(folder: Path) -> Iterator[tuple[str, int, int]]:
    for file in _files(folder):
        status = os.lstat(file)
        if not stat.S_ISDIR(status.st_mode):
            yield file, status.st_size, status.st_mtime_ns


def _digest(texts: Iterable[str], folders: Iterable[Path]) -> str:
    digest = blake2b(digest_size=20)
    for text in texts:
        digest.update(text.encode() + b"\0")
    for folder in folders:
        digest.update(b"\0")
        for file in _files(folder):
            path = os.path.relpath(file, folder)
            digest.update(os.fsencode(path) + b"\0" + _content(file) + b"\0")
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[str]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield from (os.path.join(parent, name) for name in sorted([*names, *folders]))  # noqa: PTH118  # thousands of files


def _content(file: str) -> bytes:
    """A digest of what is in a file; of what is large or not an ordinary file, what it is and since when."""
    status = os.lstat(file)
    if stat.S_ISDIR(status.st_mode):
        return b"folder"
    if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST:
        return f"{status.st_mode} {status.st_size} {status.st_mtime_ns}".encode()
    with open(file, "rb") as opened:  # noqa: PTH123  # thousands of files
        return blake2b(opened.read(), digest_size=20).digest()


_LOADED = tuple(_states(_HERE))
"""The files of our own code when it began to run."""

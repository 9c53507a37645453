"""Fingerprint: one word for everything that a built wiki depends on. Where it is the same, so is the wiki."""

import os
import stat
import sys
from collections.abc import Iterator, Sequence
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
    digest = blake2b(digest_size=20)
    for text in (repr(settings), git.tip(docs), sys.version, *(f"{name} {version(name)}" for name in _LIBRARIES)):
        digest.update(text.encode() + b"\0")
    for folder in (docs, _HERE, *templates):
        for file in _files(folder):
            path = os.path.relpath(file, folder)
            digest.update(os.fsencode(path) + b"\0" + _content(file, folder == docs) + b"\0")
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[str]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield from (os.path.join(parent, name) for name in sorted([*names, *folders]))  # noqa: PTH118  # thousands of files


def _content(file: str, is_docs: bool) -> bytes:
    """A digest of what is in a file; of what is large or not an ordinary file, what it is and since when."""
    status = os.lstat(file)
    if stat.S_ISDIR(status.st_mode):
        return b"folder"
    if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST:
        return f"{status.st_mode} {status.st_size} {status.st_mtime_ns}".encode()
    if not is_docs and file.endswith(".pyc"):
        return b""
    with open(file, "rb") as opened:  # noqa: PTH123  # thousands of files
        return blake2b(opened.read(), digest_size=20).digest()

"""The store: what is kept between two builds, in a folder that may be thrown away at any time.

Facts stand in an SQLite file and the pages that were written in a folder beside it. A build holds the file to itself
from its begin to its end, so that two at once do not mix, and what a build that was killed had begun is undone by
SQLite itself. Every entry carries a digest: one that is damaged is as good as none.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from mkdocs_fast_build import digest

_LAYOUT = "CREATE TABLE IF NOT EXISTS kept (stage TEXT, name TEXT, value BLOB, digest TEXT, PRIMARY KEY (stage, name))"
_TEXTS = "texts"
_APART = "\0"
"""Between texts of JSON, in which it cannot be."""
_DAMAGE = (sqlite3.Error, UnicodeDecodeError)
"""What SQLite raises where a file is damaged: the second if not even its words for that can be read."""


class Written(NamedTuple):
    """A page as it was written: enough to tell whether the file is still that one."""

    digest: str
    size: int
    changed: int
    """In nanoseconds since 1970, as the disk says."""


class Store:
    """Everything that is kept for one site. `name` sets it apart from other sites with the same cache folder.

    `refusal` tells why nothing is kept in this build; it is empty where all is well.
    """

    def __init__(self, folder: Path, name: str, version: str) -> None:
        self.folder = folder / name
        self.pages = self.folder / "pages"
        self.version = version
        self.refusal = ""
        self._facts: sqlite3.Connection | None = None
        self._process = os.getpid()
        self._ahead: dict[tuple[str, object], tuple[object, object]] = {}
        self._is_damaged = False

    def open(self) -> None:
        """Take the store for this build; what is damaged, foreign or of another version is thrown away first."""
        try:
            if not self._taken():
                self._throw_away()
                self._taken()
        except (OSError, *_DAMAGE) as problem:
            self._leave()
            in_use = "locked" in str(problem)
            self.refusal = "another build is using the cache" if in_use else f"the cache cannot be used: {problem}"

    def _taken(self) -> bool:
        try:
            return self._is_ours() or self._leave()
        except (OSError, *_DAMAGE) as problem:
            if "locked" in str(problem):
                raise
            return self._leave()

    def _is_ours(self) -> bool:
        self.pages.mkdir(parents=True, exist_ok=True)
        with suppress(OSError):  # a note for those who wonder what this is, as other tools leave it
            (self.folder.parent / ".gitignore").write_text("*\n", encoding="utf-8")
        self._facts = sqlite3.connect(self.folder / "kept.sqlite", timeout=0, isolation_level=None)
        self._facts.execute("PRAGMA synchronous=NORMAL")
        self._facts.execute("BEGIN IMMEDIATE")
        self._facts.execute(_LAYOUT)
        if self.get("store", "version") != self.version:
            self._facts.execute("DELETE FROM kept")
            remove(self.pages)
            self.pages.mkdir()
            self.put("store", "version", self.version)
        for left in self.pages.glob("*.tmp"):
            left.unlink(missing_ok=True)
        return not self._is_damaged

    def _leave(self) -> bool:
        if self._facts:
            with suppress(sqlite3.Error):
                self._facts.close()
        self._facts = None
        return False

    def _throw_away(self) -> None:
        self._is_damaged = False
        if not self.folder.is_dir():
            self.folder.unlink(missing_ok=True)
        for name in ("kept.sqlite", "kept.sqlite-journal", "pages"):
            remove(self.folder / name)

    def get(self, stage: str, name: str) -> Any:
        """What was kept, or None; always None in a fork."""
        if (row := self._ahead.pop((stage, name), None)) is None or self._process != os.getpid():
            rows = self._asked("SELECT value, digest FROM kept WHERE stage = ? AND name = ?", stage, name)
            row = rows[0] if rows else None
        return _whole(stage, name, *row) if row else None

    def read_ahead(self, stage: str) -> None:
        """Everything of a stage is asked for next, each once: one question is quicker than thousands."""
        rows = self._asked("SELECT name, value, digest FROM kept WHERE stage = ?", stage)
        self._ahead = {(stage, name): (value, seal) for name, value, seal in rows}

    def names(self, stage: str) -> list[str]:
        """Of everything that is kept at a stage."""
        found = self._asked("SELECT name FROM kept WHERE stage = ?", stage)
        return [name for (name,) in found if isinstance(name, str)]

    def put(self, stage: str, name: str, value: Any) -> None:
        """Keep a value as JSON; what a fork puts in is forgotten with it. What an object has as its `texts` is JSON
        already: it is kept behind the rest, as it is, for most of it is never read."""
        self._ahead.pop((stage, name), None)
        texts = value.get(_TEXTS, ()) if isinstance(value, dict) else ()
        rest = {name: part for name, part in value.items() if name != _TEXTS} if texts else value
        parts = [json.dumps(rest, separators=(",", ":"), ensure_ascii=False), *texts]
        text = _APART.join(parts).encode("utf-8", "surrogatepass")
        self._asked("REPLACE INTO kept VALUES (?, ?, ?, ?)", stage, name, text, _seal(stage, name, text))

    def drop(self, stage: str, name: str) -> None:
        self._ahead.pop((stage, name), None)
        self._asked("DELETE FROM kept WHERE stage = ? AND name = ?", stage, name)

    def _asked(self, question: str, *values: object) -> list[Any]:
        """Nothing in a fork, as SQLite forbids it to use what was opened before; and nothing once there is damage."""
        if not self._facts or self._is_damaged or self._process != os.getpid():
            return []
        try:
            return self._facts.execute(question, values).fetchall()
        except _DAMAGE:
            self._is_damaged = True
            return []

    def page(self, url: str) -> str:
        """Where a page is kept as it was written: as text, for to make paths of thousands takes long."""
        return f"{self.pages}/{digest.of_text(url)}.html"

    def write(self, content: bytes) -> tuple[str, Written]:
        """Write a page down, as a file that is for the caller to `settle`, and until then for nobody else."""
        beside = f"{self.pages}/{uuid4().hex}.tmp"
        try:
            status = _written(beside, content)
        except FileNotFoundError:  # somebody has cleared the cache meanwhile
            self.pages.mkdir(parents=True, exist_ok=True)
            status = _written(beside, content)
        return beside, Written(digest.of_bytes(content), status.st_size, status.st_mtime_ns)

    def settle(self, beside: str, url: str) -> None:
        """Keep a page that was written; a reader of the old one is left with that."""
        with suppress(FileNotFoundError):  # somebody has cleared the cache meanwhile
            _replace(beside, self.page(url))

    def close(self) -> None:
        """Make good what was put in; called at the end of a build that went well."""
        self._asked("COMMIT")
        self._leave()
        if self._is_damaged:
            self._throw_away()

    def abandon(self) -> None:
        """Leave the facts as they were before this build."""
        self._leave()


def _written(place: str, content: bytes) -> os.stat_result:
    with open(place, "xb", buffering=0) as file:
        left = memoryview(content)
        while left:
            left = left[file.write(left) :]
        return os.stat(place)


def _seal(stage: str, name: str, value: bytes) -> str:
    return digest.of_bytes(b"\0".join((stage.encode(), name.encode("utf-8", "surrogatepass"), value)))


def _whole(stage: str, name: str, value: object, written: object) -> Any:
    if not isinstance(value, bytes) or written != _seal(stage, name, value):
        return None
    text, *texts = value.decode("utf-8", "surrogatepass").split(_APART)
    found = json.loads(text)
    return found | {_TEXTS: texts} if texts else found


def _replace(source: str, target: str) -> None:
    try:
        os.replace(source, target)
    except IsADirectoryError:
        remove(Path(target))
        os.replace(source, target)


def link(source: str, target: str) -> None:
    """Put a file in a place as it is: the same file in two places where the disk can, else a copy of it."""
    try:
        os.link(source, target)
    except FileExistsError:
        beside = f"{os.path.dirname(target)}/.{uuid4().hex}.tmp"
        link(source, beside)
        _replace(beside, target)
        with suppress(OSError):  # where both were the same file already, POSIX leaves the other name
            os.unlink(beside)
    except OSError:
        shutil.copy2(source, target)


def remove(place: Path) -> None:
    """Remove a file or a folder with all that is in it, if it is there."""
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place, ignore_errors=True)
    else:
        place.unlink(missing_ok=True)


def is_still(place: str, written: Written) -> os.stat_result | None:
    """What the disk says of a file if it is the one that was written, by its time and size or else by its content."""
    try:
        status = os.stat(place)
        if (status.st_size, status.st_mtime_ns) == (written.size, written.changed):
            return status
        is_same = status.st_size == written.size and digest.of_bytes(Path(place).read_bytes()) == written.digest
        return status if is_same else None
    except OSError:
        return None

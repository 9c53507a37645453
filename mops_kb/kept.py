"""Kept: what was worked out once, by everything that it depends on, for the next build.

Nothing of it is taken on trust: what cannot be read, or is not what was written, counts as not there; what cannot be
written is not kept. It is JSON, so that a file that comes from elsewhere can do no more than be wrong.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

G = TypeVar("G")
V = TypeVar("V")
PATIENCE = 1.0
"""Seconds that are waited for another build to finish writing."""
REMEMBERED = 50
"""Of how many builds that kept something new the values stay."""
_ELSEWHERE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    }
)
"""What is in the way is not in the file: another build, the disk, the rights."""
_BROKEN = re.compile("[\ud800-\udfff]")
"""Half a character, which no file can hold."""
_TABLE = "CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, told TEXT, seal TEXT, used INTEGER) WITHOUT ROWID"
_UNSOUND = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)
"""What comes of reading a value that is none of ours."""


class Kept:
    """Values in one file, or nowhere: to make a file for each takes longer than to work many of them out anew.
    `edition` tells apart what different code makes of the same."""

    def __init__(self, file: Path | None = None, edition: str = "") -> None:
        self.file = file
        self.edition = edition
        self.build = 0
        """The number of this build among those that kept something; 0 as long as it has not."""
        self.found: set[str] = set()

    def key(self, *parts: Any) -> str:
        return key(self.edition, *parts)

    def each(self, keys: Sequence[str], make: Callable[[int], Any], read: Callable[[Any], V]) -> list[V]:
        """For every key what `read` makes of the kept value; where there is none, of what `make` makes of its place
        among the keys, and that is kept."""
        found: dict[int, V] = {}
        told = self.find(keys)
        for place, one in enumerate(keys):
            if one in told:
                with suppress(*_UNSOUND):
                    found[place] = read(told[one])
        made = {place: make(place) for place in range(len(keys)) if place not in found}
        self.keep({keys[place]: one for place, one in made.items()})
        return [found[place] if place in found else read(made[place]) for place in range(len(keys))]

    def find(self, keys: Iterable[str]) -> dict[str, Any]:
        """What is there of these."""
        with self.opened() as get:
            return {key: told[0] for key in keys if (told := get(key))}

    @contextmanager
    def opened(self) -> "Iterator[Callable[[str], tuple[Any] | None]]":
        """To look up one value after another, each in a tuple of its own."""
        if not self.file or not self.file.is_file():
            yield lambda _: None
            return
        try:
            file = sqlite3.connect(self.file, PATIENCE)
        except sqlite3.Error:
            yield lambda _: None
            return

        def get(key: str) -> tuple[Any] | None:
            with suppress(sqlite3.Error, *_UNSOUND):
                for told, seal in file.execute("SELECT told, seal FROM kept WHERE key = ?", [key]):
                    if seal == _seal(key, told):
                        self.found.add(key)
                        return (json.loads(told),)
            return None

        with closing(file):
            yield get

    def keep(self, told: Mapping[str, Any]) -> None:
        """All of it or, if something is in the way, nothing."""
        if not told or not self.file:
            return
        rows = [(key, *_sealed(key, one)) for key, one in told.items()]
        with suppress(OSError, sqlite3.Error):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._write(self.file, rows)
            except sqlite3.DatabaseError as failed:
                if failed.sqlite_errorcode & 0xFF in _ELSEWHERE:
                    return
                for part in ("", "-journal"):  # what is there is no file of ours, or a spoilt one
                    self.file.with_name(self.file.name + part).unlink(missing_ok=True)
                self._write(self.file, rows)

    def _write(self, file: Path, rows: Iterable[tuple[str, str, str]]) -> None:
        """What this build has used stays, and of the rest what builds before it have used not long ago. Nobody waits
        for the disk: what that loses is worked out again."""
        with closing(sqlite3.connect(file, PATIENCE)) as opened, opened:
            opened.execute("PRAGMA synchronous = OFF")
            opened.execute(_TABLE)
            if not self.build:
                self.build = 1 + (opened.execute("SELECT max(used) FROM kept").fetchone()[0] or 0)
            opened.executemany("REPLACE INTO kept VALUES (?, ?, ?, ?)", ((*row, self.build) for row in rows))
            touched = ((self.build, key) for key in sorted(self.found))
            opened.executemany("UPDATE kept SET used = ? WHERE key = ?", touched)
            opened.execute("DELETE FROM kept WHERE used <= ?", [self.build - REMEMBERED])


NOWHERE = Kept()


@dataclass(frozen=True)
class Cache:
    """What builds keep in a folder, or nowhere, stage by stage."""

    folder: Path | None = None
    edition: str = ""

    def of(self, stage: str) -> Kept:
        return Kept(self.folder / f"{stage}.sqlite", self.edition) if self.folder else NOWHERE


def key(*parts: Any) -> str:
    """One word for all that a value depends on."""
    return blake2b(json.dumps(parts, default=str).encode(), digest_size=20).hexdigest()


def text_of(told: Any) -> str:
    """A value that is a text, as it is."""
    if not isinstance(told, str):
        raise TypeError("no text")
    return told


def _sealed(key: str, one: Any) -> tuple[str, str]:
    told = json.dumps(one, ensure_ascii=False)
    if not told.isascii() and _BROKEN.search(told):
        told = json.dumps(one)
    return told, _seal(key, told)


def _seal(key: str, told: str) -> str:
    return blake2b(f"{key} {told}".encode(), digest_size=8).hexdigest()

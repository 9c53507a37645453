"""Kept: answers of earlier builds, by everything that they depend on."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from functools import cache
from hashlib import blake2b
from importlib import metadata
from pathlib import Path
from typing import Any

from mops_kb.model.question import Question, Source

VERSION = 2
"""Raised whenever the same question of the same rows may get another answer, or answers are written otherwise."""
PATIENCE = 1.0
"""Seconds that are waited for another build to finish writing."""
_BLOCK = 2**20
_SMALL = 8 * 2**20
"""Files below this are read anew each time: a digest that is remembered by size and time could be wrong."""


class Kept:
    """Answers in one file of a folder, or nowhere: to make a file for each takes longer than many a question. What
    cannot be read counts as not there, and what cannot be written is not kept."""

    def __init__(self, folder: Path | None) -> None:
        self.file = folder / "answers.sqlite" if folder else None

    def find(self, keys: Iterable[str]) -> dict[str, Any]:
        """What is there of these."""
        found: dict[str, Any] = {}
        if self.file and self.file.is_file():
            with suppress(sqlite3.Error), closing(sqlite3.connect(self.file, PATIENCE)) as opened:
                for key in keys:
                    for (told,) in opened.execute("SELECT told FROM kept WHERE key = ?", [key]):
                        with suppress(ValueError, TypeError, RecursionError):
                            found[key] = json.loads(told)
        return found

    def keep(self, told: Mapping[str, Any]) -> None:
        """All of it or, if something is in the way, nothing."""
        if not told or not self.file:
            return
        self.file.parent.mkdir(parents=True, exist_ok=True)
        rows = [(key, json.dumps(one)) for key, one in told.items()]
        try:
            _write(self.file, rows)
        except sqlite3.OperationalError:  # another build is writing, or the disk is full
            return
        except sqlite3.DatabaseError:  # what is there is no database, or a spoilt one
            self.file.unlink(missing_ok=True)
            _write(self.file, rows)

    def digest(self, source: Source) -> str:
        """Of a source's rows."""
        if source.file:
            return key(source.name, source.columns, source.file.suffix, self._of_file(source.file))
        return key(source.name, source.columns, [[str(type(cell)), str(cell)] for row in source.rows for cell in row])

    def _of_file(self, file: Path) -> str:
        if not file.is_file():
            return ""
        status = file.stat()
        if status.st_size < _SMALL:
            return blake2b(file.read_bytes(), digest_size=20).hexdigest()
        name = key("file", str(file.resolve()), status.st_size, status.st_mtime_ns)
        digest = self.find([name]).get(name)
        if not isinstance(digest, str):
            digest = _by_blocks(file)
            self.keep({name: digest})
        return digest


@cache
def version(library: str) -> str:
    return metadata.version(library)


def key(*parts: Any) -> str:
    return blake2b(json.dumps(parts, default=str).encode(), digest_size=20).hexdigest()


def key_of(question: Question, settings: Mapping[str, str], digests: Mapping[str, str]) -> str:
    """Of a question that is put to sources with these digests."""
    versions = (VERSION, version("duckdb"), version("sqlglot"))
    asked = (question.sql, question.trusted, [[str(type(one)), str(one)] for one in question.parameters])
    return key(versions, asked, sorted(settings.items()), sorted(digests.items()))


def _write(file: Path, rows: Iterable[tuple[str, str]]) -> None:
    with closing(sqlite3.connect(file, PATIENCE)) as opened, opened:
        opened.execute("CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, told TEXT)")
        opened.executemany("REPLACE INTO kept VALUES (?, ?)", rows)


def _by_blocks(file: Path) -> str:
    digest = blake2b(digest_size=20)
    with file.open("rb") as opened:
        while block := opened.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()

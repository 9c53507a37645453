"""Kept: answers of earlier builds, by everything that they depend on."""

from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from importlib import metadata
from pathlib import Path

from mops_kb.kept import Kept, key
from mops_kb.model.question import Question, Source

VERSION = 2
"""Raised whenever the same question of the same rows may get another answer, or answers are written otherwise."""
_BLOCK = 2**20
_SMALL = 8 * 2**20
"""Files below this are read anew each time: a digest that is remembered by size and time could be wrong."""


class Answers(Kept):
    """What the child said, and the digests of large files."""

    def __init__(self, folder: Path | None) -> None:
        super().__init__(folder / "answers.sqlite" if folder else None)

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


def key_of(question: Question, settings: Mapping[str, str], digests: Mapping[str, str]) -> str:
    """Of a question that is put to sources with these digests."""
    versions = (VERSION, version("duckdb"), version("sqlglot"))
    asked = (question.sql, question.trusted, [[str(type(one)), str(one)] for one in question.parameters])
    return key(versions, asked, sorted(settings.items()), sorted(digests.items()))


def _by_blocks(file: Path) -> str:
    digest = blake2b(digest_size=20)
    with file.open("rb") as opened:
        while block := opened.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()

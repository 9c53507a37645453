"""Reads: which files are opened while a page is converted (snippets, includes), and whether they are still the same."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mkdocs_fast_build import digest

_CODE = (".py", ".pyc", ".so", ".pyd")


class Reads:
    """Notes what is opened, on demand. Python offers no way to stop listening, so one in a process is enough."""

    def __init__(self) -> None:
        self._noted: dict[str, None] | None = None
        self._listens = False

    @contextmanager
    def noting(self) -> Iterator[dict[str, None]]:
        """The absolute paths of files that somebody opens or looks for meanwhile."""
        if not self._listens:
            sys.addaudithook(self._hear)
            self._listens = True
        noted: dict[str, None] = {}
        self._noted = noted
        with _snippets(noted.setdefault):
            try:
                yield noted
            finally:
                self._noted = None

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self._noted is None or event != "open" or not isinstance(arguments[0], (str, bytes, os.PathLike)):
            return
        path = os.fsdecode(arguments[0])
        if not path.endswith(_CODE):
            self._noted.setdefault(os.path.abspath(path))


@contextmanager
def _snippets(note: Callable[[str], object]) -> Iterator[None]:
    """Where pymdownx looks for a snippet: also the places where there is none, as one may be put there later."""
    snippets = sys.modules.get("pymdownx.snippets")
    if snippets is None:
        yield
        return
    kind = snippets.SnippetPreprocessor
    plain = kind.get_snippet_path

    def get_snippet_path(self: Any, path: str) -> Any:
        for base, is_folder in self.get_bases():
            note(os.path.abspath(os.path.join(base if is_folder else os.path.dirname(base), path)))
        return plain(self, path)

    kind.get_snippet_path = get_snippet_path
    try:
        yield
    finally:
        kind.get_snippet_path = plain


def contents(paths: Mapping[str, object] | list[str], root: Path) -> dict[str, str | None]:
    """Of every path what it contains now, as a digest; None for what is no file. Paths below `root` are told from
    there."""
    return {_told(path, root): _content(path) for path in paths}


def are(expected: Mapping[str, str | None], root: Path, known: dict[str, str | None]) -> bool:
    """Whether all of them contain what they did; `known` is what was found out before."""
    for path, content in expected.items():
        if path not in known:
            known[path] = _content(os.path.join(root, path))
        if known[path] != content:
            return False
    return True


def _told(path: str, root: Path) -> str:
    below = os.path.relpath(path, root)
    return path if below.startswith("..") else below.replace(os.sep, "/")


def _content(path: str) -> str | None:
    try:
        return digest.of_bytes(Path(path).read_bytes())
    except OSError:
        return None

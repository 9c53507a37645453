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
_FAR = ("socket.connect", "socket.getaddrinfo", "urllib.Request", "subprocess.Popen", "os.posix_spawn")
FAR = "\0"
"""Among the paths: something was asked of which no file tells whether it is still the same."""
_FOLDER = "/"


class _Ear:
    """Notes what is opened, on demand. Python offers no way to stop listening, so there is one in a process."""

    def __init__(self) -> None:
        self.noted: dict[str, None] | None = None
        self._listens = False

    def listen(self) -> None:
        if not self._listens:
            sys.addaudithook(self._hear)
            self._listens = True

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.noted is None:
            return
        if event in _FAR:
            self.noted.setdefault(FAR)
        if event != "open" or not isinstance(arguments[0], (str, bytes, os.PathLike)):
            return
        path = os.fsdecode(arguments[0])
        if not path.endswith(_CODE):
            self.noted.setdefault(os.path.abspath(path))


_EAR = _Ear()


@contextmanager
def noting() -> Iterator[dict[str, None]]:
    """The absolute paths of files that somebody opens or looks for meanwhile."""
    _EAR.listen()
    _EAR.noted = noted = dict[str, None]()
    with _looks(noted.setdefault):
        try:
            yield noted
        finally:
            _EAR.noted = None


@contextmanager
def _looks(note: Callable[[str], object]) -> Iterator[None]:
    """Hear what files somebody looks for: where there is none, one may be put later."""
    plain = {name: getattr(os.path, name) for name in ("exists", "isfile", "isdir")}

    def noting(look: Callable[[Any], bool]) -> Callable[[Any], bool]:
        def noted(path: Any) -> bool:
            if isinstance(path, (str, bytes, os.PathLike)):
                note(os.path.abspath(os.fsdecode(path)))
            return look(path)

        return noted

    for name, look in plain.items():
        setattr(os.path, name, noting(look))
    try:
        yield
    finally:
        for name, look in plain.items():
            setattr(os.path, name, look)


def contents(paths: Mapping[str, object] | list[str], root: Path) -> dict[str, str | None]:
    """Of every path what it contains now, as a digest; None where there is nothing. Paths below `root` are told from
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
    except IsADirectoryError:
        return _FOLDER
    except (OSError, ValueError):
        return None

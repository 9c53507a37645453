"""Links: which files of the site a page asks for while it is converted, and whether they are still what they were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

from mkdocs.structure.files import File, Files

from mkdocs_fast_build import digest


class Asked(Files):
    """The files of the site, noting every path that is asked for; whether all of them were is `everything`."""

    def __init__(self, files: Files) -> None:
        self._given = files
        self._src_uris = files.src_uris  # type: ignore[assignment]
        self._is_plain = type(files) is Files
        self.paths: dict[str, Any] = {}
        self.everything = False

    def get_file_from_path(self, path: str) -> File | None:
        uri = PurePath(path).as_posix()
        found = self._src_uris.get(uri) if self._is_plain else self._given.get_file_from_path(path)
        self.paths[uri] = target(found)
        return found

    @property
    def src_uris(self) -> Mapping[str, File]:
        self.everything = True
        return self._given.src_uris

    def __contains__(self, path: str) -> bool:
        return self.get_file_from_path(path) is not None

    def __iter__(self) -> Iterator[File]:
        self.everything = True
        return iter(self._given)


def target(file: File | None) -> Any:
    """What a link depends on of the file that it leads to; None where there is no such file."""
    return [file.url, file.inclusion.value] if file else None


class Targets:
    """What every path leads to in this build."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._known: dict[str, Any] = {}
        self._places: list[int] = []
        self.word = self.now()
        """Of all of them: where it is the same, so is every link."""

    def now(self) -> str:
        """The same word, should there be other files by now."""
        places = [*map(id, self._files)]
        if places != self._places:
            self._places, self._known = places, {}
            self.word = digest.of([(file.src_uri, target(file)) for file in self._files])
        return self.word

    def are(self, paths: Mapping[str, Any]) -> bool:
        return all(self._target(path) == expected for path, expected in paths.items())

    def _target(self, path: str) -> Any:
        if path not in self._known:
            self._known[path] = target(self._files.get_file_from_path(path))
        return self._known[path]

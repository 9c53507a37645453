"""Outputs: the folder of the site. Pages that are kept stay where they are, as nobody wrote them anew."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress

from mkdocs_fast_build.store import Store, Written, is_still, link


class Outputs:
    """What the last build has left in the folder, and what of it this one has confirmed."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._site = ""
        self._left: dict[str, os.stat_result] = {}

    def clean(self, site: str, pages: Iterable[str]) -> None:
        """Remove everything from the folder of the site but the pages that were kept."""
        self._site = os.path.abspath(site)
        known = {os.path.join(self._site, *page.split("/")) for page in pages}
        if os.path.isdir(self._site):
            self._clean(self._site, known)

    def _clean(self, folder: str, known: set[str]) -> bool:
        """Whether something is left in a folder below the site's."""
        leaves = False
        with os.scandir(folder) as entries:
            for entry in entries:
                if folder == self._site and entry.name.startswith("."):
                    continue  # as MkDocs does, for the sake of `.git`
                if entry.is_dir(follow_symlinks=False):
                    if self._clean(entry.path, known):
                        leaves = True
                    else:
                        os.rmdir(entry.path)
                elif entry.path in known:
                    self._left[entry.path] = entry.stat(follow_symlinks=False)
                    leaves = True
                else:
                    os.unlink(entry.path)
        return leaves

    def expect(self, pages: Iterable[str]) -> None:
        """Make room before anything is written: of what is left, only these paths are pages of this build too."""
        expected = set(pages)
        for path in [path for path in self._left if path not in expected]:
            self._remove(path, self._left.pop(path))

    def put(self, source: str, target: str, written: Written, status: os.stat_result | None = None) -> None:
        """Have a page in its place; it is not touched if it is there already. `status` is what the disk says of the
        source, where somebody has asked."""
        if left := self._left.pop(target, None):
            if (status and os.path.samestat(left, status)) or is_still(target, written):
                return
            _unlink(target)
        try:
            link(source, target)
        except FileNotFoundError:  # a new page, or another build is cleaning the same folder
            os.makedirs(os.path.dirname(target), exist_ok=True)
            link(source, target)

    def make_room(self, target: str) -> None:
        """Make the folder of a page; a fork may do so too."""
        with suppress(OSError):  # told when the page is put there
            os.makedirs(os.path.dirname(target), exist_ok=True)

    def free(self, target: str) -> None:
        """Make way for a page that somebody else writes: what is left there is the file that the store has."""
        if self._left.pop(target, None):
            _unlink(target)

    def finish(self) -> None:
        """Remove what is left of pages that came out empty."""
        for path, was in self._left.items():
            self._remove(path, was)
        self._left = {}

    def _remove(self, path: str, was: os.stat_result) -> None:
        """Remove a page, and the folders that have nothing else."""
        with suppress(OSError):  # it is gone already, or a folder is in use again
            status = os.lstat(path)
            if (status.st_ino, status.st_size, status.st_mtime_ns) != (was.st_ino, was.st_size, was.st_mtime_ns):
                return  # it is somebody else's now
            os.unlink(path)
            folder = os.path.dirname(path)
            while folder != self._site:
                os.rmdir(folder)
                folder = os.path.dirname(folder)


def _unlink(path: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(path)

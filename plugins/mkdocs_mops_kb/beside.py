"""Beside: a site is built next to the one that is published, and takes its place only when it is whole."""

import logging
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ENGINES = ("mkdocs", "properdocs")
_BUILDING = re.compile(r"\..+\.building-\d+")


class Beside:
    """Where the engine writes meanwhile (`building`), and what it is to become (`final`).

    Where a wiki has several languages, one stands inside of the other: `site/en` in `site`. What is `inside` stays as
    it is when `final` is replaced; a site that stands inside is given the `whole`, and is built beside that.
    """

    def __init__(self, final: Path, inside: Sequence[str] = (), whole: Path | None = None) -> None:
        self.final = final
        self.inside = inside
        self.whole = whole or final
        name = "-".join((self.whole.name, *final.relative_to(self.whole).parts))
        self.building = self.whole.with_name(f".{name}.building-{os.getpid()}")
        self.old = self.whole.with_name(f".{name}.old-{os.getpid()}")
        self._clear(name)

    def _clear(self, name: str) -> None:
        """Set right what builds that were killed have left; those that still run keep what is theirs."""
        for left in sorted(self.whole.parent.glob(f".{name}.*-*")):
            process = left.name.rpartition("-")[2]
            if not process.isdigit() or _is_running(int(process)):
                continue
            if ".old-" in left.name and not self.final.exists() and self.final.parent.is_dir():
                left.rename(self.final)
            else:
                shutil.rmtree(left, ignore_errors=True)

    def swap(self) -> None:
        """Put the new site in the place of the old."""
        with _alone(self.whole.parent):
            for folder in self.inside:
                self._take_along(folder)
            self.final.parent.mkdir(parents=True, exist_ok=True)
            if self.final.exists():
                self.final.rename(self.old)
            self.building.rename(self.final)
        shutil.rmtree(self.old, ignore_errors=True)

    def _take_along(self, folder: str) -> None:
        """The same files in the new site, so that at no time they are missing."""
        here, there = self.final / folder, self.building / folder
        if here.is_dir() and not there.exists():
            shutil.copytree(here, there, copy_function=_linked)

    def drop(self) -> None:
        """Leave the old site as it is."""
        shutil.rmtree(self.building, ignore_errors=True)


def is_beside(folder: Path) -> bool:
    """Whether a site is being built there that somebody else will put in its place."""
    return bool(_BUILDING.fullmatch(folder.name))


def _linked(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # not every disk can have one file in two places
        shutil.copy2(source, target)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two languages may be built at once; they are put in their places one after the other."""
    if os.name != "posix":
        yield
        return
    import fcntl

    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def _is_running(process: int) -> bool:
    if os.name != "posix":  # elsewhere, asking would end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def has_warned() -> bool:
    """Whether the engine has counted a warning; it counts in strict builds only, and stops after the last event."""
    handlers = [handler for engine in ENGINES for handler in logging.getLogger(engine).handlers]
    return any(handler.get_counts() for handler in handlers if hasattr(handler, "get_counts"))

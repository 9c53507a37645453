"""Beside: a site is built next to the one that is published, and takes its place only when it is whole."""

import logging
import os
import shutil
from pathlib import Path

ENGINES = ("mkdocs", "properdocs")


class Beside:
    """Where the engine writes meanwhile (`building`), and what it is to become (`final`)."""

    def __init__(self, final: Path) -> None:
        self.final = final
        self.building = final.with_name(f".{final.name}.building-{os.getpid()}")
        self._clear()

    def _clear(self) -> None:
        """Set right what builds that were killed have left; those that still run keep what is theirs."""
        for left in sorted(self.final.parent.glob(f".{self.final.name}.*-*")):
            process = left.name.rpartition("-")[2]
            if not process.isdigit() or _is_running(int(process)):
                continue
            if ".old-" in left.name and not self.final.exists():
                left.rename(self.final)
            else:
                shutil.rmtree(left, ignore_errors=True)

    def swap(self) -> None:
        """Put the new site in the place of the old."""
        old = self.final.with_name(f".{self.final.name}.old-{os.getpid()}")
        if self.final.exists():
            self.final.rename(old)
        self.building.rename(self.final)
        shutil.rmtree(old, ignore_errors=True)

    def drop(self) -> None:
        """Leave the old site as it is."""
        shutil.rmtree(self.building, ignore_errors=True)


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

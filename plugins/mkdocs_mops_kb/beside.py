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


def has_warned() -> bool:
    """Whether the engine has counted a warning; it counts in strict builds only, and stops after the last event."""
    handlers = [handler for engine in ENGINES for handler in logging.getLogger(engine).handlers]
    return any(handler.get_counts() for handler in handlers if hasattr(handler, "get_counts"))

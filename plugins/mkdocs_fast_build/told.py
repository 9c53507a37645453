"""Told: what is said while a page is made, so that it can be said again when the page is kept."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

Line = tuple[str, int, str]
"""Who says it (the name of a logger), how grave it is, and the words."""


@contextmanager
def listening() -> Iterator[list[Line]]:
    """What is logged meanwhile by anybody goes to the list that is given, and nowhere else.

    Everything from INFO on is heard, also what this build does not show: the next one may. Nobody is told that DEBUG
    is wanted: MkDocs would then leave out work that the next build needs. All this happens for every page; so all
    loggers are changed in one place.
    """
    lines: list[Line] = []

    def handle(_: logging.Logger, record: logging.LogRecord) -> None:
        lines.append((record.name, record.levelno, record.getMessage()))

    kind = logging.Logger
    before = {name: getattr(kind, name) for name in ("handle", "isEnabledFor", "getEffectiveLevel")}
    kind.handle, kind.isEnabledFor, kind.getEffectiveLevel = handle, _is_enabled, _level  # type: ignore[method-assign]
    try:
        yield lines
    finally:
        for name, plain in before.items():
            setattr(kind, name, plain)


def _is_enabled(self: logging.Logger, level: int) -> bool:
    return level >= logging.INFO and level > self.manager.disable and not self.disabled


def _level(self: logging.Logger) -> int:  # noqa: ARG001  # as of any logger
    return logging.INFO


def tell(lines: Sequence[Any]) -> None:
    """Say again what was heard, as those who said it would."""
    for name, level, words in lines:
        logging.getLogger(name).log(level, "%s", words)

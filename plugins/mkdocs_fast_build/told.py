"""Told: what is said while a page is made, so that it can be said again when the page is kept."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

Line = tuple[str, int, str]
"""Who says it (the name of a logger), how grave it is, and the words."""


class _Ear(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[Line] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append((record.name, record.levelno, record.getMessage()))


@contextmanager
def listening() -> Iterator[list[Line]]:
    """What is logged meanwhile by anybody goes to the list that is given, and nowhere else.

    Everything from INFO on is heard, also what this build does not show: the next one may. Nobody is told that DEBUG
    is wanted: MkDocs would then leave out work that the next build needs.
    """
    ear = _Ear()
    root = logging.getLogger()
    loggers = [root, *(one for one in root.manager.loggerDict.values() if isinstance(one, logging.Logger))]
    before = [(one, one.handlers, one.filters, one.propagate, one.level) for one in loggers]
    for one in loggers:
        one.handlers, one.filters, one.propagate = [], [], True
        if one.level not in (logging.NOTSET, logging.INFO):
            one.setLevel(logging.INFO)
    root.addHandler(ear)
    try:
        yield ear.lines
    finally:
        for one, handlers, filters, propagates, level in before:
            one.handlers, one.filters, one.propagate = handlers, filters, propagates
            if one.level != level:
                one.setLevel(level)


def tell(lines: Sequence[Any]) -> None:
    """Say again what was heard, as those who said it would."""
    for name, level, words in lines:
        logging.getLogger(name).log(level, "%s", words)

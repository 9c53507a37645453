"""Progress: how far a build is, on a terminal as a bar and elsewhere as a line now and then; and what it took."""

from __future__ import annotations

import sys
import time
from contextlib import AbstractContextManager
from typing import Any

import click
from mkdocs.plugins import get_plugin_logger

_PATIENCE, _PAUSE, _BLINK = 2.0, 5.0, 0.1
"""Seconds before anything is shown, between two lines where there is no terminal, and between strokes of the bar."""
log = get_plugin_logger("fast-build")


class Progress:
    """Of one build. Every stage that ends is timed; the first begins when this is made."""

    def __init__(self) -> None:
        self._begin = self._last = time.perf_counter()
        self._told = self._begin
        self._bar: Any = None
        self._shown: AbstractContextManager[Any] | None = None
        self.seconds: dict[str, float] = {}

    def ended(self, stage: str) -> None:
        """A stage has ended now."""
        self._hide()
        now = time.perf_counter()
        self.seconds[stage] = self.seconds.get(stage, 0) + now - self._last
        self._last = now

    def report(self, stage: str, done: int, count: int) -> None:
        """So many pages of a stage are done."""
        now = time.perf_counter()
        if now - self._begin < _PATIENCE or not count:
            return
        if now - self._told < (_BLINK if sys.stderr.isatty() else _PAUSE) and done < count:
            return
        self._told = now
        if sys.stderr.isatty():
            self._draw(stage, done, count)
        elif done < count:
            log.info(f"{done} of {count} pages {stage}")
        if done >= count:
            self._hide()

    def _draw(self, stage: str, done: int, count: int) -> None:
        if self._bar is None:
            self._shown = click.progressbar(length=count, label=f"pages {stage}", file=sys.stderr, show_pos=True)
            self._bar = self._shown.__enter__()
        self._bar.update(done - self._bar.pos)

    def _hide(self) -> None:
        if self._shown:
            self._shown.__exit__(None, None, None)
        self._shown = self._bar = None

"""Memory: how a build does without a search for garbage among all that it holds."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unsearched() -> Iterator[None]:
    """All that a build finds out is held until it ends: a search for rings of garbage in all of it took up to a third
    of its time, and found little. What has just been made is looked through, now and then."""
    usual = gc.get_threshold()
    gc.set_threshold(50_000, 20, 1_000)
    try:
        yield
    finally:
        gc.set_threshold(*usual)

"""Workers: many small pieces of work, shared out between this process and forks of it.

A fork sees everything that this process has and changes nothing in it; what it found out comes back through a file. A
piece whose fork has died is done again here, so nothing is ever missing. Where there is no `fork`, all is done here.
"""

from __future__ import annotations

import atexit
import gc
import mmap
import os
import pickle
import signal
import struct
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

Piece = TypeVar("Piece")
_TICKET, _LENGTH, _CHUNK = struct.Struct("I"), struct.Struct("Q"), 1 << 20
_MOST_TICKETS = 8192
"""As many as a pipe holds at once (64 KiB of Linux, 16 of macOS), with room to spare."""
_SELDOM = 20_000
"""So many new objects are made before Python looks for garbage among them; it begins with 700."""
FEWEST = 8
"""Pieces that are worth a fork: it costs some hundredths of a second."""


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Meanwhile Python looks for garbage less often: what a build makes, it mostly keeps."""
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], _SELDOM), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def leave_quickly() -> None:
    """When this process ends, Python does not look once more for garbage in all that a build has made."""
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)


def cores() -> int:
    """How many processes may work at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def can_fork() -> bool:
    """Not on Windows, which has none, nor on macOS, whose libraries may crash after one."""
    return hasattr(os, "fork") and sys.platform != "darwin"


def share(
    pieces: Sequence[Piece], work: Callable[[Piece], Any], hands: int, done: Callable[[int], None] = lambda _: None
) -> Iterator[tuple[int, Any]]:
    """The place and outcome of every piece, in no order. `done` is told now and then how many are done.

    Args:
        work: must not raise; what it gives back is pickled by a fork.
        hands: processes, this one included.
    """
    if hands < 2 or len(pieces) < FEWEST or not can_fork():
        for place, piece in enumerate(pieces):
            yield place, work(piece)
            done(place + 1)
        return
    yield from _shared(pieces, work, hands, done)


def _shared(
    pieces: Sequence[Piece], work: Callable[[Piece], Any], hands: int, done: Callable[[int], None]
) -> Iterator[tuple[int, Any]]:
    yield 0, work(pieces[0])  # what it needs, a fork then has already: modules, templates, the navigation
    tickets, size = _tickets(len(pieces))
    counts = mmap.mmap(-1, _TICKET.size * hands)  # how many each process has done, seen by all
    spools = [_Spool() for _ in range(hands - 1)]
    gc.freeze()  # so that the collector of a fork does not copy what it only looks at
    drawn = _drawn(tickets, size, len(pieces))
    forks = [_fork(pieces, work, _counted(drawn, counts, hand), spool) for hand, spool in enumerate(spools, 1)]
    missing = set(range(1, len(pieces)))
    try:
        for place in _counted(drawn, counts, 0):
            missing.discard(place)
            yield place, work(pieces[place])
            for spool in spools:
                for found, outcome in spool.arrived():
                    missing.discard(found)
                    yield found, outcome
            done(1 + sum(count for (count,) in _TICKET.iter_unpack(counts[:])))
        for fork, spool in zip(forks, spools, strict=True):
            os.waitpid(fork, 0)
            for place, outcome in spool.arrived():
                missing.discard(place)
                yield place, outcome
        done(len(pieces) - len(missing))
        forks = []
        for place in sorted(missing):
            yield place, work(pieces[place])
    finally:
        gc.unfreeze()
        os.close(tickets)
        counts.close()
        for fork in forks:
            os.kill(fork, signal.SIGKILL)
            os.waitpid(fork, 0)
        for spool in spools:
            spool.file.close()


def _tickets(count: int) -> tuple[int, int]:
    """A pipe with a number for each handful of pieces, and how many are in a handful. The first piece is nobody's."""
    size = -(-count // _MOST_TICKETS)
    drawn, filled = os.pipe()
    os.set_blocking(filled, False)
    for ticket in range(-(-count // size)):
        try:
            os.write(filled, _TICKET.pack(ticket))
        except BlockingIOError:  # a smaller pipe than any that we know of: what is not drawn is done here at the end
            break
    os.close(filled)
    return drawn, size


def _drawn(tickets: int, size: int, count: int) -> Iterator[int]:
    while drawn := os.read(tickets, _TICKET.size):
        first = _TICKET.unpack(drawn)[0] * size
        yield from range(max(first, 1), min(first + size, count))


def _counted(drawn: Iterator[int], counts: mmap.mmap, hand: int) -> Iterator[int]:
    """Every piece that is drawn, counted when the next is asked for."""
    for count, place in enumerate(drawn):
        _TICKET.pack_into(counts, hand * _TICKET.size, count)
        yield place


def _fork(pieces: Sequence[Piece], work: Callable[[Piece], Any], places: Iterator[int], spool: _Spool) -> int:
    sys.stdout.flush()
    sys.stderr.flush()
    ours = os.getpid()
    fork = os.fork()
    if fork:
        return fork
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        for place in places:
            if os.getppid() != ours:
                break  # nobody is left to read it
            spool.tell((place, work(pieces[place])))
        code = 0
    finally:
        os._exit(code)  # nothing of what this process would do at its end is for a fork to do


class _Spool:
    """What a fork found out, in a file without a name. Its parent reads along, so that neither waits for the other."""

    def __init__(self) -> None:
        self.file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  # closed by `_shared`
        self._place = 0
        self._rest = b""

    def tell(self, outcome: tuple[int, Any]) -> None:
        told = pickle.dumps(outcome, pickle.HIGHEST_PROTOCOL)
        left = memoryview(_LENGTH.pack(len(told)) + told)
        while left:
            left = left[self.file.write(left) :]

    def arrived(self) -> list[tuple[int, Any]]:
        """What was told since; what a fork was about to tell when it died is not."""
        while chunk := os.pread(self.file.fileno(), _CHUNK, self._place):
            self._place += len(chunk)
            self._rest += chunk
        found, begin = [], 0
        while len(self._rest) >= begin + _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._rest, begin)
            end = begin + _LENGTH.size + length
            if len(self._rest) < end:
                break
            found.append(pickle.loads(self._rest[begin + _LENGTH.size : end]))  # written by our own fork
            begin = end
        self._rest = self._rest[begin:]
        return found

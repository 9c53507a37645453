"""What one run of a command costs, with all that it starts."""

import os
import threading
import time
from pathlib import Path
from typing import NamedTuple

ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795316400"}
ENVIRONMENT.pop("PYTHONDONTWRITEBYTECODE", None)  # of installed packages, the bytecode is there
_PAUSE = 0.1


class Cost(NamedTuple):
    wall: float
    cpu: float
    """User and system, of all processes."""
    largest: float
    """MiB of the largest process at its peak."""
    together: float
    """MiB of all processes at their common peak, what they share counted once; looked at ten times a second."""


class Failed(Exception):
    """A command that did not end well."""


def cost(*command: object, cwd: Path) -> Cost:
    """Of one run.

    Raises:
        Failed: it did not end well.
    """
    start = time.monotonic()
    child = os.posix_spawn(
        str(command[0]),
        [str(part) for part in command],
        ENVIRONMENT | {"PWD": str(cwd)},
        file_actions=[(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_WRONLY, 0) for number in (1, 2)],
    )
    watch = _Watch(child)
    _, status, usage = os.wait4(child, 0)
    wall = time.monotonic() - start
    watch.stop()
    if status:
        raise Failed(f"{' '.join(map(str, command))} ended with {status}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, max(watch.peak, usage.ru_maxrss / 1024))


class _Watch(threading.Thread):
    """Looks at a process and its children as long as it runs."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0.0
        self._process = process
        self._over = threading.Event()
        self.start()

    def run(self) -> None:
        while not self._over.wait(_PAUSE):
            self.peak = max(self.peak, _share(self._process))

    def stop(self) -> None:
        self._over.set()
        self.join()


def _share(process: int) -> float:
    """MiB of a process with all below it; of what several share, each has its part. Nothing where there is only one:
    of each, the kernel itself keeps the peak."""
    family = _family(process)
    return sum(map(_proportional, family)) if len(family) > 1 else 0.0


def _family(process: int) -> list[int]:
    """A process and all that descend from it."""
    numbers = [folder.name for folder in Path("/proc").iterdir() if folder.name.isdigit()]
    parents = {int(number): _parent(number) for number in numbers}
    found = [process]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def _parent(process: str) -> int:
    try:
        return int(Path(f"/proc/{process}/stat").read_bytes().rpartition(b")")[2].split()[1])
    except OSError:
        return 0


def _proportional(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").split("\n")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)

"""Runner: starts a child, watches the clock, and ends it."""

import json
import os
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from queue import Empty, Queue
from subprocess import PIPE, Popen, TimeoutExpired
from threading import Thread
from types import TracebackType
from typing import Any, Self

from mops_kb.query.functions import FUNCTIONS, SPECIAL, TABLE_FUNCTIONS
from mops_kb.query.limits import GRACE, LOADING, Limits

_CHILD = Path(__file__).with_name("child.py")
_KEPT = ("SYSTEMROOT",)
"""Without it Windows starts no Python. Nothing else of the environment reaches the child."""


def job(
    sources: list[dict[str, Any]], settings: dict[str, str], limits: Limits, questions: int, folder: Path
) -> dict[str, Any]:
    """What a child is told first: the tables to load, and what holds while it answers so many questions."""
    private = {"temp_directory": str(folder / "spill"), "home_directory": str(folder)}
    return {
        "packages": _packages(),
        "settings": settings,
        "sources": sources,
        "config": {**limits.config, **private},
        "limits": limits.system(questions),
        "allowed": {
            "functions": sorted(FUNCTIONS),
            "special": sorted(SPECIAL),
            "rows": sorted(TABLE_FUNCTIONS),
        },
    }


class Running:
    """A started child with a private folder. `rejected` is what it could not load, by source."""

    def __init__(self, job: dict[str, Any], folder: Path, limits: Limits) -> None:
        self.limits = limits
        self.is_over = False
        self.errors = folder / "errors"
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        with self.errors.open("wb") as errors:
            self.process = Popen(
                [sys.executable, "-I", "-S", "-B", "-X", "utf8", str(_CHILD)],
                stdin=PIPE,
                stdout=PIPE,
                stderr=errors,
                cwd=folder,
                env={**environment, "HOME": str(folder), "TMPDIR": str(folder), "TZ": "UTC", "PYTHONHASHSEED": "0"},
                start_new_session=True,
            )
        self.lines: Queue[bytes] = Queue()
        Thread(target=self._listen, daemon=True).start()
        self._tell(job)
        self.rejected = self._loaded({source["name"] for source in job["sources"] if source["form"] != "rows"})

    def _loaded(self, files: set[str]) -> dict[str, Any]:
        """What could not be loaded. If the child dies over a file, that is the one which it named last."""
        last = ""
        while isinstance(told := self._hear(LOADING), dict):
            if "rejected" in told:
                rejected: dict[str, Any] = told["rejected"]
                return rejected
            last = told["loading"]
        self.end()
        if last not in files:
            raise RuntimeError(f"the child that answers questions did not start: {self.errors.read_text()[-2_000:]}")
        return {last: {"cells": [], "reason": "DuckDB died of it", "over": True}}

    def read(self, statements: list[str]) -> bool:
        """Let it read all that will be asked at once; whether it lived through that."""
        self._tell({"statements": statements})
        return isinstance(self._hear(self.limits.wall + GRACE), int)

    def ask(self, question: dict[str, Any]) -> Any:
        """What it says; None once it is dead, or too slow."""
        self._tell(question)
        return self._hear(self.limits.wall + GRACE)

    @property
    def is_dead(self) -> bool:
        """Whether it ended by itself: of a limit, or of a fault in DuckDB."""
        try:
            self.process.wait(0.2)
        except TimeoutExpired:
            return False
        return True

    def end(self) -> None:
        self.is_over = True
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.end()

    def _tell(self, said: dict[str, Any]) -> None:
        assert self.process.stdin
        with suppress(OSError):
            self.process.stdin.write(json.dumps(said).encode() + b"\n")
            self.process.stdin.flush()

    def _hear(self, seconds: float) -> Any:
        try:
            return json.loads(self.lines.get(timeout=seconds))
        except (Empty, ValueError, RecursionError):
            return None

    def _listen(self) -> None:
        assert self.process.stdout
        while True:
            try:
                line = self.process.stdout.readline(self.limits.answer)
            except (OSError, ValueError):
                line = b""
            self.lines.put(line)
            if not line:
                return


def _packages() -> str:
    """The folder in which DuckDB is installed, found without loading it."""
    found = find_spec("duckdb")
    assert found
    assert found.origin
    return str(Path(found.origin).parents[1])

"""Files: what may be read below a folder, in a fixed order, and a problem in place of what may not."""

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from mops_kb.model.problem import Problem, printable, problem
from mops_kb.model.values import BIDI

_FORBIDDEN_NAME = re.compile(rf'[<>:"\\|?*\x00-\x1f\x7f-\x9f\ud800-\udfff{BIDI}]|[ .]$')
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})


def files(root: Path, folder: str = "") -> Iterator[tuple[str, Path, Problem | None]]:
    """Every file in a fixed order; a problem instead of what may not be read."""
    seen: dict[str, str] = {}
    for entry in sorted(os.scandir(root / folder), key=lambda entry: entry.name):
        if entry.name.startswith((".", "_")):
            continue
        path = f"{folder}{entry.name}"
        twin = seen.setdefault(unicodedata.normalize("NFC", entry.name).casefold(), path)
        if found := _refused(entry, path, twin):
            yield path, Path(entry.path), found
        elif entry.is_dir():
            yield from files(root, f"{path}/")
        else:
            yield path, Path(entry.path), None


def _refused(entry: "os.DirEntry[str]", path: str, twin: str) -> Problem | None:
    if _FORBIDDEN_NAME.search(entry.name) or entry.name.split(".")[0].casefold() in _DEVICES:
        return problem(printable(path), (1, 1), "file-name")
    if entry.is_symlink():
        return problem(path, (1, 1), "symlink")
    if not entry.is_dir() and not stat.S_ISREG(entry.stat().st_mode):
        return problem(path, (1, 1), "not-a-file")
    return problem(path, (1, 1), "twin", other=twin) if twin != path else None

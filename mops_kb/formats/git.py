"""Git: what a repository tells of a folder. It is only asked: nothing is written or fetched, no name is read."""

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

_PATIENCE = 60
_KEPT = ("GIT_CONFIG", "GIT_CEILING_DIRECTORIES", "GIT_EXEC_PATH", "GIT_DISCOVERY_ACROSS_FILESYSTEM")
_QUIET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_NO_REPLACE_OBJECTS": "1", "LC_ALL": "C"}
_SETTINGS = ("-c", "core.fsmonitor=false", "-c", "log.showRoot=true", "-c", "log.diffMerges=first-parent")
_LOG = ("log", "--first-parent", "-m", "--no-show-signature", "--no-notes", "--format=%x01%H %ct %P")
_DIFF = ("-z", "--relative", "--no-ext-diff", "--no-textconv", "--no-color", "--ignore-submodules", "-O/dev/null")
_RENAMES = ("--find-renames=50%", "-l1000")
_LINES = ("--patch", "--unified=0", "--text", "--diff-algorithm=histogram", "--indent-heuristic")
_HUNK = re.compile(rb"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")


class Hunk(NamedTuple):
    """Lines of one version in place of lines of another: each the first line and how many; `lost` and `gained` are
    their texts. Of no lines, the first is the one before."""

    before: tuple[int, int]
    after: tuple[int, int]
    lost: tuple[bytes, ...]
    gained: tuple[bytes, ...]


class Touched(NamedTuple):
    """What a commit did to a file: `A`, `M`, `D`, `R` (renamed from `old`), `C`, `T`."""

    status: str
    path: str
    old: str
    is_same: bool = False
    """Renamed, and not a letter in it changed."""
    hunks: tuple[Hunk, ...] = ()


class Commit(NamedTuple):
    """A commit of the main line: when it came there, in seconds of the epoch, and whether nothing is known before."""

    name: str
    at: int
    is_first: bool
    files: tuple[Touched, ...]


def is_kept(folder: Path) -> bool:
    """Whether the folder stands in a repository at all; cheaper than to ask."""
    here = folder.resolve()
    return any((parent / ".git").exists() for parent in (here, *here.parents))


def tip(folder: Path) -> str:
    """One word for all that the history of the folder depends on: its last commit, how far back is known, and of which
    files git is told."""
    if not is_kept(folder):
        return ""
    last = _said(folder, "log", "-1", "--first-parent", "--no-show-signature", "--format=%H", "--", ".")
    names = blake2b(_said(folder, "ls-files", "-z", "--", ".") or b"", digest_size=20).hexdigest()
    return f"{(last or b'').decode().strip()} {is_shallow(folder)} {names}"


def is_shallow(folder: Path) -> bool:
    return (_said(folder, "rev-parse", "--is-shallow-repository") or b"").strip() == b"true"


def commits(folder: Path) -> list[Commit] | None:
    """What changed below the folder, the latest first; None where git cannot tell."""
    asked = (*_LOG, "--name-status", *_DIFF)
    said = _said(folder, *asked, *_RENAMES, "--", ".")
    if said is None:  # of a partial clone, the contents that renames are told by may be elsewhere
        said = _said(folder, *asked, "--no-renames", "--", ".")
    return None if said is None else list(_commits(said))


def lines(folder: Path, paths: Sequence[str]) -> dict[tuple[str, str], tuple[Hunk, ...]]:
    """(Commit, path) → the lines that changed, for these paths and all that they were called before."""
    named = "".join(f":(literal){path}\n" for path in paths)
    said = _said(folder, *_LOG, "--raw", *_DIFF, *_RENAMES, *_LINES, "--stdin", given=f"--\n{named}")
    found = {}
    for name, files in _patches(said or b""):
        found.update({(name, one.path): one.hunks for one in files})
    return found


def edited(folder: Path) -> tuple[Touched, ...]:
    """What stands otherwise in the folder than in its last commit."""
    said = _said(folder, "diff", "HEAD", "--raw", *_DIFF, "--no-renames", *_LINES, "--", ".")
    return tuple(one for _, files in _patches(b"\x01HEAD 0\0\n" + (said or b"")) for one in files)


def _said(folder: Path, *command: str, given: str = "") -> bytes | None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {name: value for name, value in os.environ.items() if name.startswith(_KEPT)} | _QUIET
    try:
        done = subprocess.run(
            ["git", *_SETTINGS, *command],
            cwd=folder,
            env=environment,
            input=os.fsencode(given),
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def _commits(said: bytes) -> Iterator[Commit]:
    for text in said.split(b"\x01")[1:]:
        head, _, rest = text.partition(b"\0")
        name, at, *parents = head.decode().split()
        words = iter(rest.lstrip(b"\n").split(b"\0"))
        yield Commit(name, int(at), not parents, tuple(_files(words)))


def _files(words: Iterator[bytes]) -> Iterator[Touched]:
    """`M path`, `R087 old new`."""
    for word in words:
        status = word.decode().strip()
        if not status:
            return
        old = os.fsdecode(next(words))
        path = os.fsdecode(next(words)) if status[0] in "RC" else old
        yield Touched(status[0], path, old, status == "R100")


def _patches(said: bytes) -> Iterator[tuple[str, list[Touched]]]:
    """Commit by commit, the files with the lines that changed. Patches stand in the order in which files are named."""
    name, files, place = "", list[Touched](), -1
    rows = iter(said.split(b"\n"))
    for text in rows:
        row = text
        if row.startswith(b"\x01"):
            if name:
                yield name, files
            name, files, place = row[1:].split(b" ", 1)[0].decode(), [], -1
        elif row.startswith(b":"):
            named, _, row = row.partition(b"\0\0")
            files = list(_raw(iter(named.split(b"\0"))))
        if row.startswith(b"diff --git "):
            place += 1
        elif (match := _HUNK.match(row)) and place < len(files):
            hunk = _hunk(match, rows)
            files[place] = files[place]._replace(hunks=(*files[place].hunks, hunk))
    if name:
        yield name, files


def _raw(words: Iterator[bytes]) -> Iterator[Touched]:
    """`:mode mode hash hash M path`."""
    for word in words:
        status = word.decode().split()[-1]
        old = os.fsdecode(next(words))
        path = os.fsdecode(next(words)) if status[0] in "RC" else old
        yield Touched(status[0], path, old, status == "R100")


def _hunk(match: re.Match[bytes], rows: Iterator[bytes]) -> Hunk:
    a, b, c, d = (1 if part is None else int(part) for part in match.groups())
    lost: list[bytes] = []
    gained: list[bytes] = []
    while len(lost) < b or len(gained) < d:
        row = next(rows, b"")
        if row.startswith(b"-"):
            lost.append(row[1:])
        elif row.startswith(b"+"):
            gained.append(row[1:])
        elif not row.startswith(b"\\"):
            break
    return Hunk((a, b), (c, d), tuple(lost), tuple(gained))

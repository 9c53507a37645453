"""Digest: one word for a value, for files and for code. Where it is the same, so is what it stands for."""

from __future__ import annotations

import copyreg
import datetime
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, partial
from hashlib import blake2b
from importlib.util import find_spec
from json import JSONEncoder
from os import PathLike, fspath
from pathlib import Path, PurePath
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any

_SIZE = 16
_NESTED = frozenset((dict, list, tuple))


class Unstable(Exception):
    """A value of which nobody can tell whether it is the same in the next build; says which."""


def of_bytes(content: bytes) -> str:
    return blake2b(content, digest_size=_SIZE).hexdigest()


def of_text(text: str) -> str:
    return of_bytes(text.encode("utf-8", "surrogatepass"))


def of(*values: object) -> str:
    """Of plain values, of what is made of them, and of functions and classes by their name and code.

    Raises:
        Unstable: a value that is none of these.
    """
    try:
        return of_text(_encoded(_exact(values) if _is_blurred(values) else values))
    except (ValueError, TypeError, RecursionError) as problem:
        raise Unstable(str(problem)) from None


def _is_blurred(value: Any) -> bool:
    """Whether JSON has the same words for it and for something else: all keys are texts there."""
    kind = type(value)
    if kind is dict:
        if any(type(key) is not str for key in value):
            return True
        value = value.values()
    elif kind is not list and kind is not tuple:
        return False
    return any(_is_blurred(part) for part in value if type(part) in _NESTED)


def _exact(value: object) -> Any:
    if type(value) is dict:
        return ["\0dict", [[_exact(key), _exact(part)] for key, part in value.items()]]
    return [*map(_exact, value)] if isinstance(value, (list, tuple)) else value


def _other(value: object) -> Any:
    """What JSON has no word for, said so that two that differ do not look alike.

    Raises:
        Unstable: what it is cannot be said.
    """
    name = f"\0{type(value).__module__}.{type(value).__qualname__}"
    if isinstance(value, (complex, bytes, datetime.date, datetime.time, datetime.timedelta, PurePath)):
        return [name, repr(value)]
    if type(value).__module__ == "mkdocs.utils.yaml":
        return [name, getattr(value, "suffix", "")]  # a place told from the page or the docs
    if isinstance(value, Mapping):
        return [name, [[_exact(key), _exact(part)] for key, part in value.items()]]
    if isinstance(value, Sequence):
        return [name, list(value)]
    if isinstance(value, Set):
        return [name, sorted(map(_encoded, value))]
    if isinstance(value, PathLike):
        return [name, fspath(value)]
    if isinstance(value, ModuleType):
        return [name, value.__name__, of_code(value.__name__)]
    if isinstance(value, partial):
        return [name, value.func, value.args, value.keywords]
    if isinstance(value, (FunctionType, BuiltinFunctionType, type)):
        return _named(name, value)
    if isinstance(value, MethodType):
        return [name, _named(name, value.__func__), value.__self__]
    return [name, of_code(type(value).__module__), *_made(value)]


_encoded = JSONEncoder(separators=(",", ":"), default=_other, ensure_ascii=False).encode


def _named(kind: str, value: Any) -> list[Any]:
    if "<locals>" in value.__qualname__ or value.__qualname__ == "<lambda>":
        raise Unstable(f"{value.__module__}.{value.__qualname__}")
    module = value.__module__ or "builtins"
    return [kind, module, value.__qualname__, of_code(module)]


def _made(value: object) -> list[Any]:
    """How to make an object again, as it would tell `pickle`: what it does not tell there, it can do without."""
    if isinstance(value, Iterator):
        raise Unstable(f"{value!r}, which is used up when it is looked at")
    try:
        taught = copyreg.dispatch_table.get(type(value))
        how = taught(value) if taught else value.__reduce_ex__(2)
    except Exception as problem:  # noqa: BLE001  # whatever an object thinks of that
        raise Unstable(str(problem)) from None
    return [how] if isinstance(how, str) else [list(part) if isinstance(part, Iterator) else part for part in how]


@cache
def of_code(module: str) -> str:
    """Of the code that a module belongs to: its package's version, or its sources where they may be edited."""
    top = module.partition(".")[0]
    if top in sys.stdlib_module_names or top == "builtins":
        return f"python {sys.version}"
    try:
        found = find_spec(top)
    except (ImportError, ValueError):
        found = None
    if found is None or not (found.origin or found.submodule_search_locations):
        return top
    paths = sorted(found.submodule_search_locations or [str(found.origin)])
    return _recorded(top, sorted({Path(path).parent for path in paths})) or of_sources(Path(path) for path in paths)


def _recorded(top: str, sites: Iterable[Path]) -> str:
    """What its installer wrote down of an installed package: a digest of each of its files."""
    marks = (f"{top}/".encode(), f"{top}.py,".encode())
    for site in sites:
        for name in sorted(_notes(site), key=partial(_likeness, top.lower())):
            content = _content(site / name / "RECORD")
            if any(content.startswith(mark) or b"\n" + mark in content for mark in marks):
                return of_bytes(content)
    return ""


@cache
def _notes(site: Path) -> tuple[str, ...]:
    """The folders in which an installer notes what it has done."""
    return tuple(sorted(folder.name for folder in site.glob("*.dist-info")))


@cache
def _content(note: Path) -> bytes:
    try:
        return note.read_bytes()
    except OSError:
        return b""


def of_additions(top: str) -> str:
    """Of all that other installed packages add to one through entry points, as lexers to Pygments."""
    mark = f"[{top}.".encode()
    sites = sorted({Path(place) for place in sys.path if place.endswith(("site-packages", "dist-packages"))})
    folders = (site / name for site in sites for name in _notes(site))
    adding = (folder for folder in folders if mark in _content(folder / "entry_points.txt"))
    return of([(folder.name, _content(folder / "entry_points.txt"), _content(folder / "RECORD")) for folder in adding])


def _likeness(top: str, name: str) -> tuple[bool, bool, str]:
    """First those whose name is like that of the package: most likely it is theirs."""
    lower = name.lower()
    return top not in lower, top[:4] not in lower, name


def of_sources(places: Iterable[Path]) -> str:
    """Of all Python files below some folders, and of files as they are."""
    files: set[Path] = set()
    for place in places:
        files.update(place.rglob("*.py") if place.is_dir() else [place])
    return of(*((file.name, of_bytes(file.read_bytes())) for file in sorted(files)))


@cache
def ours() -> str:
    """Of this plugin, of Python and of the libraries whose insides it knows."""
    versions = [of_code(name) for name in ("mkdocs", "markdown", "jinja2", "markupsafe", "yaml")]
    return of(sys.version, sys.platform, of_sources([Path(__file__).parent]), *versions)

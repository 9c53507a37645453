"""Digest: one word for a value, for files and for code. Where it is the same, so is what it stands for."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cache, partial
from hashlib import blake2b
from importlib.metadata import version
from importlib.util import find_spec
from json import JSONEncoder
from os import PathLike, fspath
from pathlib import Path, PurePath
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any

_SIZE = 16


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
        return of_text(_encoded(values))
    except (ValueError, TypeError, RecursionError) as problem:
        raise Unstable(str(problem)) from None


def _other(value: object) -> Any:
    """What JSON has no word for, said so that two that differ do not look alike.

    Raises:
        Unstable: what it is cannot be said.
    """
    name = f"{type(value).__module__}.{type(value).__qualname__}"
    if isinstance(value, (complex, bytes, datetime.date, datetime.time, datetime.timedelta, PurePath)):
        return [name, repr(value)]
    if isinstance(value, Mapping):
        return [name, [[key, part] for key, part in value.items()]]
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
    if (parts := _parts(value)) is not None:
        return [name, of_code(type(value).__module__), parts]
    raise Unstable(name)


_encoded = JSONEncoder(separators=(",", ":"), default=_other).encode


def _named(kind: str, value: Any) -> list[Any]:
    if "<locals>" in value.__qualname__ or value.__qualname__ == "<lambda>":
        raise Unstable(f"{value.__module__}.{value.__qualname__}")
    return [kind, value.__module__, value.__qualname__, of_code(value.__module__)]


def _parts(value: object) -> dict[str, Any] | None:
    """The fields of an ordinary object."""
    if type(value).__module__ in ("builtins", "threading", "io", "_io", "socket", "_thread"):
        return None
    fields = dict(vars(value)) if hasattr(value, "__dict__") else {}
    slots = [name for kind in type(value).__mro__ for name in _listed(getattr(kind, "__slots__", ()))]
    fields.update({name: getattr(value, name) for name in slots if hasattr(value, name)})
    return fields if fields or type(value).__init__ is object.__init__ else None


def _listed(slots: str | Iterable[str]) -> Iterable[str]:
    return [slots] if isinstance(slots, str) else slots


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
    for record in sorted(file for site in sites for file in site.glob("*.dist-info/RECORD")):
        lines = record.read_bytes().split(b"\n")
        own = [line for line in lines if line.startswith(marks) and b"__pycache__" not in line]
        if own:
            return of_bytes(b"\n".join(sorted(own)))
    return ""


def of_sources(places: Iterable[Path]) -> str:
    """Of all Python files below some folders, and of files as they are."""
    files: set[Path] = set()
    for place in places:
        files.update(place.rglob("*.py") if place.is_dir() else [place])
    return of(*((file.name, of_bytes(file.read_bytes())) for file in sorted(files)))


@cache
def ours() -> str:
    """Of this plugin, of Python and of the libraries whose insides it knows."""
    versions = [f"{name} {version(name)}" for name in ("mkdocs", "markdown", "jinja2", "markupsafe", "pyyaml")]
    return of(sys.version, sys.platform, of_sources([Path(__file__).parent]), *versions)

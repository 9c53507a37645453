"""The parcel: a built wiki in plain texts, as it goes out of the door and as it is kept for the next build.

It imports nothing but the standard library, so that a build of an unchanged wiki need not load the core at all.
"""

import json
import os
import shutil
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any
from uuid import uuid4

_FACTS = "parcel.json"
_PLAIN = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
_REMEMBERED = 4
"""How many wikis are kept: two languages, each as it is and as it was."""


@dataclass(frozen=True)
class Branch:
    """A page (`path`), or a titled section with branches of its own; `folder` names a collection's section."""

    title: str = ""
    path: str = ""
    branches: tuple["Branch", ...] = ()
    folder: str = ""


@dataclass(frozen=True)
class Leaf:
    """A page of Markdown or a file for machines; `source` is the record that one edits, relative to docs.

    In a parcel that was kept, the text is in a file below its folder instead, and `digest` tells it from others.
    """

    path: str
    source: str | None = None
    text: str = ""
    digest: str = ""


@dataclass(frozen=True)
class Told:
    """A problem or finding in words, with its place."""

    code: str
    line: str
    is_finding: bool


@dataclass(frozen=True)
class Parcel:
    """Everything that an engine needs. `assets` are files of the docs folder to publish as they are."""

    leaves: tuple[Leaf, ...]
    assets: tuple[str, ...]
    navigation: tuple[Branch, ...]
    told: tuple[Told, ...]
    summary: str
    refusal: str
    """What is said when a strict build stops at a problem."""


def keep(parcel: Parcel, folder: Path) -> None:
    """Write a parcel beside and move it in whole, so that a build that dies or runs twice leaves no half. A text that
    another parcel has is not written again: it is one file in two places.

    Where another build was faster, its parcel is the same and stays: that build may still be reading it.
    """
    beside = folder.with_name(f".{folder.name}.{uuid4().hex}")
    there = _texts(folder.parent)
    leaves = []
    for leaf in parcel.leaves:
        text = leaf.text.encode()
        digest = _digest(text)
        leaves.append({"path": leaf.path, "source": leaf.source, "digest": digest})
        _put(_file(beside, leaf), text, digest, there.get(digest))
    told = {**asdict(replace(parcel, leaves=())), "leaves": leaves}
    facts = json.dumps(told, ensure_ascii=False).encode()
    _put(f"{beside}/{_FACTS}", f"{_digest(facts)}\n".encode() + facts)
    if not kept(folder):
        shutil.rmtree(folder, ignore_errors=True)
    try:
        beside.rename(folder)
    except OSError:
        shutil.rmtree(beside, ignore_errors=True)
    _forget(folder.parent)


def kept(folder: Path) -> Parcel | None:
    """The parcel that was kept in a folder, if it is there and whole."""
    parcel = _told(folder)
    if not parcel or not all(_holds(_file(folder, leaf), leaf.digest) for leaf in parcel.leaves):
        return None
    os.utime(folder)
    return parcel


def _told(folder: Path) -> Parcel | None:
    """What a folder says that it has."""
    try:
        seal, _, facts = (folder / _FACTS).read_bytes().partition(b"\n")
        if seal.decode() != _digest(facts):
            return None
        found = json.loads(facts)
        return Parcel(
            tuple(Leaf(**leaf) for leaf in found["leaves"]),
            tuple(found["assets"]),
            tuple(_branch(branch) for branch in found["navigation"]),
            tuple(Told(**told) for told in found["told"]),
            found["summary"],
            found["refusal"],
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _texts(cache: Path) -> dict[str, str]:
    """The files of all parcels, by what should be in them."""
    told = ((file.parent, _told(file.parent)) for file in sorted(cache.glob(f"*/{_FACTS}")))
    return {leaf.digest: _file(folder, leaf) for folder, parcel in told if parcel for leaf in parcel.leaves}


def _put(file: str, text: bytes, digest: str = "", like: str | None = None) -> None:
    """Write a file, or give the one that has the same text a second name."""
    if like and _holds(like, digest):
        for _ in range(2):
            try:
                os.link(like, file)
            except FileNotFoundError:
                Path(file).parent.mkdir(parents=True, exist_ok=True)
            except OSError:  # not every disk can do that
                break
            else:
                return
    Path(file).parent.mkdir(parents=True, exist_ok=True)
    Path(file).write_bytes(text)


def _holds(file: str, digest: str) -> bool:
    try:
        opened = os.open(file, _PLAIN)
    except OSError:
        return False
    try:
        return _digest(os.read(opened, os.fstat(opened).st_size + 1)) == digest
    except OSError:
        return False
    finally:
        os.close(opened)


def _digest(text: bytes) -> str:
    return blake2b(text, digest_size=16).hexdigest()


def page(folder: Path, leaf: Leaf) -> Path:
    """The file in which a kept parcel has the text of a leaf."""
    return Path(_file(folder, leaf))


def _file(folder: Path, leaf: Leaf) -> str:
    """As a text: of thousands of files, making paths takes longer than reading them."""
    return f"{folder}/pages/{leaf.path}"


def _forget(cache: Path) -> None:
    """Of the parcels, the ones that were used last stay. What is older goes, and what builds left that died."""
    times = {file.parent: file.parent.stat().st_mtime for file in cache.glob(f"[!.]*/{_FACTS}")}
    since = sorted(times.values(), reverse=True)[:_REMEMBERED]
    for folder in cache.iterdir():
        with suppress(OSError):
            if len(since) == _REMEMBERED and folder.stat().st_mtime < since[-1]:
                shutil.rmtree(folder, ignore_errors=True)


def _branch(found: dict[str, Any]) -> Branch:
    return Branch(**{**found, "branches": tuple(_branch(branch) for branch in found["branches"])})

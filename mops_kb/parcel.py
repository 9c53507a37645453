"""The parcel: a built wiki in plain texts, as it goes out of the door and as it is kept for the next build.

It imports nothing but the standard library, so that a build of an unchanged wiki need not load the core at all.
"""

import json
import os
import shutil
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

_FACTS = "parcel.json"
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

    In a parcel that was kept, the text is in a file below its folder instead.
    """

    path: str
    source: str | None = None
    text: str = ""


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
    """Write a parcel beside and move it in whole, so that a build that dies or runs twice leaves no half.

    Where another build was faster, its parcel is the same and stays: that build may still be reading it.
    """
    beside = folder.with_name(f".{folder.name}.{uuid4().hex}")
    for leaf in parcel.leaves:
        file = page(beside, leaf)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(leaf.text, encoding="utf-8", newline="")
    bare = replace(parcel, leaves=tuple(replace(leaf, text="") for leaf in parcel.leaves))
    (beside / _FACTS).write_text(json.dumps(asdict(bare), ensure_ascii=False), encoding="utf-8")
    if not kept(folder):
        shutil.rmtree(folder, ignore_errors=True)
    try:
        beside.rename(folder)
    except OSError:
        shutil.rmtree(beside, ignore_errors=True)
    _forget(folder.parent)


def kept(folder: Path) -> Parcel | None:
    """The parcel that was kept in a folder, if it is there and whole."""
    try:
        found = json.loads((folder / _FACTS).read_text(encoding="utf-8"))
        parcel = Parcel(
            tuple(Leaf(**leaf) for leaf in found["leaves"]),
            tuple(found["assets"]),
            tuple(_branch(branch) for branch in found["navigation"]),
            tuple(Told(**told) for told in found["told"]),
            found["summary"],
            found["refusal"],
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None
    if not all(page(folder, leaf).is_file() for leaf in parcel.leaves):
        return None
    os.utime(folder)
    return parcel


def page(folder: Path, leaf: Leaf) -> Path:
    """The file in which a kept parcel has the text of a leaf."""
    return folder / "pages" / leaf.path


def _forget(cache: Path) -> None:
    """Of the parcels, the ones that were used last stay."""
    parcels = sorted(cache.glob(f"*/{_FACTS}"), key=lambda file: file.parent.stat().st_mtime, reverse=True)
    for old in parcels[_REMEMBERED:]:
        shutil.rmtree(old.parent, ignore_errors=True)


def _branch(found: dict[str, Any]) -> Branch:
    return Branch(**{**found, "branches": tuple(_branch(branch) for branch in found["branches"])})

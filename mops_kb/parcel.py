"""The parcel: a built wiki in plain texts, as it goes out of the door and as it is kept for the next build.

It imports nothing but the standard library, so that a build of an unchanged wiki need not load the core at all.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4


@dataclass(frozen=True)
class Branch:
    """A page (`path`), or a titled section with branches of its own; `folder` names a collection's section."""

    title: str = ""
    path: str = ""
    branches: tuple["Branch", ...] = ()
    folder: str = ""


@dataclass(frozen=True)
class Leaf:
    """A page of Markdown or a file for machines; `source` is the record that one edits, relative to docs."""

    path: str
    text: str
    source: str | None = None


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


def keep(parcel: Parcel, file: Path) -> None:
    """Write a parcel beside and move it in whole, so that a build that dies or runs twice leaves no half."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.{uuid4().hex}")
    beside.write_text(json.dumps(asdict(parcel), ensure_ascii=False), encoding="utf-8")
    beside.replace(file)


def kept(file: Path) -> Parcel | None:
    """The parcel that was kept, if it is there and whole."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return Parcel(
            tuple(Leaf(**leaf) for leaf in found["leaves"]),
            tuple(found["assets"]),
            tuple(_branch(branch) for branch in found["navigation"]),
            tuple(Told(**told) for told in found["told"]),
            found["summary"],
            found["refusal"],
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _branch(found: dict[str, Any]) -> Branch:
    return Branch(**{**found, "branches": tuple(_branch(branch) for branch in found["branches"])})

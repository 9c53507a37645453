"""What a report says of itself: the pages that it makes from the whole catalog, what it adds to others, its checks."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

from mops_kb.model.catalog import Catalog
from mops_kb.model.fact import Fact
from mops_kb.model.feed import Feed
from mops_kb.model.kind import Check, Kind
from mops_kb.model.page import View
from mops_kb.model.problem import Problem
from mops_kb.model.settings import Settings

Place = Literal["answer", "first", "last"]


class Wiki(NamedTuple):
    """All that a report may look at."""

    catalog: Catalog
    kinds: Sequence[Kind]
    settings: Settings
    findings: Sequence[Problem]
    feeds: Sequence[Feed] = ()
    """Of all reports, for those that list them."""
    facts: Sequence[Fact] = ()
    """What all reports work out, beside those of kinds."""


@dataclass(frozen=True)
class Section:
    """What a report adds to the pages of one kind: `facts` of an entity, or None where there is nothing to say.

    It stands last, or first of all that comes after the answers, or is itself an answer to one of the kind's questions.
    """

    kind: str
    facts: Callable[[Any, Wiki], object | None]
    template: str
    place: Place = "last"


def _nothing(_: object) -> tuple[()]:
    return ()


@dataclass(frozen=True)
class Report:
    """One room of what crosses kinds: pages of its own, sections on those of kinds, feeds, checks.

    `room` holds its templates and labels; the paths of its pages are known before anything is read.
    """

    name: str
    room: Path
    views: Callable[[Wiki], Iterable[View]] = _nothing
    paths: Callable[[Sequence[Kind]], Sequence[str]] = _nothing
    checks: tuple[Check, ...] = ()
    sections: tuple[Section, ...] = ()
    feeds: Callable[[Wiki], Iterable[Feed]] = _nothing
    facts: tuple[Fact, ...] = ()
    """What it works out about records of any kind and can be asked for by name."""

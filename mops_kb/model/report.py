"""What a report says of itself: the pages that it makes from the whole catalog, and the checks that cross kinds."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from mops_kb.model.catalog import Catalog
from mops_kb.model.kind import Check, Kind
from mops_kb.model.page import View
from mops_kb.model.problem import Problem
from mops_kb.model.settings import Settings


class Wiki(NamedTuple):
    """All that a report may look at."""

    catalog: Catalog
    kinds: Sequence[Kind]
    settings: Settings
    findings: Sequence[Problem]


@dataclass(frozen=True)
class Report:
    """One room of cross-kind pages. `room` holds its templates and labels; `paths` are known before it is read."""

    name: str
    room: Path
    views: Callable[[Wiki], Iterable[View]]
    paths: Callable[[Sequence[Kind]], Sequence[str]]
    checks: tuple[Check, ...] = ()
    icon: str = "material/view-dashboard-outline"

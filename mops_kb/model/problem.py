"""A problem is a contributor's mistake; a finding is a true record of something that is not well."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

ENOUGH = 100
"""Of one file's problems a stage tells no more: the rest mostly has the same cause."""
_LONGEST = 200

FINDINGS = (
    "figures-stale",
    "no-figures",
    "no-target",
    "stale",
    "seat-overrun",
    "shelfware",
    "unowned",
    "vacancy",
)
"""Codes of findings: `check` lists them, and fails on them only where the site asks for it (`fail_on`)."""


@dataclass(frozen=True, order=True)
class Problem:
    """Where, what, and what to do about it, before it is put into words.

    `line` and `col` count from 1; `path` is relative to the docs folder. The words are the labels `problem.CODE`
    and `problem.CODE.remedy` (or `problem.CODE.VARIANT`, where `variant` is given), filled from `params`.
    """

    path: str
    line: int
    col: int
    code: str
    params: tuple[tuple[str, str], ...] = ()
    variant: str = "remedy"

    @property
    def is_finding(self) -> bool:
        return self.code in FINDINGS


@dataclass
class Problems:
    """Those of one stage, as they are found. Where a file has too many, the last one says so."""

    found: list[Problem] = field(default_factory=list)
    _count: Counter[str] = field(default_factory=Counter)

    def add(self, new: Problem) -> None:
        self._count[new.path] += 1
        if self._count[new.path] <= ENOUGH:
            self.found.append(new)
        elif self._count[new.path] == ENOUGH + 1:
            self.found.append(problem(new.path, (new.line, new.col), "too-many", limit=ENOUGH))

    def extend(self, new: Iterable[Problem]) -> None:
        """Take them one by one, and stop asking once there are enough."""
        for one in new:
            self.add(one)
            if self.has_enough(one.path):
                break

    def has_enough(self, path: str) -> bool:
        return self._count[path] > ENOUGH


def problem(path: str, place: tuple[int, int], code: str, variant: str = "remedy", /, **params: object) -> Problem:
    """Make a `Problem`; the parameters are what its words mention: lists written out, what people wrote kept short."""
    line, col = place
    told = tuple((name, _told(value)) for name, value in sorted(params.items()))
    return Problem(path, line, col, code, told, variant)


def _told(value: object) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(f"`{part}`" for part in value)
    text = str(value)
    if len(text) > _LONGEST:
        text = text[:_LONGEST] + " …"
    return " ".join(text.split())

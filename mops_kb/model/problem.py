"""A problem is a contributor's mistake; a finding is a true record of something that is not well."""

from dataclasses import dataclass

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


def problem(path: str, place: tuple[int, int], code: str, variant: str = "remedy", **params: object) -> Problem:
    """Make a `Problem`; the parameters are what its words mention."""
    line, col = place
    return Problem(path, line, col, code, tuple((name, str(value)) for name, value in sorted(params.items())), variant)

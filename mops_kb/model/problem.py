"""A problem is a contributor's mistake; a finding is a true record of something that is not well."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

ENOUGH = 100
"""Of one file's problems a stage tells no more: the rest mostly has the same cause."""
_LONGEST = 200

FINDINGS = (
    "acceptance-idle",
    "adopter-unaffected",
    "ask-overdue",
    "audience-conflict",
    "audience-never-reached",
    "benchmark-ahead",
    "blocker-old",
    "brief-ahead",
    "brief-restated",
    "bus-factor-one",
    "capability-gap",
    "claim-stale",
    "claim-unsupported",
    "completion-ahead",
    "concern-unanswered",
    "contact-ahead",
    "contract-ended",
    "contract-of-retired",
    "data-unused",
    "date-overdue",
    "day-ahead",
    "decide-by-past",
    "decide-by-soon",
    "deprecated-name",
    "double-booked",
    "duty-gap",
    "duty-one-person",
    "exception-expired",
    "field-loop",
    "figures-due",
    "figures-gap",
    "figures-stale",
    "future-level",
    "gate-reopened",
    "goal-without-kpi",
    "improvement-claimed",
    "improvements-overlap",
    "in-blackout",
    "insight-open",
    "kpi-without-goal",
    "leads-waiting",
    "licence-conflict",
    "mops-executes",
    "move-ahead",
    "needs-later",
    "next-step-overdue",
    "no-accountable",
    "no-contact",
    "no-figures",
    "no-it-counterpart",
    "no-learning",
    "no-session",
    "no-system-of-record",
    "no-target",
    "no-usage",
    "nobody-attends",
    "not-served",
    "on-holiday",
    "one-sided-evaluation",
    "orphan",
    "over-capacity",
    "person-without-role",
    "plan-does-not-fit",
    "plan-late",
    "plan-overdue",
    "report-late",
    "roadmap-late",
    "satisfaction-fell",
    "scores-missing",
    "seat-overrun",
    "seats-contradicted",
    "shelfware",
    "single-knower",
    "skill-gap",
    "snapshot-late",
    "snapshot-missing",
    "snapshot-outdated",
    "snapshot-stale",
    "spelling-varies",
    "sponsor-never-met",
    "sponsor-silent",
    "sponsor-without-next-step",
    "stages-out-of-order",
    "stale",
    "stale-verdict",
    "step-role-vacant",
    "step-tool-retiring",
    "target-before-break",
    "target-overdue",
    "touch-after-conversion",
    "training-overdue",
    "undecided-channel",
    "unowned",
    "unsealed-verdict",
    "untranslated",
    "untranslated-body",
    "utm-outdated",
    "vacancy",
)
"""Codes of findings: `check` lists them, and fails on them only where the site asks for it (`fail_on`)."""
EVIDENT = frozenset({"untranslated", "untranslated-body"})
"""Those that a page shows by itself, so that it does not list them: what falls back is marked where it stands."""


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
    _seen: set[Problem] = field(default_factory=set)
    _given: Counter[str] = field(default_factory=Counter)
    _kept: Counter[str] = field(default_factory=Counter)

    def add(self, new: Problem) -> None:
        self._given[new.path] += 1
        if new in self._seen or self._kept[new.path] > ENOUGH:
            return
        self._seen.add(new)
        self._kept[new.path] += 1
        many = self._kept[new.path] > ENOUGH
        self.found.append(problem(new.path, (new.line, new.col), "too-many", limit=ENOUGH) if many else new)

    def extend(self, new: Iterable[Problem]) -> None:
        """Take them one by one, and stop asking once there are enough."""
        for one in new:
            self.add(one)
            if self.has_enough(one.path):
                break

    def has_enough(self, path: str) -> bool:
        """Whether there is no use in looking for more: all are told, or they are the same again and again."""
        return self._kept[path] > ENOUGH or self._given[path] > 10 * ENOUGH


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
    return printable(" ".join(text.split()))


def printable(text: str) -> str:
    """With a code in place of what cannot be seen or would change how the line is read."""
    return "".join(character if character.isprintable() else ascii(character)[1:-1] for character in text)

"""Scoring: weighted means, ranks as far as they are certain, and whether the winner hangs on a single weight.

A score is Σ weight × score ÷ Σ weight, exactly. Where answers are missing it has two bounds: all of them 0, all of them
the best; a rank then has two ends as well, and only who is ahead whatever the answers may be has won.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from mops_kb.kinds.evaluation.model import BEST, Criterion

Answers = Mapping[str, Fraction]
"""Criterion → score of one candidate, without those that are missing."""
STEP = Fraction(1, 10)
"""By this share a weight is moved to see whether the winner stays."""


@dataclass(frozen=True)
class Score:
    """`low` and `high` are equal where no answer is missing."""

    low: Fraction
    high: Fraction

    @property
    def is_exact(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True)
class Standing:
    """A candidate among the others. `best` and `worst` are the ends of its rank; both None for one that is out."""

    candidate: str
    total: Score
    sides: Mapping[str, Score]
    missing: tuple[str, ...]
    failed: tuple[str, ...]
    """The criteria that a candidate must meet and does not."""
    best: int | None
    worst: int | None


@dataclass(frozen=True)
class Turn:
    """Another outcome when one weight is 10 % higher or lower."""

    criterion: str
    way: Literal["up", "down"]
    winners: tuple[str, ...]


def standings(criteria: Sequence[Criterion], sheet: Mapping[str, Answers]) -> tuple[Standing, ...]:
    """All candidates, the best first, those that are out last."""
    weights = {criterion.id: Fraction(criterion.weight) for criterion in criteria}
    totals = {candidate: score(weights, answers) for candidate, answers in sheet.items()}
    failed = {candidate: _failed(criteria, answers) for candidate, answers in sheet.items()}
    running = [total for candidate, total in totals.items() if not failed[candidate]]
    found = [
        Standing(
            candidate,
            totals[candidate],
            {side: score(_of_side(criteria, side), answers) for side in sides(criteria)},
            tuple(criterion.id for criterion in criteria if criterion.id not in answers),
            failed[candidate],
            None if failed[candidate] else 1 + sum(other.low > totals[candidate].high for other in running),
            None if failed[candidate] else _worst(totals[candidate], running),
        )
        for candidate, answers in sheet.items()
    ]
    return tuple(sorted(found, key=_order))


def score(weights: Mapping[str, Fraction], answers: Answers) -> Score:
    """The weighted mean over the criteria that have a weight here; 0 where there are none."""
    whole = sum(weights.values())
    if not whole:
        return Score(Fraction(0), Fraction(0))
    low = sum(weight * answers.get(criterion, 0) for criterion, weight in weights.items())
    high = sum(weight * answers.get(criterion, BEST) for criterion, weight in weights.items())
    return Score(Fraction(low) / whole, Fraction(high) / whole)


def sides(criteria: Iterable[Criterion]) -> tuple[str, ...]:
    """The sorts of criteria that there are, the technical first."""
    there = {criterion.sort for criterion in criteria}
    return tuple(side for side in ("technical", "business") if side in there)


def winners(those: Sequence[Standing]) -> tuple[str, ...]:
    """Who is first whatever the missing answers are: nobody, one, or several that are equal."""
    return tuple(sorted(one.candidate for one in those if one.worst == 1))


def turns(criteria: Sequence[Criterion], sheet: Mapping[str, Answers]) -> tuple[Turn, ...] | None:
    """Every weight whose move by 10 % changes who wins; None where nobody wins for certain."""
    now = winners(standings(criteria, sheet))
    if not now:
        return None
    found = []
    for position, criterion in enumerate(criteria):
        for way, share in (("up", 1 + STEP), ("down", 1 - STEP)):
            moved = [*criteria]
            moved[position] = criterion.model_copy(update={"weight": Fraction(criterion.weight) * share})
            then = winners(standings(moved, sheet))
            if then != now:
                found.append(Turn(criterion.id, "up" if way == "up" else "down", then))
    return tuple(found)


def _of_side(criteria: Sequence[Criterion], side: str) -> dict[str, Fraction]:
    return {criterion.id: Fraction(criterion.weight) for criterion in criteria if criterion.sort == side}


def _failed(criteria: Sequence[Criterion], answers: Answers) -> tuple[str, ...]:
    return tuple(criterion.id for criterion in criteria if criterion.must and answers.get(criterion.id) == 0)


def _worst(total: Score, running: Sequence[Score]) -> int:
    """Others that may be ahead come before it; itself is one of those that run."""
    ahead = sum(other.high > total.low for other in running)
    return 1 + ahead - (total.high > total.low)


def _order(one: Standing) -> tuple[bool, int, int, Fraction, str]:
    return bool(one.failed), one.best or 0, one.worst or 0, -one.total.low, one.candidate

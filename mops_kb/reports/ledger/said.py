"""Said: how a change is put into a sentence, whatever its unit: what it is called, and what may be added to it."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from mops_kb.kinds.kpi.arithmetic import Change
from mops_kb.labels.spelling import BY_DIFFERENCE
from mops_kb.model.text import Text
from mops_kb.model.unit import TIMES, Unit
from mops_kb.reports.ledger.sides import Sides, Written

Verb = Literal["shorter", "longer", "fewer", "more", "lower", "higher", "same", "turned"]
"""Times get shorter; of what is counted there is more or fewer; levels are higher or lower; what was below zero and is
above it has turned."""
WORTH_SAYING = Fraction(3, 2)
"""From so many times as good on, the percentage alone is hard to grasp."""
ROUND = 10
"""From so many times on, decimals say nothing."""


@dataclass(frozen=True)
class Said:
    """`factor` is how many times as fast or as much, None where that says nothing; `size` is the difference without its
    sign, None where the percentage or the points say it. Numbers are in `unit`."""

    subject: Text | None
    before: Written
    after: Written
    verb: Verb
    unit: Unit
    decimals: int
    change: Change
    factor: Fraction | None
    factor_decimals: int
    factor_of: Literal["speed", "number", "amount"]
    size: Fraction | None

    @property
    def is_worse(self) -> bool:
        return self.change.good is False


def said(subject: Text | None, sides: Sides, change: Change, factor: Fraction | None) -> Said:
    is_time = sides.unit in TIMES and sides.better == "lower" and not sides.is_together
    tells = factor is not None and factor >= WORTH_SAYING and (is_time or sides.better == "higher")
    tells = tells and sides.unit not in BY_DIFFERENCE
    shares = change.share is not None and sides.unit not in BY_DIFFERENCE
    counts = sides.unit in ("count", "people", "jpy") or (sides.unit in TIMES and sides.is_together)
    return Said(
        subject,
        *sides.written,
        _verb(sides, change, is_time),
        sides.unit,
        sides.decimals,
        change,
        factor if tells else None,
        0 if factor and (factor >= ROUND or factor.denominator == 1) else 1,
        "speed" if is_time else "amount" if sides.unit in ("jpy", *TIMES) else "number",
        abs(change.difference) if counts and shares and change.difference else None,
    )


def _verb(sides: Sides, change: Change, is_time: bool) -> Verb:
    if not change.difference:
        return "same"
    if sides.before * sides.after < 0:
        return "turned"
    more = change.difference > 0
    if is_time:
        return "longer" if more else "shorter"
    if sides.unit in ("percent", "score", "times"):
        return "higher" if more else "lower"
    return "more" if more else "fewer"

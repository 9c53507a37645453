"""The arithmetic of KPIs: numbers in, numbers or the reason for none out.

Exact in fractions, and it never divides by zero. Nothing here knows a record, a date or a language. Numbers are rounded
only where they are shown, and then half up (`labels/spelling.py`); a status is always that of the exact ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Literal

Status = Literal["on-track", "at-risk", "off-track", "no-data", "no-target", "stale"]
Better = Literal["higher", "lower"]
Aggregation = Literal["sum", "last", "mean", "none"]
Reason = Literal["no-figure", "too-few", "break", "zero", "not-added", "incomplete", "running"]
"""Why there is no number: a figure is missing or of too few cases, the definition changed in between, it would be
divided by zero, such figures make none together, not all periods have theirs, or the period is not over."""
Result = Fraction | Reason
Amount = Decimal | Fraction | int


@dataclass(frozen=True)
class Change:
    """From one figure to another: the difference, its share of |before| (None from zero, or where the sign changed),
    and whether it is good (None where nothing changed)."""

    difference: Fraction
    share: Fraction | None
    good: bool | None


def status(actual: Amount | None, target: Amount | None, tolerance: Amount, better: Better) -> Status:
    """On track when the target is met, at risk while the shortfall is within tolerance × |target|."""
    if actual is None:
        return "no-data"
    if target is None:
        return "no-target"
    short = shortfall(actual, target, better)
    if short <= 0:
        return "on-track"
    return "at-risk" if short <= Fraction(tolerance) * abs(Fraction(target)) else "off-track"


def shortfall(actual: Amount, target: Amount, better: Better) -> Fraction:
    """How far the target is missed; below zero where it is exceeded."""
    missing = Fraction(target) - Fraction(actual)
    return missing if better == "higher" else -missing


def limit(target: Amount, tolerance: Amount, better: Better) -> Fraction:
    """Up to where a figure that misses its target is at risk and not off track."""
    room = Fraction(tolerance) * abs(Fraction(target))
    return Fraction(target) - room if better == "higher" else Fraction(target) + room


def attainment(actual: Amount | None, target: Amount | None, better: Better) -> Fraction | None:
    """Actual ÷ target, or target ÷ actual where lower is better. None where the quotient would say nothing: unless the
    target is above zero, the actual is not below it, and what it is divided by is not zero."""
    if actual is None or target is None or target <= 0 or actual < 0:
        return None
    if better == "higher":
        return Fraction(actual) / Fraction(target)
    return Fraction(target) / Fraction(actual) if actual else None


def progress(actual: Amount, baseline: Amount, target: Amount) -> Fraction | None:
    """Of the way from the baseline to the target, how much is done; below 0 where it went backwards."""
    way = Fraction(target) - Fraction(baseline)
    return (Fraction(actual) - Fraction(baseline)) / way if way else None


def change(before: Amount, now: Amount, better: Better) -> Change:
    before, now = Fraction(before), Fraction(now)
    difference = now - before
    share = difference / abs(before) if before and before * now >= 0 else None
    return Change(difference, share, (difference > 0) == (better == "higher") if difference else None)


def together(values: Sequence[Fraction], how: Aggregation) -> Result:
    """One figure of those of several periods, oldest first."""
    if not values:
        return "no-figure"
    if how == "sum":
        return _sum(values)
    if how == "mean":
        return _sum(values) / len(values)
    return values[-1] if how == "last" else "not-added"


def _sum(values: Sequence[Fraction]) -> Fraction:
    """With one reduction instead of one for each value."""
    below = lcm(*(value.denominator for value in values))
    return Fraction(sum(value.numerator * (below // value.denominator) for value in values), below)


def quotient(above: Fraction, below: Fraction, scale: int = 1) -> Result:
    return scale * above / below if below else "zero"


def between(first: Fraction, last: Fraction, step: int, steps: int) -> Fraction:
    """On the straight line from one value to another."""
    return first + (last - first) * Fraction(step, steps)


def number(result: Result) -> Fraction | None:
    return result if isinstance(result, Fraction) else None


def reason(result: Result) -> Reason | None:
    return None if isinstance(result, Fraction) else result

"""Units: what figures are counted in, and which of them measure time."""

from fractions import Fraction
from typing import Literal

Unit = Literal["count", "people", "percent", "jpy", "minutes", "hours", "days", "score", "times"]
MINUTES: dict[str, int] = {"minutes": 1, "hours": 60}
"""Units of time that convert into each other. A day does not: it may have 24 hours, or those of a working day."""
SMALLEST: Unit = "minutes"
TIMES = (*MINUTES, "days")


def converts(written: str, unit: str) -> bool:
    """Whether a figure in one unit is exactly one in the other."""
    return written == unit or (written in MINUTES and unit in MINUTES)


def converted(value: Fraction, written: str, unit: str) -> Fraction:
    """The same figure in another unit that it converts into."""
    return value if written == unit else value * MINUTES[written] / MINUTES[unit]

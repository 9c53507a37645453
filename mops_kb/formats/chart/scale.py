"""Scales: round numbers for an axis, and the points of a line in a small box. Exact until they are drawn."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction


def ticks(values: Sequence[Decimal], decimals: int) -> tuple[Decimal, ...]:
    """Four to seven round numbers around all values, their steps 1, 2 or 5 × a power of ten and not finer than
    `decimals`. Zero is among them, unless the values are far from it compared with how much they differ."""
    low, high = min(values), max(values)
    if (low > 0 and high - low > low / 2) or (low >= 0 and high == low):
        low = Decimal(0)
    elif high < 0 and high - low > -high / 2:
        high = Decimal(0)
    step = _step((high - low) / 5, Decimal(1).scaleb(-decimals))
    first = (low / step).to_integral_value(ROUND_FLOOR) * step
    found = [first]
    while found[-1] < high or len(found) < 2:
        found.append(found[-1] + step)
    return tuple(found)


def _step(wanted: Decimal, finest: Decimal) -> Decimal:
    if wanted <= finest:
        return finest
    power = Decimal(1).scaleb(wanted.adjusted())
    return next(power * times for times in (1, 2, 5, 10) if power * times >= wanted)


def spark(numbers: Sequence[Decimal | Fraction | int]) -> tuple[tuple[float, float], ...]:
    """A line as points in a box of 100 × 24, y downward; empty below two values."""
    if len(numbers) < 2:
        return ()
    values = [Fraction(number) for number in numbers]
    low, high = min(values), max(values)
    step = 100 / (len(values) - 1)
    return tuple(
        (round(n * step, 1), round(22 - 20 * float((value - low) / (high - low)), 1) if high > low else 12.0)
        for n, value in enumerate(values)
    )

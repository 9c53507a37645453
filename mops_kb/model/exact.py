"""Exact: what is divided stays a fraction until it is told."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


def decimal(amount: Fraction) -> Decimal:
    return Decimal(amount.numerator) / Decimal(amount.denominator)


def percent(part: Fraction | int, whole: Fraction | int) -> Decimal:
    """A part of something as a percentage of it."""
    return decimal(Fraction(part) / whole * 100)


def half_up(value: Decimal | Fraction | int, decimals: int) -> Decimal:
    """Half up, as people expect it, and away from zero for what is below it."""
    if isinstance(value, Fraction):
        scaled = abs(value) * 10**decimals
        whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
        return Decimal(whole if value >= 0 else -whole).scaleb(-decimals)
    return Decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)

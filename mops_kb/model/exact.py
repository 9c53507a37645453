"""Exact: what is divided stays a fraction until it is told."""

from decimal import Decimal
from fractions import Fraction


def decimal(amount: Fraction) -> Decimal:
    return Decimal(amount.numerator) / Decimal(amount.denominator)


def percent(part: Fraction | int, whole: Fraction | int) -> Decimal:
    """A part of something as a percentage of it."""
    return decimal(Fraction(part) / whole * 100)

"""Intervals: between which bounds a share, a mean and a Net Promoter Score of so many answers lie, 19 times of 20.

- The share: the score interval of E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
  Journal of the American Statistical Association 22 (1927), 209–212. It never leaves 0 to 100 %, and holds for few
  answers too (R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17
  (1998), 857–872, whose numbers the tests use).
- The mean: 1.96 standard errors to either side.
- The Net Promoter Score: the mean of +1, 0 and −1 for promoters, passives and detractors, whose variance is
  p + d − (p − d)². To this end three answers are added, ¾ promoter, 1½ passive and ¾ detractor: without them, few
  answers that are all alike would seem to be sure (the adjusted Wald interval of B. Rocks, "Interval estimation for the
  Net Promoter Score", The American Statistician 70 (2016), 365–372, arXiv:1601.07235; put into words at
  https://measuringu.com/nps-three-confidence-intervals/).

All of them take the answers for a draw from many. Where everybody answered, the interval is too wide.
"""

from collections.abc import Sequence
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

from mops_kb.model.exact import decimal

Z = Decimal("1.959963984540054")
"""Of the standard normal distribution, 97.5 % lie below it."""
ADDED = Fraction(3)
"""So many answers are added to those of a Net Promoter Score: a quarter of them promoters, a quarter detractors."""
_EXACT = Context(prec=40)
_TOLD = Context(prec=28)
"""More digits are reckoned with than told, so that the last one is right on every machine."""


class Estimate(NamedTuple):
    """A value and the bounds around it; one answer alone says nothing of how far answers lie apart."""

    value: Decimal
    low: Decimal | None
    high: Decimal | None
    error: Decimal | None = None
    """The standard error of a mean."""

    def overlaps(self, other: "Estimate") -> bool:
        """Whether the two may be the same after all."""
        if self.low is None or self.high is None or other.low is None or other.high is None:
            return True
        return self.low <= other.high and other.low <= self.high


def share(hits: int, n: int) -> Estimate:
    """So many of `n`, in percent."""
    with localcontext(_EXACT):
        part, square = Decimal(hits) / n, Z * Z
        middle = part + square / (2 * n)
        reach = Z * (part * (1 - part) / n + square / (4 * n * n)).sqrt()
        low = (middle - reach) / (1 + square / n) if hits else Decimal(0)
        high = (middle + reach) / (1 + square / n) if hits < n else Decimal(1)
    return Estimate(decimal(Fraction(100 * hits, n)), _told(low * 100), _told(high * 100))


def mean(scores: Sequence[int], least: int, most: int) -> Estimate:
    """Of scores on a scale from `least` to `most`."""
    n, middle = len(scores), Fraction(sum(scores), len(scores))
    if n == 1:
        return Estimate(decimal(middle), None, None)
    error = _root(sum(((score - middle) ** 2 for score in scores), Fraction(0)) / (n - 1) / n)
    return _around(middle, error, least, most)._replace(error=_told(error))


def net_promoters(promoters: int, detractors: int, n: int) -> Estimate:
    """From −100 to 100."""
    whole = n + ADDED
    part, counter = ((count + ADDED / 4) / whole for count in (promoters, detractors))
    middle = part - counter
    found = _around(middle * 100, _root((part + counter - middle**2) / whole) * 100, -100, 100)
    value = decimal(Fraction(100 * (promoters - detractors), n))
    assert found.low is not None
    assert found.high is not None
    return Estimate(value, min(found.low, value), max(found.high, value))


def _around(middle: Fraction, error: Decimal, least: int, most: int) -> Estimate:
    with localcontext(_EXACT):
        reach = Z * error
        value = decimal(middle)
        low, high = max(value - reach, Decimal(least)), min(value + reach, Decimal(most))
    return Estimate(_told(value), _told(low), _told(high))


def _root(square: Fraction) -> Decimal:
    with localcontext(_EXACT):
        return decimal(square).sqrt()


def _told(value: Decimal) -> Decimal:
    return _TOLD.plus(value)

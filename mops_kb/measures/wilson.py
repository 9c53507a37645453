"""Wilson: between which bounds a share lies, 19 times of 20, when it was seen in so many cases.

The score interval of E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", Journal of
the American Statistical Association 22 (1927), 209–212 (doi:10.1080/01621459.1927.10502953). It stays within 0 and 1
and holds for few cases too, which the usual ± does not (L. D. Brown, T. T. Cai and A. DasGupta, "Interval Estimation
for a Binomial Proportion", Statistical Science 16 (2001), 101–133, doi:10.1214/ss/1009213286).
"""

from dataclasses import dataclass
from decimal import Context, Decimal, localcontext

Z = Decimal("1.959963984540054")
"""97.5 % of the normal distribution lie below it."""


@dataclass(frozen=True)
class Share:
    """`hits` of `n`, none of n being no share at all."""

    hits: int
    n: int

    @property
    def value(self) -> Decimal | None:
        return Decimal(self.hits) / self.n if self.n else None

    @property
    def low(self) -> Decimal | None:
        return self._bound(-1) if self.n else None

    @property
    def high(self) -> Decimal | None:
        return self._bound(1) if self.n else None

    def _bound(self, side: int) -> Decimal:
        """At no hits and at nothing but hits one bound is the share itself, to the last digit."""
        if self.hits == (0 if side < 0 else self.n):
            return Decimal(0 if side < 0 else 1)
        with localcontext(Context(prec=40)):
            part, square = Decimal(self.hits) / self.n, Z * Z
            reach = Z * (part * (1 - part) / self.n + square / (4 * self.n * self.n)).sqrt()
            bound = (part + square / (2 * self.n) + side * reach) / (1 + square / self.n)
        return +bound

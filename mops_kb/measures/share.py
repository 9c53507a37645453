"""Share: so many of so many, and between which bounds it lies, 19 times of 20 (Wilson's score interval)."""

from dataclasses import dataclass
from decimal import Decimal

from mops_kb.kinds.survey import intervals


@dataclass(frozen=True)
class Share:
    """`hits` of `n`; of none there is no share. All values are from 0 to 1."""

    hits: int
    n: int

    @property
    def value(self) -> Decimal | None:
        return Decimal(self.hits) / self.n if self.n else None

    @property
    def low(self) -> Decimal | None:
        return _part(intervals.share(self.hits, self.n).low) if self.n else None

    @property
    def high(self) -> Decimal | None:
        return _part(intervals.share(self.hits, self.n).high) if self.n else None


def _part(percent: Decimal | None) -> Decimal | None:
    return None if percent is None else percent / 100

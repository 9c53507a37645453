"""Facts of attribution: what each model gives to each channel by month, and to each campaign over a year."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, get_args

from mops_kb.kinds.kpi.parts import Model

MODELS: tuple[Model, ...] = get_args(Model)
YEAR = 12


class Credit(NamedTuple):
    """Conversions, and what they are worth."""

    conversions: Fraction = Fraction()
    value: Fraction = Fraction()

    def plus(self, other: "Credit") -> "Credit":
        return Credit(self.conversions + other.conversions, self.value + other.value)

    def less(self, other: "Credit") -> "Credit":
        return Credit(self.conversions - other.conversions, self.value - other.value)


Split = Mapping[str, Mapping[str, Credit]]
"""By model, what each channel or campaign gets; every model gives away the same total."""


@dataclass(frozen=True)
class Month:
    """The conversions of a month (`2026-10`): all of them, those with at least one touch, and these by channel."""

    period: str
    total: Credit
    attributed: Credit
    channels: Split

    @property
    def unattributed(self) -> Credit:
        return self.total.less(self.attributed)


@dataclass(frozen=True)
class Paths:
    """Of the year: paths to conversions with their touches, paths that have not led to one, and the median time from
    the first touch to the conversion, in days."""

    converting: int
    touches: int
    open: int
    days: Decimal

    @property
    def length(self) -> Fraction | None:
        return Fraction(self.touches, self.converting) if self.converting else None


@dataclass(frozen=True)
class Attribution:
    """`year` are the last twelve whole months, `channels` and `campaigns` are of it. `late` are people all of whose
    touches came after all of their conversions."""

    touchpoints: str
    conversions: str
    half_life: Decimal
    months: tuple[Month, ...]
    year: tuple[Month, ...]
    channels: Split
    campaigns: Split
    paths: Paths
    late: int

    @property
    def total(self) -> Credit:
        return added(month.total for month in self.year)

    @property
    def attributed(self) -> Credit:
        return added(month.attributed for month in self.year)

    @property
    def names(self) -> frozenset[str]:
        """Of all channels that have ever led to a conversion."""
        return frozenset(name for month in self.months for name in month.channels["linear"])


def added(those: Iterable[Credit]) -> Credit:
    total = Credit()
    for credit in those:
        total = total.plus(credit)
    return total


def apportioned(parts: Mapping[str, Fraction], decimals: int = 0) -> dict[str, Decimal]:
    """Rounded so that they still add up to their rounded total: what is left over goes to the largest remainders, among
    equals to the first by name."""
    unit = 10**decimals
    scaled = {name: part * unit for name, part in parts.items()}
    whole = {name: part.numerator // part.denominator for name, part in scaled.items()}
    left = round(sum(scaled.values(), Fraction())) - sum(whole.values())
    for name in sorted(scaled, key=lambda name: (whole[name] - scaled[name], name))[:left]:
        whole[name] += 1
    return {name: Decimal(part).scaleb(-decimals) for name, part in whole.items()}

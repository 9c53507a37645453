"""Sides: the two figures of an improvement in one unit."""

from dataclasses import dataclass
from fractions import Fraction

from mops_kb.kinds.improvement.model import Improvement
from mops_kb.kinds.improvement.parts import Side
from mops_kb.kinds.kpi.arithmetic import Better
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.model.catalog import Catalog
from mops_kb.model.unit import SMALLEST, TIMES, Unit, converted, converts


@dataclass(frozen=True)
class Written:
    """A figure as somebody wrote it down."""

    value: Fraction
    unit: Unit
    decimals: int


@dataclass(frozen=True)
class Sides:
    """`before` and `after` are in `unit`, in minutes where they were written in different ones, and have so many
    `decimals`; `written` are both as they stand in the record."""

    before: Fraction
    after: Fraction
    unit: Unit
    decimals: int
    better: Better
    written: tuple[Written, Written]
    is_together: bool = False
    """Whether they are times of all cases together, of which there are fewer hours and none is faster."""


def kpi_of(improvement: Improvement, catalog: Catalog) -> Kpi | None:
    return next((kpi for kpi in catalog.follow(improvement, "kpi") if isinstance(kpi, Kpi)), None)


def sides(improvement: Improvement, catalog: Catalog) -> Sides | None:
    """None where no figures are given, or where they are in units that do not fit, which is a problem."""
    if not (improvement.before and improvement.after):
        return None
    kpi = kpi_of(improvement, catalog)
    usual: Unit = improvement.unit or (kpi.unit if kpi else improvement.own_unit)
    written = _written(improvement.before, usual), _written(improvement.after, usual)
    units = {kpi.unit if kpi else usual, *(one.unit for one in written)}
    if not all(converts(one.unit, unit) for one in written for unit in units):
        return None
    unit: Unit = usual if len(units) == 1 else SMALLEST
    before, after = (converted(one.value, one.unit, unit) for one in written)
    better: Better = kpi.better if kpi else improvement.better or ("lower" if unit in TIMES else "higher")
    together = improvement.measured == "together" or bool(kpi and kpi.aggregation == "sum")
    return Sides(before, after, unit, max(_decimals(before), _decimals(after)), better, written, together)


def _written(side: Side, unit: Unit) -> Written:
    return Written(Fraction(side.value), side.unit or unit, side.decimals)


def _decimals(value: Fraction) -> int:
    """How many an exact number has; it was written in digits."""
    return next(places for places in range(12) if (value * 10**places).denominator == 1)

"""Sides: the two figures of an improvement in one unit, the KPI's where it has one."""

from dataclasses import dataclass
from fractions import Fraction

from mops_kb.kinds.improvement.model import Improvement
from mops_kb.kinds.improvement.parts import Side
from mops_kb.kinds.kpi.arithmetic import Better
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.model.catalog import Catalog
from mops_kb.model.unit import TIMES, Unit, converted, converts


@dataclass(frozen=True)
class Written:
    """A figure as somebody wrote it down."""

    value: Fraction
    unit: Unit
    decimals: int


@dataclass(frozen=True)
class Sides:
    """`before` and `after` are in `unit`; `written` are both as they stand in the record."""

    before: Fraction
    after: Fraction
    unit: Unit
    decimals: int
    better: Better
    written: tuple[Written, Written]


def kpi_of(improvement: Improvement, catalog: Catalog) -> Kpi | None:
    return next((kpi for kpi in catalog.follow(improvement, "kpi") if isinstance(kpi, Kpi)), None)


def sides(improvement: Improvement, catalog: Catalog) -> Sides | None:
    """None where no figures are given, or where they are in units that do not fit, which is a problem."""
    kpi = kpi_of(improvement, catalog)
    unit: Unit = kpi.unit if kpi else improvement.own_unit
    if not (improvement.before and improvement.after):
        return None
    written = tuple(_written(side, improvement.unit or unit) for side in (improvement.before, improvement.after))
    if not all(converts(one.unit, unit) for one in written):
        return None
    before, after = (converted(one.value, one.unit, unit) for one in written)
    better: Better = kpi.better if kpi else improvement.better or ("lower" if unit in TIMES else "higher")
    decimals = max(kpi.decimals if kpi else 0, *(one.decimals for one in written))
    return Sides(before, after, unit, decimals, better, (written[0], written[1]))


def _written(side: Side, unit: Unit) -> Written:
    return Written(Fraction(side.value), side.unit or unit, side.decimals)

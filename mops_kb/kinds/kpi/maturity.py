"""Maturity: how much of a contract a KPI has, in four steps, and what is missing for the next one.

0, named: it has a title and somebody who answers for it.
1, defined: also a definition, a formula and a unit that is written down, so that everybody comes to the same number.
2, measured: also a baseline, a target that has been decided, a source, and figures.
3, running by itself: its figures are worked out (SQL, warehouse, built-in measure, ratio), it says how old they may be
and which goal it serves.
"""

from collections.abc import Iterator
from typing import NamedTuple

from mops_kb.kinds.kpi.model import Kpi


class Maturity(NamedTuple):
    """`missing` are the names of the fields that the next level asks for; "figures" and "worked" are no fields."""

    level: int
    missing: tuple[str, ...]


def maturity(kpi: Kpi, has_figures: bool) -> Maturity:
    for level, missing in enumerate(
        tuple(rung) for rung in (_defined(kpi), _measured(kpi, has_figures), _running(kpi))
    ):
        if missing:
            return Maturity(level, missing)
    return Maturity(3, ())


def _defined(kpi: Kpi) -> Iterator[str]:
    yield from (name for name in ("definition", "formula") if not getattr(kpi, name))
    if "unit" not in kpi.model_fields_set:
        yield "unit"


def _measured(kpi: Kpi, has_figures: bool) -> Iterator[str]:
    if kpi.baseline is None:
        yield "baseline"
    if kpi.aim is None and not kpi.targets:
        yield "target"
    if not (kpi.source or kpi.is_worked):
        yield "source"
    if not has_figures:
        yield "figures"


def _running(kpi: Kpi) -> Iterator[str]:
    if not kpi.is_worked:
        yield "worked"
    yield from (name for name in ("freshness_limits", "goal") if not getattr(kpi, name))

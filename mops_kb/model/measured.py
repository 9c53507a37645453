"""Measured: what a built-in measure worked out, and the figures that it gives to KPIs."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from mops_kb.model.problem import Problem
from mops_kb.model.question import Ask
from mops_kb.model.ref import Ref
from mops_kb.model.settings import Settings

if TYPE_CHECKING:
    from mops_kb.model.catalog import Catalog


class Figure(NamedTuple):
    """What a KPI was in a period (`2026-10`, `FY2026 Q3`): of how many `n`, and between which bounds, where known."""

    period: str
    value: Decimal
    n: int | None = None
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True)
class Measured:
    """`facts` are what reports show. `reads` are the records that they are made of: who may not see one of them, does
    not see the facts. `asked_by` are the KPIs that ask for them: where none of these is shown, nobody has asked.
    `problems` are mistakes in these records' files."""

    facts: object
    reads: tuple[Ref, ...] = ()
    problems: tuple[Problem, ...] = ()
    asked_by: tuple[Ref, ...] = ()


@dataclass(frozen=True)
class Measure:
    """A way to work figures out that is built in.

    KPIs name it (`measure: {name: lead-response, …}`) with `statistics` to choose from. `key` are those parts of what a
    KPI asks for that decide the work, so that KPIs of the same key share it; `figures` picks one KPI's from the facts.
    `wants` are the fields of the KPI's `measure` that must be given, `takes` those that may be.
    `units` says in which unit each statistic is; one that it does not name may be in any.
    """

    name: str
    statistics: tuple[str, ...]
    key: Callable[[Any], Hashable]
    work: "Callable[[Any, Catalog, Settings, Ask], Measured]"
    figures: Callable[[Any, Any, Settings], Sequence[Figure]]
    wants: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)

"""A contract agrees with itself: what may not stand together in one KPI, whatever the others say."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from mops_kb.model.values import wrong

if TYPE_CHECKING:
    from mops_kb.kinds.kpi.model import Kpi

TO_BE_DECIDED = "tbd"
NOT_ADDED = ("percent", "score", "times")
"""Units in which a sum says nothing."""


def refuse(kpi: "Kpi") -> None:
    """Raise all that is wrong at once."""
    found = [InitErrorDetails(type=fault, input=None) for fault in _faults(kpi)]
    if found:
        raise ValidationError.from_exception_data("kpi", found)


def _faults(kpi: "Kpi") -> Iterator[PydanticCustomError]:
    if kpi.target is not None and kpi.targets:
        yield wrong("target-both", at="targets")
    if kpi.target == TO_BE_DECIDED and not kpi.target_due:
        yield wrong("target-undecided", at="target")
    worked = [name for name in ("sql", "measure", "ratio") if getattr(kpi, name)]
    if len(worked) > 1:
        yield wrong("source-twice", ", ".join(worked), at=worked[1])
    if kpi.warehouse and not kpi.sql:
        yield wrong("warehouse-without-sql", at="warehouse")
    if kpi.ratio and kpi.aggregation != "none":
        yield wrong("aggregation-of-ratio", at="aggregation")
    elif kpi.aggregation == "sum" and kpi.unit in NOT_ADDED:
        yield wrong("aggregation-of-unit", kpi.unit, at="aggregation")

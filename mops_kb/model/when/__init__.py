"""When: a date as precise as it was written, and no more."""

from mops_kb.model.when.overlap import overlaps
from mops_kb.model.when.said import Precision
from mops_kb.model.when.value import Occurrence, When

__all__ = ["Occurrence", "Precision", "When", "overlaps"]

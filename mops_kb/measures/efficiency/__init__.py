"""Efficiency of marketing work: how long requests take, and what automation saves."""

from mops_kb.measures.efficiency.cycle_time import CYCLE_TIME
from mops_kb.measures.efficiency.tasks import AUTOMATION_RATE, HOURS_SAVED
from mops_kb.model.measured import Measure

MEASURES: tuple[Measure, ...] = (CYCLE_TIME, HOURS_SAVED, AUTOMATION_RATE)

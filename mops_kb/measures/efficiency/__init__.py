"""Efficiency: hours saved and the automation rate."""

from mops_kb.measures.efficiency.tasks import AUTOMATION_RATE, HOURS_SAVED

MEASURES = (HOURS_SAVED, AUTOMATION_RATE)

"""Conflicts of the marketing calendar: what gets into the way of what, and how much each team has on."""

from pathlib import Path

from mops_kb.model.report import Report
from mops_kb.reports.conflicts import checks

REPORT = Report(
    "conflicts",
    Path(__file__).parent,
    checks=(checks.conflicts, checks.idle, checks.itself),
)

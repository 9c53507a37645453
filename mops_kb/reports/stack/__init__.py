"""The stack under management: renewals, what tools cost and to whom, overlaps and gaps."""

from pathlib import Path

from mops_kb.model.report import Report

REPORT = Report("stack", Path(__file__).parent)

"""Wording: names that were given up, and words that are spelled in two ways."""

from pathlib import Path

from mops_kb.model.report import Report
from mops_kb.reports.wording import given_up, spelling

REPORT = Report("wording", Path(__file__).parent, checks=(given_up.deprecated, spelling.varies))

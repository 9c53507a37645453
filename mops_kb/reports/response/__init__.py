"""How fast leads are answered."""

from pathlib import Path

from mops_kb.model.report import Report

REPORT = Report("response", Path(__file__).parent)

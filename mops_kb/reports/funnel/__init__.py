"""The way of leads through the stages."""

from pathlib import Path

from mops_kb.model.report import Report

REPORT = Report("funnel", Path(__file__).parent)

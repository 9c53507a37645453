"""The marketing calendar: its front page and its views."""

from pathlib import Path

from mops_kb.model.report import Report
from mops_kb.reports.calendar import views

REPORT = Report(
    "calendar",
    Path(__file__).parent,
    views.views,
    views.paths,
)

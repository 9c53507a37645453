"""Scorecards: all KPIs side by side, by status, team, goal and owner, and over months, quarters and years."""

from pathlib import Path

from mops_kb.model.report import Report
from mops_kb.reports.scorecards import views

REPORT = Report("scorecards", Path(__file__).parent, views.views, views.paths)

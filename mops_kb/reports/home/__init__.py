"""The home page."""

from pathlib import Path

from mops_kb.model.report import Report
from mops_kb.reports.home import views

REPORT = Report("home", Path(__file__).parent, views.views, views.paths)

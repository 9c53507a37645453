"""Still elsewhere."""

from pathlib import Path

from mops_kb.model.report import Report
from mops_kb.reports.elsewhere import views

REPORT = Report("elsewhere", Path(__file__).parent, views.views, views.paths)

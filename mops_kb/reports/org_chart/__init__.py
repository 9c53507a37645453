"""The org chart."""

from pathlib import Path

from mops_kb.model.report import Report
from mops_kb.reports.org_chart import views

REPORT = Report("org-chart", Path(__file__).parent, views.views, views.paths, checks=(views.without_role,))

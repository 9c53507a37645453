"""The contributing guide."""

from pathlib import Path

from mops_kb.model.report import Report
from mops_kb.reports.guide import views

REPORT = Report("guide", Path(__file__).parent, views.views, views.paths)

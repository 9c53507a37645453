"""What changed: which pages came and changed lately."""

from pathlib import Path

from mops_kb.model.report import Report
from mops_kb.reports.updates import views

REPORT = Report("updates", Path(__file__).parent, views.views, views.paths)

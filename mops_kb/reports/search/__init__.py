"""The page that tells how to search, and that finds things where no script runs."""

from pathlib import Path

from mops_kb.model.report import Report
from mops_kb.reports.search import views

REPORT = Report("search", Path(__file__).parent, views.views, views.paths)

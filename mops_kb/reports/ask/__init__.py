"""Whom do I ask?"""

from pathlib import Path

from mops_kb.model.report import Report
from mops_kb.reports.ask import views

REPORT = Report("ask", Path(__file__).parent, views.views, views.paths)

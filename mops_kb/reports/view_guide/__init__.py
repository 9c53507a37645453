"""The page about views: each shape and each key with its result, and what can be asked of each kind."""

from pathlib import Path

from mops_kb.model.report import Report
from mops_kb.reports.view_guide import views

REPORT = Report("view-guide", Path(__file__).parent, views.views, lambda _: (views.PATH,))

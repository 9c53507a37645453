"""The page about SQL: which tables and functions a KPI may ask, worked out from what it may."""

from pathlib import Path

from mops_kb.model.report import Report
from mops_kb.reports.sql_guide import views

REPORT = Report("sql-guide", Path(__file__).parent, views.views, lambda _: (views.PATH,))

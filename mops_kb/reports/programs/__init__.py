"""For programs: what the wiki hands to spreadsheets, scripts and language models."""

from pathlib import Path

from mops_kb.model.report import Report
from mops_kb.reports.programs import views

REPORT = Report("programs", Path(__file__).parent, views.views, views.paths)

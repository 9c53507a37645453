"""What is not yet in all languages in which the wiki is published."""

from pathlib import Path

from mops_kb.model.report import Report
from mops_kb.reports.untranslated import checks, views

REPORT = Report(
    "untranslated", Path(__file__).parent, views.views, views.paths, checks=(checks.untranslated, checks.in_the_way)
)

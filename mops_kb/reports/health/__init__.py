"""The health of the wiki."""

from pathlib import Path

from mops_kb.model.report import Report
from mops_kb.reports.health import views
from mops_kb.reports.health.orphans import orphan

REPORT = Report(
    "health",
    Path(__file__).parent,
    views.views,
    views.paths,
    checks=(views.unowned, views.stale, orphan),
)

"""UTM: the registry of what links may carry, every link that carries something, and a builder of correct ones."""

from pathlib import Path

from mops_kb.model.report import Report
from mops_kb.reports.utm import views
from mops_kb.reports.utm.checks import links, registry

REPORT = Report("utm", Path(__file__).parent, views.views, views.paths, checks=(registry, links))

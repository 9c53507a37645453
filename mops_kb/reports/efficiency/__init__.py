"""Efficiency: hours saved and how much is automated, task by task."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.efficiency import views

REPORT = Report(
    "efficiency",
    Path(__file__).parent,
    views.views,
    views.paths,
    sections=(
        Section("playbook", views.of_playbook, "efficiency/playbook.md"),
        Section("kpi", views.of_kpi, "efficiency/kpi.md"),
    ),
)

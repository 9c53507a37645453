"""Snapshots of warehouses: how old they are, and whether they still answer what their KPI asks."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.snapshots import views

REPORT = Report(
    "snapshots",
    Path(__file__).parent,
    checks=(views.check,),
    sections=(Section("kpi", views.pulled, "snapshots/section.md"),),
)

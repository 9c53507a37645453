"""Satisfaction: what a team said in surveys, on its page as a stakeholder, and how KPIs are made of surveys."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.satisfaction import checks, views

REPORT = Report(
    "satisfaction",
    Path(__file__).parent,
    checks=(checks.statistics,),
    sections=(
        Section("stakeholder", views.of_stakeholder, "satisfaction/stakeholder.md"),
        Section("kpi", views.of_kpi, "satisfaction/kpi.md"),
    ),
)

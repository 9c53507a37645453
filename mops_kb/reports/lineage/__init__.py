"""Where the figures of a KPI come from, what they are for and who uses them; and what they have taught us."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.lineage import views

REPORT = Report(
    "lineage",
    Path(__file__).parent,
    sections=(
        Section("kpi", views.insights, "lineage/insights.md"),
        Section("kpi", views.lineage, "lineage/section.md"),
    ),
)

"""What is on the roadmap for a tool, a KPI or an initiative, on the page of each."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.roadmap import views

REPORT = Report(
    "roadmap",
    Path(__file__).parent,
    sections=tuple(Section(kind, views.of, "roadmap/section.md") for kind in ("tool", "kpi", "initiative")),
)

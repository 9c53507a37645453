"""Utilisation: how much of the technology that is paid for is used, tool by tool and month by month."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.utilisation import checks, sections, views

REPORT = Report(
    "utilisation",
    Path(__file__).parent,
    views.views,
    views.paths,
    checks=(checks.uncounted,),
    sections=(
        Section("tool", sections.of_tool, "utilisation/tool.md"),
        Section("kpi", sections.of_kpi, "utilisation/kpi.md"),
    ),
)

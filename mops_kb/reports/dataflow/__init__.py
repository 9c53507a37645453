"""Data flows between tools: the map, which tool is right about which field, and what breaks when one of them stops."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.dataflow import views
from mops_kb.reports.dataflow.checks import into_retired, loops, unrecorded
from mops_kb.reports.dataflow.stops import of_tool

REPORT = Report(
    "dataflow",
    Path(__file__).parent,
    views.views,
    views.paths,
    checks=(into_retired, loops, unrecorded),
    sections=(
        Section("tool", views.of_tool, "dataflow/tool.md"),
        Section("tool", of_tool, "dataflow/stops.md"),
    ),
)

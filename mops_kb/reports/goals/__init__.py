"""Goals: from what the company wants down to the KPIs by which one sees how far it is."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.goals import checks, views, way
from mops_kb.reports.goals.facts import FACTS

REPORT = Report(
    "goals",
    Path(__file__).parent,
    views.views,
    checks=(checks.kpis_without_goal, checks.goals_without_kpi),
    sections=(
        Section("goal", views.of_goal, "goals/goal.md"),
        Section("improvement", way.of_improvement, "goals/way.md"),
    ),
    facts=FACTS,
)

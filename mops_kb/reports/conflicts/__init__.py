"""Conflicts of the marketing calendar: what gets into the way of what, and how much each team has on."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.conflicts import checks, sections, views
from mops_kb.reports.conflicts.facts import FACTS

REPORT = Report(
    "conflicts",
    Path(__file__).parent,
    views.views,
    views.paths,
    checks=(checks.conflicts, checks.idle, checks.itself),
    sections=(
        Section("event", sections.of_event, "conflicts/event.md"),
        Section("tool", sections.of_tool, "conflicts/tool.md"),
        Section("team", sections.of_team, "conflicts/team.md"),
        Section("blackout", sections.of_blackout, "conflicts/blackout.md"),
    ),
    facts=FACTS,
)

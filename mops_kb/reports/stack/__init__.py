"""The stack under management: renewals, what tools cost and whom, overlaps and gaps."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.stack import checks, renewals, sections, views
from mops_kb.reports.stack.facts import FACTS

REPORT = Report(
    "stack",
    Path(__file__).parent,
    views.views,
    views.paths,
    checks=(checks.shelfware, checks.over, checks.of_retired),
    sections=(
        Section("tool", sections.of_tool, "stack/tool.md"),
        Section("team", sections.of_team, "stack/team.md"),
    ),
    feeds=renewals.feeds,
    facts=FACTS,
)

"""The scorecard of the steps to win the executives, the log of what was told to whom, and what is shared with sales."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.buy_in import checks, facts, score_facts, views

REPORT = Report(
    "buy-in",
    Path(__file__).parent,
    views.views,
    views.paths,
    checks=(checks.asks, checks.never_reached),
    sections=(
        Section("buy-in-step", views.of_step, "buy_in/step.md"),
        Section("claim", views.told_with, "buy_in/told.md"),
        Section("team", views.heard_by, "buy_in/told.md"),
        Section("role", views.heard_by, "buy_in/told.md"),
    ),
    facts=(*facts.FACTS, *score_facts.FACTS),
)

"""Plans: a playbook applied to an event, counted back from its day, and what is next for every team and person."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.plans import checks, coming, feeds, views
from mops_kb.reports.plans.facts import FACTS

REPORT = Report(
    "plans",
    Path(__file__).parent,
    views.views,
    views.paths,
    checks=(checks.steps_done, checks.late, checks.vacant, checks.retiring, checks.twins),
    sections=(
        Section("event", views.of_event, "plans/event.md"),
        Section("person", coming.of, "plans/section.md"),
        Section("team", coming.of, "plans/section.md"),
    ),
    feeds=feeds.feeds,
    facts=FACTS,
)

"""The improvement ledger: what got better, whether that is proved, and what it is worth in hours and money."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.ledger import checks, views
from mops_kb.reports.ledger.facts import FACTS

IMPROVED = ("playbook", "tool", "training", "initiative", "integration", "channel", "kpi")
"""The kinds whose pages tell what they improved, or how they were."""

REPORT = Report(
    "ledger",
    Path(__file__).parent,
    views.views,
    checks=(checks.claimed, checks.overlapping),
    sections=(
        Section("improvement", views.of_improvement, "ledger/answers.md"),
        Section("improvement", views.of_details, "ledger/details.md"),
        *(Section(kind, views.of_cause, "ledger/improved.md") for kind in IMPROVED),
    ),
    facts=FACTS,
)

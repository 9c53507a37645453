"""Claims: whether what we tell others still rests on something, and what leans on each piece of evidence."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.claims import checks, views
from mops_kb.reports.claims.facts import FACTS

EVIDENCE = ("kpi", "improvement", "benchmark", "insight", "learning")
"""The kinds that claims rest on."""

REPORT = Report(
    "claims",
    Path(__file__).parent,
    views.views,
    checks=(checks.weak,),
    sections=(
        Section("claim", views.of_claim, "claims/claim.md"),
        *(Section(kind, views.leaning, "claims/leaning.md") for kind in EVIDENCE),
    ),
    facts=FACTS,
)

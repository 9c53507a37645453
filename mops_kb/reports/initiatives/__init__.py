"""Initiatives: whom a change affects, and three gates that evidence opens."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.initiatives import checks, findings, views

REPORT = Report(
    "initiatives",
    Path(__file__).parent,
    checks=(
        checks.nobody_affected,
        checks.not_reached,
        checks.ahead,
        checks.too_early,
        findings.late,
        findings.old,
        findings.unanswered,
        findings.overdue,
        findings.unaffected,
        findings.reopened,
    ),
    sections=(
        Section("initiative", views.of_gates, "initiatives/answers.md", "answer"),
        Section("initiative", views.of_gates, "initiatives/gates.md", "first"),
        Section("initiative", views.of_kpis, "initiatives/kpis.md", "first"),
        Section("initiative", views.of_affected, "initiatives/affected.md", "first"),
    ),
)

"""Onboarding: a checklist for whoever takes up a role."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.onboarding import views

REPORT = Report(
    "onboarding",
    Path(__file__).parent,
    views.views,
    views.paths,
    checks=(views.twins,),
    sections=(Section("role", views.of_role, "onboarding/section.md"),),
)

"""How fast leads are answered, and how long requests take: a page of its own, and what KPIs made of them show."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.response import checks, sections, views

REPORT = Report(
    "response",
    Path(__file__).parent,
    views.views,
    views.paths,
    checks=(checks.waiting,),
    sections=(
        Section("kpi", sections.of_leads, "response/leads.md"),
        Section("kpi", sections.of_requests, "response/requests.md"),
    ),
)

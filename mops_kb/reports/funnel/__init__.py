"""The way of leads through the stages: a page of its own, the index of the stages, and what their pages show of it."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.funnel import checks, sections, views
from mops_kb.reports.funnel.facts import FACTS

REPORT = Report(
    "funnel",
    Path(__file__).parent,
    views.views,
    views.paths,
    checks=(checks.disordered,),
    sections=(
        Section("stage", sections.of_stage, "funnel/stage.md"),
        Section("kpi", sections.of_kpi, "funnel/kpi.md"),
    ),
    facts=FACTS,
)

"""Learnings where they are of use: on the pages of the events, tools and playbooks that they are about."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.learnings import views

REPORT = Report(
    "learnings",
    Path(__file__).parent,
    sections=tuple(Section(kind, views.about, "learnings/about.md") for kind in ("event", "playbook", "tool")),
)

"""The bridge to IT: which word IT uses, for which tools, and whom to talk to there."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.bridge import counterpart, views

REPORT = Report(
    "bridge",
    Path(__file__).parent,
    views.views,
    views.paths,
    checks=(counterpart.missing,),
    sections=(Section("term", views.of_term, "bridge/term.md"),),
)

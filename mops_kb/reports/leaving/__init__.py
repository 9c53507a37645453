"""What hangs on single people. For colleagues only: a public site shows none of it."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.leaving import views
from mops_kb.reports.leaving.factor import alone_without_deputy

REPORT = Report(
    "leaving",
    Path(__file__).parent,
    views.views,
    views.paths,
    checks=(alone_without_deputy,),
    sections=(Section("person", views.of_person, "leaving/person.md"),),
)

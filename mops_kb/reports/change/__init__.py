"""Change: how all initiatives stand, when what takes place, what worries whom, and what changes for each of us."""

from pathlib import Path

from mops_kb.model.report import Report, Section
from mops_kb.reports.change import feeds, people, timeline, views
from mops_kb.reports.change.facts import FACTS

REPORT = Report(
    "change",
    Path(__file__).parent,
    views.views,
    views.paths,
    checks=(people.twins,),
    sections=(
        Section("person", people.of, "change/section.md"),
        Section("role", people.of, "change/section.md"),
        Section("team", people.of, "change/section.md"),
        Section("initiative", timeline.of_one, "change/one.md"),
    ),
    feeds=feeds.feeds,
    facts=FACTS,
)

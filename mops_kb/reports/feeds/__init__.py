"""Calendar feeds, and the page that tells how to subscribe to them."""

from pathlib import Path

from mops_kb.model.report import Report
from mops_kb.reports.feeds import views

REPORT = Report(
    "feeds",
    Path(__file__).parent,
    views.views,
    views.paths,
    feeds=views.feeds,
)

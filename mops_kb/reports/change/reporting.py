"""Reporting: by when the next report on an initiative is due, and since when it is late."""

from datetime import date

from mops_kb.kinds.initiative.model import Initiative
from mops_kb.reports.initiatives.during import last_report
from mops_kb.reports.initiatives.limits import limits


def next_report(one: Initiative, as_of: date) -> date | None:
    """As long after the last one as the initiative says, or after its start; only of what is running."""
    if one.state != "running" or not one.report_every:
        return None
    since = last_report(one, as_of) or one.started_on
    return since + limits().every[one.report_every] if since else None


def days_late(due: date | None, as_of: date) -> int:
    """0 while it may still come."""
    return (as_of - due).days if due and due + limits().grace < as_of else 0

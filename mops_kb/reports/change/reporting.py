"""Reporting: by when the next report on an initiative is due."""

from calendar import monthrange
from datetime import date, timedelta

from mops_kb.kinds.initiative.model import Initiative

_DAYS = {"week": 7, "two-weeks": 14}


def next_report(one: Initiative, as_of: date) -> date | None:
    """As long after the last one as it said, or after the start; only of what is running."""
    if one.state != "running" or not one.report_every:
        return None
    known = [report.on for report in one.reports if report.on <= as_of]
    since = max(known, default=one.started_on)
    return _after(since, one.report_every) if since else None


def _after(day: date, every: str) -> date:
    if every in _DAYS:
        return day + timedelta(days=_DAYS[every])
    year, month = (day.year, day.month + 1) if day.month < 12 else (day.year + 1, 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))

"""Facts of improvements: whether they are proved, by how much it got better, and what that is worth."""

from typing import get_args

from mops_kb.model.fact import Facts, entity
from mops_kb.reports.ledger.entries import State
from mops_kb.reports.ledger.page import summary
from mops_kb.reports.ledger.proof import Reason

REASONS = (*get_args(Reason), "part-of", "overlap")
"""Why one does not count: what it lacks, or that another one tells it."""

_fact = Facts("improvement", summary, "ledger/cells.md")

FACTS = (
    _fact("state", "choice", lambda row: row.entry.state, get_args(State), choices_in="ledger.state", rich=True),
    _fact("change", "share", lambda row: row.entry.change.share if row.entry.change else None, wide=True),
    _fact("hours_per_year", "number", lambda row: row.entry.hours_per_year, rich=True),
    _fact("money_per_year", "money", lambda row: row.worth.money, rich=True),
    _fact("lacks", "choice", lambda row: next(iter(row.entry.why), None), REASONS, choices_in="ledger.why", rich=True),
    _fact("in_effect", "date", lambda row: row.entry.improvement.since, rich=True),
    _fact("confirmed", "ref", lambda row: entity(row.confirmed_by), words="improvement.confirmed_by"),
    _fact("counted_in", "ref", lambda row: entity(row.instead)),
)

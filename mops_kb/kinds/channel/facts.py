"""Facts of channels: how often, how many people, how many hours, what was decided, and what is missing."""

from typing import get_args

from mops_kb.kinds.channel import views
from mops_kb.kinds.channel.model import PER_YEAR, Decision
from mops_kb.model.fact import Facts

_fact = Facts("channel", views.page, "channel/cells.md")

FACTS = (
    _fact(
        "often",
        "number",
        lambda view: PER_YEAR[view.channel.frequency] if view.channel.frequency else None,
        wide=True,
    ),
    _fact("people", "number", lambda view: len(view.people), rich=True, words="channel.participants"),
    _fact("hours", "number", lambda view: view.hours, rich=True, words="channel.hours"),
    _fact("hours_after", "number", lambda view: view.hours_after, rich=True),
    _fact("saved", "number", lambda view: view.saved, rich=True),
    _fact(
        "decision",
        "choice",
        lambda view: view.channel.verdict.decision if view.channel.verdict else None,
        get_args(Decision),
        choices_in="channel.verdict.decision",
        rich=True,
        words="channel.verdict",
    ),
    _fact("is_asked", "flag", lambda view: bool(view.candidates) and not view.channel.decided),
    _fact("lacking", "number", lambda view: len(view.lacking)),
)

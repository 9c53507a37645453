"""Playbooks: processes that somebody can follow tomorrow."""

from pathlib import Path

from mops_kb.kinds.playbook import checks, views
from mops_kb.kinds.playbook.model import Playbook
from mops_kb.model.kind import Kind

KIND = Kind(
    name="playbook",
    model=Playbook,
    room=Path(__file__).parent,
    page=views.page,
    index=views.index,
    questions=("trigger", "outcome", "who"),
    defaults={"duty": ("process",), "pillar": ("process",)},
    checks=(checks.crossing, checks.twins, checks.unanswered_for),
    tells=("learnings", "rules"),
)

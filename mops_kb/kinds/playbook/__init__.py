"""Playbooks: processes that somebody can follow tomorrow."""

from pathlib import Path

from mops_kb.kinds.playbook import checks, tasks, views
from mops_kb.kinds.playbook.facts import FACTS
from mops_kb.kinds.playbook.model import Playbook
from mops_kb.kinds.playbook.tasks import TaskMonth
from mops_kb.model.kind import Kind, Table

TASKS = Table(name="task-month", folder="task-months", model=TaskMonth, key=("task", "period"))

KIND = Kind(
    name="playbook",
    model=Playbook,
    room=Path(__file__).parent,
    page=views.page,
    index=views.index,
    questions=("trigger", "outcome", "who"),
    defaults={"duty": ("process",), "pillar": ("process",)},
    tables=(TASKS,),
    checks=(checks.crossing, checks.twins, checks.unanswered_for, tasks.twice),
    tells=("improvements", "learnings", "rules", "task-months"),
    facts=FACTS,
)

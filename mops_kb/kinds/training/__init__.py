"""Trainings and who has completed them."""

from pathlib import Path
from typing import get_args

from mops_kb.kinds.training import views
from mops_kb.kinds.training.facts import FACTS
from mops_kb.kinds.training.model import Completion, Format, Training
from mops_kb.model.kind import Kind, Table

COMPLETIONS = Table(name="completion", folder="completions", model=Completion, key=("person", "training", "on"))

KIND = Kind(
    name="training",
    model=Training,
    room=Path(__file__).parent,
    page=views.page,
    index=views.index,
    questions=("learn", "take", "trainer"),
    order=lambda training, _: (get_args(Format).index(training.format), training.due_within),
    tables=(COMPLETIONS,),
    checks=(views.late, views.unscheduled, views.ahead),
    defaults={"duty": ("enablement",), "pillar": ("people",)},
    tells=("improvements", "rules"),
    facts=FACTS,
)

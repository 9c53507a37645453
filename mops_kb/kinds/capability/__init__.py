"""Capabilities: what the stack can do for marketing, whichever tool does it."""

from pathlib import Path
from typing import get_args

from mops_kb.kinds.capability import views
from mops_kb.kinds.capability.facts import FACTS
from mops_kb.kinds.capability.model import Capability, Group
from mops_kb.model.kind import Kind

KIND = Kind(
    name="capability",
    model=Capability,
    room=Path(__file__).parent,
    page=views.page,
    index=views.index,
    questions=("use", "enough", "chosen"),
    order=lambda capability, _: get_args(Group).index(capability.group),
    checks=(views.gaps,),
    defaults={"duty": ("martech",), "pillar": ("technology",)},
    tells=("capable-tools", "evaluations"),
    facts=FACTS,
)

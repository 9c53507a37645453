"""Duties."""

from pathlib import Path

from mops_kb.kinds.duty.model import Duty
from mops_kb.model.coverage import covered, covered_all, facts_of
from mops_kb.model.kind import Kind

KIND = Kind(
    name="duty",
    model=Duty,
    room=Path(__file__).parent,
    page=covered,
    index=covered_all(Duty),
    order=lambda duty, _: duty.position,
    built_in=Path(__file__).parent / "built_in.yml",
    tells=("entities",),
    facts=facts_of(Duty),
)

"""Pillars."""

from pathlib import Path

from mops_kb.kinds.pillar.model import Pillar
from mops_kb.model.coverage import covered, covered_all, facts_of
from mops_kb.model.kind import Kind

KIND = Kind(
    name="pillar",
    model=Pillar,
    room=Path(__file__).parent,
    page=covered,
    index=covered_all(Pillar),
    order=lambda pillar, _: pillar.position,
    built_in=Path(__file__).parent / "built_in.yml",
    tells=("entities",),
    facts=facts_of(Pillar),
)

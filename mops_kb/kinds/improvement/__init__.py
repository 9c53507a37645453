"""Improvements: what got better, by what, who confirmed it, and what it is worth in a year."""

from pathlib import Path

from mops_kb.kinds.improvement import checks, views
from mops_kb.kinds.improvement.model import Improvement
from mops_kb.model.kind import Kind

KIND = Kind(
    name="improvement",
    model=Improvement,
    room=Path(__file__).parent,
    page=views.page,
    index=None,
    questions=("what", "worth", "proof"),
    order=lambda improvement, _: -improvement.since.toordinal(),
    before=("part_of",),
    checks=(checks.fits_its_kpi, checks.keeps_order, checks.follows_its_cause),
    defaults={"duty": ("data",), "pillar": ("process",)},
    tells=("improvement-parts", "supports"),
)

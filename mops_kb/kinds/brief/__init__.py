"""Briefs that were kept: a month or a quarter for executives, with the figures as they were told."""

from pathlib import Path

from mops_kb.kinds.brief import views
from mops_kb.kinds.brief.model import Brief
from mops_kb.model.kind import Kind

KIND = Kind(
    name="brief",
    model=Brief,
    room=Path(__file__).parent,
    page=views.page,
    index=None,
    checks=(views.kept_early,),
    order=views.latest_first,
    defaults={"duty": ("data",), "pillar": ("process",)},
)

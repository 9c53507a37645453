"""Claims: sentences that we tell others, and what each of them rests on."""

from pathlib import Path

from mops_kb.kinds.claim import views
from mops_kb.kinds.claim.model import Claim
from mops_kb.model.kind import Kind

KIND = Kind(
    name="claim",
    model=Claim,
    room=Path(__file__).parent,
    page=views.page,
    index=None,
    questions=("stands", "audience", "since"),
    defaults={"duty": ("data",), "pillar": ("process",)},
)

"""Tools: the martech guide."""

from pathlib import Path

from mops_kb.kinds.tool import lifecycle, views
from mops_kb.kinds.tool.model import Tool
from mops_kb.model.kind import Kind

KIND = Kind(
    name="tool",
    model=Tool,
    room=Path(__file__).parent,
    page=views.page,
    index=None,
    questions=("use", "access", "state"),
    order=lambda tool, _: views.by_state(tool),
    checks=(views.seats, lifecycle.adoptions, lifecycle.ahead),
    defaults={"duty": ("martech",), "pillar": ("technology",)},
    tells=(
        "replaced-by",
        "flows-in",
        "flows-out",
        "record-of",
        "roadmap",
        "contracts",
        "candidate-in",
        "chosen-in",
        "trainings",
        "learnings",
        "rules",
    ),
)

"""Tools: the martech guide."""

from pathlib import Path

from mops_kb.kinds.tool import lifecycle, usage, views
from mops_kb.kinds.tool.facts import FACTS
from mops_kb.kinds.tool.model import Tool
from mops_kb.kinds.tool.usage import Usage
from mops_kb.model.kind import Kind, Table

USAGE = Table(name="usage", folder="usage", model=Usage, key=("tool", "period"))

KIND = Kind(
    name="tool",
    model=Tool,
    room=Path(__file__).parent,
    page=views.page,
    index=None,
    questions=("use", "access", "state"),
    order=lambda tool, _: views.by_state(tool),
    tables=(USAGE,),
    checks=(views.overrun, lifecycle.adoptions, lifecycle.ahead, usage.twice, usage.contradicted),
    defaults={"duty": ("martech",), "pillar": ("technology",)},
    tells=(
        "improvements",
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
        "usage",
        "rules",
    ),
    facts=FACTS,
)

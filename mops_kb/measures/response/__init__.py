"""Lead response: how long leads wait for the first touch, in business hours."""

from mops_kb.measures.response.facts import figures
from mops_kb.measures.response.work import work
from mops_kb.model.measured import Measure

NAME = "lead-response"
MEASURES = (
    Measure(
        NAME,
        ("median", "p90", "within-sla", "count"),
        key=lambda asked: asked.of,
        work=work,
        figures=figures,
        wants=("of",),
        takes=("sla",),
        units={"median": "minutes", "p90": "minutes", "within-sla": "percent", "count": "count"},
    ),
)

"""Attribution: which channels and campaigns the conversions are owed to, by eight models side by side."""

from mops_kb.measures.attribution.figures import figures
from mops_kb.measures.attribution.work import key, work
from mops_kb.model.measured import Measure

MEASURES = (
    Measure(
        "attribution",
        statistics=("conversions", "value", "share"),
        key=key,
        work=work,
        figures=figures,
        wants=("of", "conversions", "model"),
        takes=("channels", "half_life"),
    ),
)

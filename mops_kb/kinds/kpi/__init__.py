"""KPIs and their figures."""

from pathlib import Path
from typing import get_args

from mops_kb.kinds.kpi import checks, views
from mops_kb.kinds.kpi.facts import FACTS
from mops_kb.kinds.kpi.model import Group, Kpi, Measurement
from mops_kb.kinds.kpi.snapshot import FOLDER, Snapshot
from mops_kb.model.kind import Kind, Table

FIGURES = Table(name="measurement", folder="figures", model=Measurement, key=("kpi", "period"))
SNAPSHOTS = Table(name="snapshot", folder=FOLDER, model=Snapshot, key=("kpi",), is_written=True)

KIND = Kind(
    name="kpi",
    model=Kpi,
    room=Path(__file__).parent,
    page=views.page,
    index=views.index,
    plot=lambda kpi, catalog, settings: views.page(kpi, catalog, settings).plot,
    questions=("now", "meaning", "who"),
    order=lambda kpi, _: get_args(Group).index(kpi.group),
    tables=(FIGURES, SNAPSHOTS),
    checks=(checks.measured, checks.rows, checks.orders, checks.ratios),
    defaults={"duty": ("data",), "pillar": ("process",)},
    tells=(
        "improvements",
        "figures",
        "roadmap",
        "insights",
        "served-by",
        "served-by-events",
        "initiatives",
        "numerator-of",
        "denominator-of",
        "supports",
        "benchmarks",
    ),
    facts=FACTS,
)

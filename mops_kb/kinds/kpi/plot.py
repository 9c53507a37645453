"""What the chart of a KPI shows: every period from the first figure to the latest, the latest three years of them."""

from mops_kb.formats.chart import Plot, Slot
from mops_kb.kinds.kpi.series import Point, Series

MOST = {"monthly": 37, "quarterly": 13}
"""So many periods: three years, and the one that they are compared with."""


def plot(run: Series, fiscal_year_start: int) -> Plot | None:
    """None below two figures: a dot is no course."""
    kpi = run.kpi
    if len(run.points) < 2:
        return None
    slots = [_slot(run, point, fiscal_year_start) for point in run.points[-MOST[kpi.cadence] :]]
    return Plot(tuple(slots), kpi.unit, kpi.decimals, kpi.curve)


def _slot(run: Series, point: Point, fiscal_year_start: int) -> Slot:
    kpi = run.kpi
    edge = None
    if kpi.aim is not None:
        room = kpi.tolerance * abs(kpi.aim)
        edge = kpi.aim - room if kpi.better == "higher" else kpi.aim + room
    begins = point.first.month == fiscal_year_start
    return Slot(point.period, point.value, aim=kpi.aim, edge=edge, begins_year=begins)

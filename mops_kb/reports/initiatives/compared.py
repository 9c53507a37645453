"""Compared: the KPIs of an initiative before it began and since, where that can be compared."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from mops_kb.kinds.initiative.model import Initiative
from mops_kb.kinds.kpi.arithmetic import Change, Reason
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.kpi.series import Point
from mops_kb.kinds.kpi.unshown import unshown
from mops_kb.kinds.kpi.views import figures
from mops_kb.model.catalog import Catalog
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class Compared:
    """`before` is the last figure of a period that was over when the initiative began, `after` the last one of a period
    that began since. Where there is no change, `why` says so; `unshown` figures are for colleagues."""

    kpi: Kpi
    before: Point | None
    after: Point | None
    change: Change | None
    why: Reason | Literal["no-before", "no-after", "unshown"] | None


def compared(initiative: Initiative, catalog: Catalog, settings: Settings, on: date) -> tuple[Compared, ...]:
    """Nothing where nobody wrote when it began."""
    start = initiative.started_on
    those = [one for one in catalog.follow(initiative, "kpis") if isinstance(one, Kpi)]
    return tuple(_compared(kpi, start, catalog, settings, on) for kpi in those) if start and start <= on else ()


def _compared(kpi: Kpi, start: date, catalog: Catalog, settings: Settings, on: date) -> Compared:
    series = figures(kpi, catalog, settings)
    if kpi.id in catalog.once(unshown, settings):
        return Compared(kpi, None, None, None, "unshown")
    before = next((point for point in reversed(series.told) if point.last < start), None)
    after = next((point for point in reversed(series.told) if start <= point.first and point.last <= on), None)
    if not before or not after:
        return Compared(kpi, before, after, None, "no-before" if not before else "no-after")
    change = series.compared(before, after)
    return Compared(kpi, before, after, *((change, None) if isinstance(change, Change) else (None, change)))

"""Facts of KPIs: the last figure, how it stands against its target, how it moves, and how far it can be trusted."""

from datetime import date
from typing import get_args

from mops_kb.kinds.kpi import views
from mops_kb.kinds.kpi.arithmetic import Change
from mops_kb.kinds.kpi.model import Status
from mops_kb.kinds.kpi.views import KpiView
from mops_kb.model.fact import Facts

_fact = Facts("kpi", views.page, "kpi/cells.md")


def _way(change: Change | None) -> str | None:
    if change is None:
        return None
    return "flat" if change.good is None else "good" if change.good else "bad"


def _until(view: KpiView) -> date | None:
    return view.latest.last if view.latest else None


STATUS = _fact("status", "choice", lambda view: view.status, get_args(Status), rich=True, words="kpi.status")
HAS_TARGET = _fact("has_target", "flag", lambda view: view.target is not None)
HAS_FIGURES = _fact("has_figures", "flag", lambda view: view.latest is not None)
MATURITY = _fact("maturity", "number", lambda view: view.maturity.level, words="kpi.maturity")

FACTS = (
    _fact("latest", "number", lambda view: view.actual, rich=True, words="kpi.actual"),
    _fact("until", "date", _until),
    _fact("aim", "number", lambda view: view.target, rich=True, words="kpi.target"),
    _fact("attainment", "share", lambda view: view.attainment, rich=True, words="kpi.attainment"),
    _fact("progress", "share", lambda view: view.judged.progress if view.judged else None, rich=True),
    STATUS,
    _fact(
        "change",
        "share",
        lambda view: view.previous.share if view.previous else None,
        rich=True,
        words="kpi.vs-previous",
    ),
    _fact(
        "year_change",
        "share",
        lambda view: view.last_year.share if view.last_year else None,
        rich=True,
        words="kpi.vs-last-year",
    ),
    _fact("direction", "choice", lambda view: _way(view.previous), ("good", "flat", "bad"), choices_in="change"),
    _fact("trend", "number", lambda view: len(view.points) if view.spark else None, wide=True, words="kpi.trend"),
    _fact("days_old", "number", lambda view: view.age.days, words="kpi.age"),
    HAS_TARGET,
    HAS_FIGURES,
    MATURITY,
)

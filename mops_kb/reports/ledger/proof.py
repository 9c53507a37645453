"""Proof: what an improvement lacks before anybody has to believe it: evidence that holds, and somebody who agrees."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Literal

from mops_kb.kinds.dataset.model import STORE, Stored
from mops_kb.kinds.improvement.model import Improvement
from mops_kb.kinds.improvement.parts import Evidence, Side
from mops_kb.kinds.kpi import periods
from mops_kb.kinds.kpi.arithmetic import Result, change
from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.kpi.series import Series
from mops_kb.kinds.kpi.views import figures
from mops_kb.model.catalog import Catalog
from mops_kb.model.exact import half_up
from mops_kb.model.period import Period
from mops_kb.model.settings import Settings
from mops_kb.model.unit import converted, converts
from mops_kb.reports.ledger.sides import sides

Reason = Literal[
    "no-evidence",
    "unconfirmed",
    "early",
    "ahead",
    "worse",
    "differs",
    "break",
    "no-values",
    "no-period",
    "no-figure",
    "too-few",
    "running",
    "no-rows",
]
"""Nothing shows it; nobody has confirmed it, or before the period after was over; it has not begun, that period is not
over yet, or its figure got worse. Its figures are not those of the KPI, or the KPI's may not be compared, because what
it measures changed in between. Or what is to show it cannot: no figures or periods are given, or the KPI has none then
or may not tell them; or the dataset is empty."""
_AGAINST = ("differs", "break")
"""What speaks against it, whatever else may speak for it."""


def lacking(improvement: Improvement, catalog: Catalog, settings: Settings, on: date) -> tuple[Reason, ...]:
    """All that was missing on a day, by the figures of the settings' day; nothing of what is proved."""
    return tuple(dict.fromkeys(_lacking(improvement, catalog, settings, on)))


def _lacking(improvement: Improvement, catalog: Catalog, settings: Settings, on: date) -> Iterator[Reason]:
    shown = _last(improvement, settings)
    is_running = shown is not None and shown >= settings.as_of
    if improvement.since > on:
        yield "ahead"
    elif is_running:
        yield "running"
    found = sides(improvement, catalog)
    if found and change(found.before, found.after, found.better).good is False:
        yield "worse"
    against = [_by_figures(improvement, kpi, catalog, settings) for kpi in _kpis(improvement, catalog, settings)]
    yield from (one for one in against if one in _AGAINST)
    weak = [weakness(improvement, position, catalog, settings) for position in range(len(improvement.evidence))]
    if not weak:
        yield "no-evidence"
    elif all(weak):
        yield from (one for one in weak if one)
    if not improvement.confirmed_on or improvement.confirmed_on > on:
        yield "unconfirmed"
    elif shown and improvement.confirmed_on < shown and not is_running:
        yield "early"


def _last(improvement: Improvement, settings: Settings) -> date | None:
    """The day on which the figure after was whole, whatever is to show it."""
    after = improvement.after.period if improvement.after else None
    return after.days(settings.fiscal_year_start)[1] if after else None


def _kpis(improvement: Improvement, catalog: Catalog, settings: Settings) -> list[Kpi]:
    found = [*catalog.follow(improvement, "kpi"), *catalog.follow(improvement, "evidence.figures")]
    kpis = {kpi.id: kpi for kpi in found if isinstance(kpi, Kpi) and settings.counts(kpi.seen_by)}
    return list(kpis.values())


def weakness(improvement: Improvement, position: int, catalog: Catalog, settings: Settings) -> Reason | None:
    """Why a piece of evidence does not show it; None if it does. A draft shows nothing."""
    piece: Evidence = improvement.evidence[position]
    named = (catalog.target(improvement, ("evidence", position, field)) for field in ("figures", "dataset", "document"))
    if any(one and not settings.counts(one.seen_by) for one in named):
        return "no-evidence"
    if piece.figures:
        kpi = catalog.target(improvement, ("evidence", position, "figures"))
        return _by_figures(improvement, kpi, catalog, settings) if isinstance(kpi, Kpi) else "no-figure"
    if piece.dataset:
        dataset = catalog.target(improvement, ("evidence", position, "dataset"))
        stored = catalog.measured.get((STORE, dataset.id)) if dataset else None
        return "no-rows" if stored and isinstance(stored.facts, Stored) and not stored.facts.rows else None
    return None


def _by_figures(improvement: Improvement, kpi: Kpi, catalog: Catalog, settings: Settings) -> Reason | None:
    """Why the figures of a KPI do not show it."""
    before, after = improvement.before, improvement.after
    if not (before and after):
        return "no-values"
    if not (before.period and after.period):
        return "no-period"
    start = settings.fiscal_year_start
    run = figures(kpi, catalog, settings)
    if run.era(before.period.days(start)[0], after.period.days(start)[1]) is None:
        return "break"
    for side, period in ((before, before.period), (after, after.period)):
        result = figure(run, period, start)
        if not isinstance(result, Fraction):
            return result if result in ("too-few", "running", "break") else "no-figure"
        if not _is_told(result, side, improvement, kpi):
            return "differs"
    return None


def figure(run: Series, period: Period, fiscal_year_start: int) -> Result:
    """The KPI's own figure of a period: of one of its own, or what several of them make together."""
    first, last = period.days(fiscal_year_start)
    firsts = tuple(periods.firsts(first, last, run.kpi.cadence))
    if periods.ends(firsts[-1], run.kpi.cadence) != last:
        return "no-figure"
    if len(firsts) == 1:
        point = run.at(first)
        return point.result if point else "no-figure"
    return run.over(firsts)


def _is_told(figure: Fraction, side: Side, improvement: Improvement, kpi: Kpi) -> bool:
    """Whether somebody wrote down this figure, exactly or as the KPI's page spells it."""
    unit = side.unit or improvement.unit or kpi.unit
    if not converts(unit, kpi.unit):
        return False
    value = converted(Fraction(side.value), unit, kpi.unit)
    return value in (figure, Fraction(half_up(figure, kpi.decimals)))

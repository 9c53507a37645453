"""Checks of improvements: units that do not fit, and days that cannot follow each other."""

from collections.abc import Iterator
from datetime import date

from mops_kb.kinds.improvement.model import Improvement
from mops_kb.model.catalog import Catalog
from mops_kb.model.document import Place
from mops_kb.model.entity import Record
from mops_kb.model.problem import Problem, problem
from mops_kb.model.ref import Location
from mops_kb.model.settings import Settings
from mops_kb.model.unit import converts
from mops_kb.model.when import When


def fits_its_kpi(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """What it says of its KPI is what the KPI says of itself, and its figures can be counted in the unit of that
    and of every KPI that is to show it."""
    for one in catalog.of(Improvement):
        for kpi in dict.fromkeys((*catalog.follow(one, "kpi"), *catalog.follow(one, "evidence.figures"))):
            unit: str = getattr(kpi, "unit", "count")
            for location, written in _units(one):
                if not converts(written, unit):
                    path, place = _place(one, catalog, location)
                    yield problem(path, place, "unit-of-kpi", id=one.id, written=written, unit=unit, kpi=kpi.id)
        for kpi in catalog.follow(one, "kpi"):
            if one.better and one.better != getattr(kpi, "better", one.better):
                path, place = _place(one, catalog, ("better",))
                yield problem(path, place, "better-of-kpi", id=one.id, written=one.better, kpi=kpi.id)


def _units(improvement: Improvement) -> Iterator[tuple[Location, str]]:
    if improvement.unit:
        yield ("unit",), improvement.unit
    for name in ("before", "after"):
        side = getattr(improvement, name)
        if side and side.unit:
            yield (name, "value"), side.unit


def keeps_order(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """The figure before is of a period that began before the change took effect, the one after of one that ended
    after it, and the two have no day in common."""
    start = settings.fiscal_year_start
    for one in catalog.of(Improvement):
        before, after = (side.period if side else None for side in (one.before, one.after))
        if before and before.days(start)[0] >= one.since:
            path, place = _place(one, catalog, ("before", "period"))
            yield problem(path, place, "before-too-late", id=one.id, period=before.written, since=one.since)
        if after and after.days(start)[1] < one.since:
            path, place = _place(one, catalog, ("after", "period"))
            yield problem(path, place, "after-too-early", id=one.id, period=after.written, since=one.since)
        elif before and after and _meet(before.days(start), after.days(start)):
            path, place = _place(one, catalog, ("after", "period"))
            yield problem(path, place, "periods-overlap", id=one.id, before=before.written, after=after.written)


def _meet(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def follows_its_cause(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Nothing gets better by what is not there yet, where it is known since when it is."""
    for one in catalog.of(Improvement):
        for position in range(len(one.cause)):
            location = ("cause", position)
            cause = catalog.target(one, location)
            start = _start(cause, settings) if cause else None
            if cause and start and one.since < start:
                path, place = _place(one, catalog, location)
                given = str(cause.ref)
                yield problem(
                    path, place, "improvement-before-cause", id=one.id, since=one.since, cause=given, start=start
                )


def _start(cause: Record, settings: Settings) -> date | None:
    """Its first day: of a tool that of its history, as `since` is only that of the state in which it is now."""
    history = getattr(cause, "history", ())
    if history:
        first: date = history[0].on
        return first
    if getattr(cause, "state", None) in ("contained", "retiring", "retired"):
        return None
    started: date | None = getattr(cause, "started_on", None) or getattr(cause, "since", None)
    when: When | None = getattr(cause, "when", None)
    if started or not when:
        return started
    span = when.span(settings.fiscal_year_start)
    return span[0] if span else None


def _place(improvement: Improvement, catalog: Catalog, location: Location) -> tuple[str, Place]:
    return catalog.documents[improvement.ref].at(location)

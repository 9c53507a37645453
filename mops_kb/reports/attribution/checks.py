"""Checks: channels that nobody knows, units that do not fit, and people whose touches all come too late."""

from collections.abc import Iterator
from difflib import get_close_matches

from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings
from mops_kb.reports.attribution.studies import studies

_UNITS = {"conversions": "count", "value": "jpy", "share": "percent"}


def unknown_channels(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """A KPI names a channel that has never led to a conversion: mostly a slip of the pen."""
    for study in studies(catalog):
        known = sorted(study.facts.names)
        for kpi in study.kpis:
            for place, name in enumerate(kpi.measure.channels if kpi.measure else ()):
                if name not in known:
                    document = catalog.documents[kpi.ref]
                    near = next(iter(get_close_matches(name, known, n=1)), "")
                    where = document.place(("measure", "channels", place))
                    variant = "near" if near else "remedy"
                    yield problem(document.path, where, "attribution-channel", variant, written=name, near=near)


def units(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Conversions are counted, value is money, a share is a percentage."""
    for study in studies(catalog):
        for kpi in study.kpis:
            statistic = kpi.measure.statistic if kpi.measure else None
            if statistic in _UNITS and kpi.unit != _UNITS[statistic]:
                document = catalog.documents[kpi.ref]
                where = document.place(("unit",) if "unit" in kpi.model_fields_set else ("measure", "statistic"))
                yield problem(
                    document.path,
                    where,
                    "attribution-unit",
                    statistic=statistic,
                    unit=_UNITS[statistic],
                    written=kpi.unit,
                )


def late(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: people go on after a conversion, but touches that are all later mean that clocks or ids do not fit."""
    told = set()
    for study in studies(catalog):
        document = catalog.documents[study.touchpoints.ref]
        if study.facts.late and document.path not in told:
            told.add(document.path)
            of = study.conversions.id
            yield problem(
                document.path,
                document.start,
                "touch-after-conversion",
                id=study.touchpoints.id,
                n=study.facts.late,
                of=of,
            )

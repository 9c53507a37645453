"""Checks: channels that the data does not know, and people whose touches all come after their conversions."""

from collections.abc import Iterator
from difflib import get_close_matches

from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings
from mops_kb.reports.attribution.studies import studies


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

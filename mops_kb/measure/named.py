"""Named: whether a KPI asks for a built-in measure as that measure wants to be asked."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.kpi.parts import Asked
from mops_kb.model.document import Document, Place
from mops_kb.model.measured import Measure
from mops_kb.model.problem import Problem, problem

_ALWAYS = ("name", "statistic")


def misnamed(asked: Asked, measures: Mapping[str, Measure], document: Document) -> Iterator[Problem]:
    """All that is wrong with what it says."""

    def at(*field: str) -> Place:
        location = ("measure", *field)
        return document.key(location if location in document.keys else ("measure",))

    path, measure = document.path, measures.get(asked.name)
    if not measure:
        near = next(iter(get_close_matches(asked.name, measures, n=1)), "")
        variant = "near" if near else "remedy"
        names = sorted(measures)
        yield problem(path, at("name"), "measure-unknown", variant, name=asked.name, near=near, names=names)
        return
    if measure.statistics and asked.statistic not in measure.statistics:
        sort = "remedy" if asked.statistic else "missing"
        written, choices = asked.statistic or "", measure.statistics
        yield problem(path, at("statistic"), "measure-statistic", sort, written=written, choices=choices)
    given = {name for name in type(asked).model_fields if getattr(asked, name) not in (None, ())}
    for name in measure.wants:
        if name not in given:
            yield problem(path, at(name), "measure-lacks", name=measure.name, field=name)
    known = (*_ALWAYS, *measure.wants, *measure.takes)
    for name in sorted(given.difference(known)):
        yield problem(path, at(name), "measure-takes", name=measure.name, field=name, fields=known)


def other_unit(kpi: Kpi, measures: Mapping[str, Measure], document: Document) -> Iterator[Problem]:
    """A KPI whose unit is not that of the statistic which it asks for; without one it would be a count."""
    asked = kpi.measure
    if not asked or not asked.statistic or asked.name not in measures:
        return
    unit = measures[asked.name].units.get(asked.statistic, kpi.unit)
    if kpi.unit != unit:
        place = document.place(("unit",)) if "unit" in document.values else document.key(("measure",))
        variant = "remedy" if "unit" in document.values else "missing"
        statistic, name = asked.statistic, measures[asked.name].name
        yield problem(
            document.path, place, "measure-unit", variant, name=name, statistic=statistic, unit=unit, written=kpi.unit
        )

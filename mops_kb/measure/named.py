"""Named: whether a KPI asks for a built-in measure as that measure wants to be asked."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from mops_kb.kinds.kpi.parts import Asked
from mops_kb.model.document import Document
from mops_kb.model.measured import Measure
from mops_kb.model.problem import Problem, problem

_ALWAYS = ("name", "statistic")


def misnamed(asked: Asked, measures: Mapping[str, Measure], document: Document) -> Iterator[Problem]:
    """All that is wrong with what it says."""

    def told(code: str, *at: str, variant: str = "remedy", **params: object) -> Problem:
        location = ("measure", *at)
        place = document.key(location) if location in document.keys else document.key(("measure",))
        return problem(document.path, place, code, variant, **params)

    measure = measures.get(asked.name)
    if not measure:
        near = next(iter(get_close_matches(asked.name, measures, n=1)), "")
        variant = "near" if near else "remedy"
        yield told("measure-unknown", "name", variant=variant, name=asked.name, near=near, names=sorted(measures))
        return
    if measure.statistics and asked.statistic not in measure.statistics:
        variant = "remedy" if asked.statistic else "missing"
        written = asked.statistic or ""
        yield told("measure-statistic", "statistic", variant=variant, written=written, choices=measure.statistics)
    given = {name for name in type(asked).model_fields if getattr(asked, name) not in (None, ())}
    for name in measure.wants:
        if name not in given:
            yield told("measure-lacks", name, name=measure.name, field=name)
    if measure.takes is not None:
        known = (*_ALWAYS, *measure.wants, *measure.takes)
        for name in sorted(given.difference(known)):
            yield told("measure-takes", name, name=measure.name, field=name, fields=known)

"""What is wrong with a KPI that asks a survey for what its scale does not give."""

from collections.abc import Iterator

from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.survey.model import Survey
from mops_kb.measures.satisfaction.survey import FITTING, STATISTICS, SURVEY
from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings


def statistics(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    everything = catalog.complete
    for kpi in everything.of(Kpi):
        asked = kpi.measure
        survey = everything.target(kpi, ("measure", "survey"))
        if not (asked and asked.name == SURVEY.name and isinstance(survey, Survey)):
            continue
        fitting = FITTING[survey.sort]
        if asked.statistic in STATISTICS and asked.statistic not in fitting:
            document = everything.documents[kpi.ref]
            given = {"written": asked.statistic, "survey": survey.id, "sort": survey.sort, "fitting": fitting}
            yield problem(document.path, document.place(("measure", "statistic")), "statistic-of-scale", **given)

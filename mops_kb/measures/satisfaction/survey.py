"""The measure `survey`: mean, CSAT, NPS or number of answers of each wave that is over, of all or of one team.

What is too little to be told is not in the facts, so no KPI can give it away. Answers are for colleagues, but what may
be told of enough of them together is as public as the survey and the team.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from mops_kb.kinds.kpi.parts import Asked
from mops_kb.kinds.survey.intervals import Estimate
from mops_kb.kinds.survey.model import Survey
from mops_kb.kinds.survey.results import Outcome, Result, outcomes
from mops_kb.model.catalog import Catalog
from mops_kb.model.measured import Figure, Measure, Measured
from mops_kb.model.question import Ask
from mops_kb.model.ref import Ref
from mops_kb.model.settings import Settings

STATISTICS = ("mean", "csat", "nps", "count")
FITTING = {"csat": ("mean", "csat", "count"), "nps": ("mean", "nps", "count")}
"""The statistics that an answer on each sort of scale has."""


class Key(NamedTuple):
    survey: str
    team: str


@dataclass(frozen=True)
class Answered:
    """The waves of a survey, and what each gives: of the team, or of all."""

    waves: tuple[tuple[Outcome, Result | None], ...] = ()


def key(asked: Asked) -> Key:
    return Key((asked.survey or "").removeprefix("survey:"), (asked.team or "").removeprefix("team:"))


def work(asked: Asked, catalog: Catalog, settings: Settings, ask: Ask) -> Measured:
    of = key(asked)
    survey = catalog.get(Ref(Survey.kind, of.survey))
    if not isinstance(survey, Survey):
        return Measured(Answered())
    found = catalog.once(outcomes, settings)[survey.id]
    results = ((outcome, outcome.of_team(of.team) if of.team else outcome.whole) for outcome in found)
    reads = (survey.ref, Ref("team", of.team)) if of.team else (survey.ref,)
    return Measured(Answered(tuple(results)), reads)


def figures(asked: Asked, answered: Answered, settings: Settings) -> Sequence[Figure]:
    return [
        Figure(outcome.wave.period.written, value, result.n, low, high)
        for outcome, result in answered.waves
        if result and (found := statistic(asked.statistic, result))
        for value, low, high, _ in [found]
    ]


def statistic(name: str | None, result: Result) -> Estimate | None:
    """One of a result's figures; None where its scale has no such figure."""
    if name == "count":
        return Estimate(Decimal(result.n), None, None)
    return {"mean": result.mean, "csat": result.csat, "nps": result.nps}.get(name or "")


SURVEY = Measure(
    "survey",
    STATISTICS,
    key,
    work,
    figures,
    wants=("survey",),
    takes=("team",),
    units={"mean": "score", "csat": "percent", "nps": "score", "count": "count"},
)

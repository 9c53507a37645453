"""What pages about stakeholders and KPIs show of surveys."""

from dataclasses import dataclass

from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.stakeholder.model import Stakeholder
from mops_kb.kinds.survey.model import Survey
from mops_kb.kinds.survey.results import Outcome, Result, fewest, outcomes
from mops_kb.kinds.survey.views import Step, stepped
from mops_kb.measures.satisfaction.survey import SURVEY, Answered
from mops_kb.model.entity import Record
from mops_kb.model.report import Wiki


@dataclass(frozen=True)
class Said:
    """What a team said in one survey: the waves that are over, the latest first; None where nothing may be told."""

    survey: Survey
    waves: tuple[tuple[Outcome, Step | None], ...]
    fewest: int


@dataclass(frozen=True)
class Made:
    """Of which answers a KPI is made: the waves that are over, the latest first."""

    survey: Record
    team: Record | None
    sort: str
    statistic: str | None
    waves: tuple[tuple[Outcome, Result | None], ...]
    fewest: int


def of_stakeholder(stakeholder: Stakeholder, wiki: Wiki) -> tuple[Said, ...] | None:
    """Surveys in which something may be told of its team."""
    team = next(iter(wiki.catalog.follow(stakeholder, "team")), None)
    if not team:
        return None
    surveys = (_said(survey, team, wiki) for survey in wiki.catalog.of(Survey))
    return tuple(said for said in surveys if any(step for _, step in said.waves)) or None


def _said(survey: Survey, team: Record, wiki: Wiki) -> Said:
    found = [outcome for outcome in wiki.catalog.once(outcomes, wiki.settings)[survey.id] if outcome.is_over]
    steps = stepped([outcome.of_team(team.id) for outcome in found])
    return Said(survey, tuple(zip(found, steps, strict=True))[::-1], fewest(survey, wiki.settings))


def of_kpi(kpi: Kpi, wiki: Wiki) -> Made | None:
    asked = kpi.measure
    if not asked or asked.name != SURVEY.name:
        return None
    measured = wiki.catalog.measured.get((SURVEY.name, SURVEY.key(asked)))
    survey = wiki.catalog.target(kpi, ("measure", "survey"))
    if not (measured and isinstance(survey, Survey) and isinstance(measured.facts, Answered)):
        return None
    over = [(outcome, result) for outcome, result in measured.facts.waves if outcome.is_over]
    return Made(
        survey,
        wiki.catalog.target(kpi, ("measure", "team")),
        survey.sort,
        asked.statistic,
        tuple(reversed(over)),
        fewest(survey, wiki.settings),
    )

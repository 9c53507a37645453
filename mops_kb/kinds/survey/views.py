"""What the pages about surveys show."""

from dataclasses import dataclass

from mops_kb.kinds.survey.model import Survey
from mops_kb.model.catalog import Catalog
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class SurveyView:
    survey: Survey


@dataclass(frozen=True)
class SurveysView:
    rows: tuple[Survey, ...]


def page(survey: Survey, catalog: Catalog, settings: Settings) -> SurveyView:
    return SurveyView(survey)


def index(catalog: Catalog, settings: Settings) -> SurveysView:
    return SurveysView(catalog.of(Survey))

"""Facts of surveys: what came out last, of how many answers, and how it moved."""

from mops_kb.kinds.survey import views
from mops_kb.kinds.survey.views import Step, SurveyView
from mops_kb.model.fact import Facts

_fact = Facts("survey", views.page, "survey/cells.md")


def _step(view: SurveyView) -> Step | None:
    return view.latest.step if view.latest else None


FACTS = (
    _fact("latest", "number", lambda view: step.result.main.value if (step := _step(view)) else None, rich=True),
    _fact("n", "number", lambda view: step.result.n if (step := _step(view)) else None, words="survey.replies"),
    _fact("change", "number", lambda view: step.change if (step := _step(view)) else None, wide=True),
    _fact("rate", "share", lambda view: view.latest.outcome.rate if view.latest else None),
)

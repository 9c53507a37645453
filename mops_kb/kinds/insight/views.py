"""What the pages about insights show."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from mops_kb.kinds.insight.model import Insight, State
from mops_kb.model.catalog import Catalog
from mops_kb.model.each import each
from mops_kb.model.entity import Record
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class InsightView:
    insight: Insight
    kpis: tuple[Record, ...]
    learnings: tuple[Record, ...]
    waits: bool


@dataclass(frozen=True)
class InsightsView:
    """How many there are in each state."""

    states: tuple[tuple[State, int], ...]
    count: int


@each
def page(insight: Insight, catalog: Catalog, settings: Settings) -> InsightView:
    kpis, learnings = catalog.follow(insight, "kpi"), catalog.follow(insight, "learning")
    return InsightView(insight, kpis, learnings, insight.waits(settings.as_of))


def index(catalog: Catalog, settings: Settings) -> InsightsView:
    states = [insight.state for insight in catalog.of(Insight)]
    return InsightsView(
        tuple((state, states.count(state)) for state in get_args(State) if state in states), len(states)
    )


def resultless(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: something was tried months ago, and nobody has written down what came of it."""
    for insight in catalog.of(Insight):
        if insight.waits(settings.as_of):
            document = catalog.documents[insight.ref]
            days = (settings.as_of - insight.on).days
            yield problem(document.path, document.place(("state",)), "insight-open", id=insight.id, days=days)

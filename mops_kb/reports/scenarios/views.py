"""The pages about plans: each beside today, and all of them side by side."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mops_kb.kinds.scenario.model import Scenario
from mops_kb.model.kind import Kind
from mops_kb.model.page import View
from mops_kb.model.report import Wiki
from mops_kb.reports.scenarios.comparison import section
from mops_kb.reports.scenarios.told import Comparison, Form, Measure, Number

PATH = "org-scenarios.md"


@dataclass(frozen=True)
class Row:
    """One measure of all plans. What today costs has no figure: it depends on what each plan assumes."""

    name: str
    form: Form
    today: Number
    planned: tuple[Measure | None, ...]


@dataclass(frozen=True)
class ScenariosView:
    plans: tuple[Comparison, ...]
    rows: tuple[Row, ...]


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return (PATH,)


def views(wiki: Wiki) -> Iterable[View]:
    """Nothing where there is no plan."""
    plans = tuple(section(scenario, wiki) for scenario in wiki.catalog.of(Scenario))
    if plans:
        facts = ScenariosView(plans, tuple(_rows(plans)))
        yield View(PATH, "scenarios/page.md", facts, "org-scenarios", "org-scenarios.title")


def _rows(plans: Sequence[Comparison]) -> Iterator[Row]:
    """In the order of the plan that tells most."""
    for measure in max((plan.measures for plan in plans), key=len):
        today = None if measure.form == "money" else measure.today
        yield Row(measure.name, measure.form, today, tuple(plan.measure(measure.name) for plan in plans))

"""What a kept brief tells of itself; its sheet is worked out by a report."""

from collections.abc import Iterator
from datetime import date

from mops_kb.kinds.brief.model import Brief
from mops_kb.model.catalog import Catalog
from mops_kb.model.problem import Problem, problem
from mops_kb.model.settings import Settings


def page(brief: Brief, catalog: Catalog, settings: Settings) -> Brief:
    return brief


def latest_first(brief: Brief, settings: Settings) -> tuple[int, int]:
    """By the end of the period; of periods that end together, the longer one first."""
    first, last = brief.period.days(settings.fiscal_year_start)
    return -last.toordinal(), first.toordinal()


def kept_early(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Figures of a period that is not over are none to keep."""
    for brief in catalog.of(Brief):
        last: date = brief.period.days(settings.fiscal_year_start)[1]
        if brief.kept_on <= last:
            document = catalog.documents[brief.ref]
            yield problem(
                document.path, document.place(("kept_on",)), "brief-early", id=brief.id, last=last.isoformat()
            )
        elif brief.kept_on > settings.as_of:
            document = catalog.documents[brief.ref]
            yield problem(document.path, document.place(("kept_on",)), "brief-ahead", id=brief.id, day=brief.kept_on)

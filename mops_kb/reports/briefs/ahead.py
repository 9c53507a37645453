"""Ahead: what has a date after the end of a term, the nearest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mops_kb.kinds.initiative.model import Initiative
from mops_kb.kinds.roadmap_item.model import RoadmapItem
from mops_kb.kinds.sponsor.model import Sponsor
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text
from mops_kb.model.when import When
from mops_kb.reports.briefs.progress import Question
from mops_kb.reports.briefs.term import Term
from mops_kb.reports.initiatives.during import last_report
from mops_kb.reports.initiatives.limits import limits


@dataclass(frozen=True)
class Step:
    """`on` is the day, or the last day of `when`; `who` is asked or does it. Without `what` it is `about` alone."""

    on: date
    when: When | None
    sort: str
    about: Entity
    what: Text | None = None
    who: Record | None = None


def ahead(
    term: Term,
    initiatives: tuple[Initiative, ...],
    asked: tuple[Question, ...],
    catalog: Catalog,
    settings: Settings,
) -> tuple[Step, ...]:
    """Until the end of the next term of the same length, and reports that are due already. Sponsors are not in the
    catalog of a public site."""
    steps = [
        *_answers(asked),
        *_sponsors(catalog),
        *_reports(initiatives, term),
        *_roadmap(catalog, settings),
    ]
    coming = (one for one in steps if one.on <= term.next_last and (one.sort == "report" or term.last < one.on))
    return tuple(sorted(coming, key=lambda one: one.on))


def _answers(asked: tuple[Question, ...]) -> Iterator[Step]:
    for one in asked:
        if one.ask.due:
            yield Step(one.ask.due, None, "ask", one.initiative, one.ask.text, one.of)


def _sponsors(catalog: Catalog) -> Iterator[Step]:
    for sponsor in catalog.of(Sponsor):
        if sponsor.next_step:
            who = catalog.target(sponsor, ("next_step", "by"))
            yield Step(sponsor.next_step.on, None, "sponsor", sponsor, sponsor.next_step.what, who)


def _reports(initiatives: tuple[Initiative, ...], term: Term) -> Iterator[Step]:
    """The next one of each initiative that is still going on, counted from the last one that there was by the end, or
    from its start."""
    for one in initiatives:
        last = last_report(one, term.last) or one.started_on
        ended = one.outcome.on if one.outcome else None
        if one.report_every and last and not (ended and ended <= term.last):
            yield Step(last + limits().every[one.report_every], None, "report", one)


def _roadmap(catalog: Catalog, settings: Settings) -> Iterator[Step]:
    for item in catalog.of(RoadmapItem):
        end = item.end(settings.fiscal_year_start)
        if end and item.state != "dropped":
            yield Step(end, item.when, "roadmap", item)

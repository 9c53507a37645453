"""Ahead: what has a date after the end of a term, the nearest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mops_kb.kinds.roadmap_item.model import RoadmapItem
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text
from mops_kb.model.when import When
from mops_kb.reports.briefs.progress import Question
from mops_kb.reports.briefs.term import Term


@dataclass(frozen=True)
class Step:
    """`on` is the day, or the last day of `when`; `who` is asked or does it. Without `what` it is `about` alone."""

    on: date
    when: When | None
    sort: str
    about: Entity
    what: Text | None = None
    who: Record | None = None


def ahead(term: Term, asked: tuple[Question, ...], catalog: Catalog, settings: Settings) -> tuple[Step, ...]:
    """Until the end of the next term of the same length."""
    steps = [*_answers(asked), *_roadmap(catalog, settings)]
    return tuple(sorted((one for one in steps if term.last < one.on <= term.next_last), key=lambda one: one.on))


def _answers(asked: tuple[Question, ...]) -> Iterator[Step]:
    for one in asked:
        if one.ask.due:
            yield Step(one.ask.due, None, "ask", one.initiative, one.ask.text, one.of)


def _roadmap(catalog: Catalog, settings: Settings) -> Iterator[Step]:
    for item in catalog.of(RoadmapItem):
        end = item.end(settings.fiscal_year_start)
        if end and item.state != "dropped":
            yield Step(end, item.when, "roadmap", item)

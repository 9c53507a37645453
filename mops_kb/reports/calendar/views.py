"""The pages of the calendar: one set of entries, looked at in many ways."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mops_kb.compute import introduction
from mops_kb.kinds.event.model import Event
from mops_kb.model.kind import Kind
from mops_kb.model.page import View
from mops_kb.model.problem import Problem
from mops_kb.model.report import Wiki
from mops_kb.reports.calendar.entries import Dimension, entries
from mops_kb.reports.calendar.overview import Overview, overview

INDEX = "events/index.md"
PAGES = {"months": INDEX}
"""The views by name, in the order of the row of links between them."""


@dataclass(frozen=True)
class CalendarPage:
    """`lead` is the key of the sentence below the title; `dimensions` are what one filters by."""

    lead: str
    view: object
    dimensions: tuple[Dimension, ...]
    pages: tuple[tuple[str, str], ...] = tuple(PAGES.items())


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return tuple(path for path in PAGES.values() if path != INDEX)


def views(wiki: Wiki) -> Iterator[View]:
    """Nothing where the wiki has no events."""
    if not wiki.catalog.of(Event):
        return
    found = wiki.catalog.once(entries, wiki.settings)
    facts = CalendarPage("kind.event.summary", _overview(wiki), found.dimensions)
    yield View(INDEX, "calendar/months.md", facts, "calendar", "kind.event.plural")


def _overview(wiki: Wiki) -> Overview:
    facts = overview(wiki.catalog, wiki.settings)
    return replace(facts, intro=introduction(wiki.catalog, INDEX), findings=tuple(_findings(wiki)))


def _findings(wiki: Wiki) -> Iterator[Problem]:
    """About events."""
    for finding in wiki.findings:
        if isinstance(wiki.catalog.subject(finding), Event):
            yield finding

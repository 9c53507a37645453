"""The pages of the calendar: one set of entries, looked at in many ways."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mops_kb.compute import introduction
from mops_kb.kinds.event.model import Event
from mops_kb.model.kind import Kind
from mops_kb.model.page import View
from mops_kb.model.problem import Problem
from mops_kb.model.report import Wiki
from mops_kb.reports.calendar.agenda import agenda
from mops_kb.reports.calendar.budget import budget
from mops_kb.reports.calendar.entries import DIMENSIONS, Dimension, entries
from mops_kb.reports.calendar.groups import groups
from mops_kb.reports.calendar.overview import Overview, overview
from mops_kb.reports.calendar.timeline import timeline
from mops_kb.reports.calendar.year import years

INDEX = "events/index.md"
PAGES = {
    "months": INDEX,
    **{name: f"calendar/{name}.md" for name in ("timeline", "year", "agenda")},
    **{f"by-{name}": f"calendar/by-{name}.md" for name in DIMENSIONS},
    "budget": "calendar/budget.md",
}
"""The views by name, in the order of the row of links between them."""
BESIDE = {"conflicts": "calendar/conflicts.md", "subscribe": "subscribe.md"}
"""Pages of other reports in that row, where there are such."""


@dataclass(frozen=True)
class CalendarPage:
    """`dimensions` are what one filters by."""

    name: str
    view: object
    dimensions: tuple[Dimension, ...]
    pages: tuple[tuple[str, str], ...] = (*PAGES.items(), *BESIDE.items())


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return tuple(path for path in PAGES.values() if path != INDEX)


def views(wiki: Wiki) -> Iterator[View]:
    """Nothing where the wiki has no events."""
    if not wiki.catalog.of(Event):
        return
    catalog, settings = wiki.catalog, wiki.settings
    yield _view("months", _overview(wiki), wiki)
    yield _view("timeline", timeline(catalog, settings), wiki)
    yield _view("year", years(catalog, settings), wiki)
    yield _view("agenda", agenda(catalog, settings), wiki)
    for name in DIMENSIONS:
        yield _view(f"by-{name}", groups(name, catalog, settings), wiki, "groups")
    yield _view("budget", budget(catalog, settings), wiki)


def _view(name: str, facts: object, wiki: Wiki, template: str = "") -> View:
    found = wiki.catalog.once(entries, wiki.settings)
    page = CalendarPage(name, facts, found.dimensions)
    title = "kind.event.plural" if name == "months" else f"calendar.{name}"
    return View(PAGES[name], f"calendar/{template or name}.md", page, "calendar", title)


def _overview(wiki: Wiki) -> Overview:
    facts = overview(wiki.catalog, wiki.settings)
    return replace(facts, intro=introduction(wiki.catalog, INDEX), findings=tuple(_findings(wiki)))


def _findings(wiki: Wiki) -> Iterator[Problem]:
    """About events."""
    for finding in wiki.findings:
        if isinstance(wiki.catalog.subject(finding), Event):
            yield finding

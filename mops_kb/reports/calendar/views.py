"""The pages of the calendar: one set of entries, looked at in many ways."""

from collections.abc import Callable, Hashable, Iterator, Sequence
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


class Kept:
    """What templates have spelled of an entry, for the other pages of the folder: they all link to it alike."""

    def __init__(self) -> None:
        self.spelled: dict[tuple[Hashable, ...], str] = {}

    def __call__(self, name: str, spell: Callable[..., str], *given: Hashable) -> str:
        if (name, *given) not in self.spelled:
            self.spelled[name, *given] = spell(*given)
        return self.spelled[name, *given]


@dataclass(frozen=True)
class CalendarPage:
    """`dimensions` are what one filters by."""

    name: str
    view: object
    dimensions: tuple[Dimension, ...]
    kept: Kept
    pages: tuple[tuple[str, str], ...] = (*PAGES.items(), *BESIDE.items())


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return tuple(path for path in PAGES.values() if path != INDEX)


def views(wiki: Wiki) -> Iterator[View]:
    """Nothing where the wiki has no events."""
    if not wiki.catalog.of(Event):
        return
    catalog, settings, kept = wiki.catalog, wiki.settings, Kept()
    yield _view("months", _overview(wiki), wiki, Kept())
    yield _view("timeline", timeline(catalog, settings), wiki, kept)
    yield _view("year", years(catalog, settings), wiki, kept)
    yield _view("agenda", agenda(catalog, settings), wiki, kept)
    for name in DIMENSIONS:
        yield _view(f"by-{name}", groups(name, catalog, settings), wiki, kept, "groups")
    yield _view("budget", budget(catalog, settings), wiki, kept)


def _view(name: str, facts: object, wiki: Wiki, kept: Kept, template: str = "") -> View:
    found = wiki.catalog.once(entries, wiki.settings)
    page = CalendarPage(name, facts, found.dimensions, kept)
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

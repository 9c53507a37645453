"""Build: the whole line from a docs folder to pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from jinja2 import BytecodeCache

from mops_kb import machine
from mops_kb.compute import Computed, check, compute, facts_of
from mops_kb.kept import Cache, Kept
from mops_kb.kinds import KINDS
from mops_kb.kinds.declared import Declared, declare
from mops_kb.labels import Labels
from mops_kb.load import Loaded, load
from mops_kb.load.history import recall
from mops_kb.measure import Figured, measure
from mops_kb.measures import MEASURES
from mops_kb.model.catalog import Catalog
from mops_kb.model.document import Document
from mops_kb.model.feed import Feed
from mops_kb.model.history import History
from mops_kb.model.kind import Kind
from mops_kb.model.page import File, Page, View
from mops_kb.model.problem import Problem
from mops_kb.model.question import Ask
from mops_kb.model.settings import Settings
from mops_kb.nav import navigation
from mops_kb.parcel import Branch, Leaf, Parcel, Told
from mops_kb.query import Asking
from mops_kb.render import render
from mops_kb.reports import REPORTS
from mops_kb.resolve import Resolved, resolve
from mops_kb.search import index
from mops_kb.show import Columns
from mops_kb.validate import Validated, validate

_HERE = Path(__file__).parent
TEMPLATES = (_HERE / "templates", _HERE / "kinds", _HERE / "reports")


@dataclass(frozen=True)
class Study:
    """What is known before a word is written. Problems and findings are sorted by place; `check` asks for no more, so
    views and feeds are worked out when somebody asks."""

    catalog: Catalog
    kinds: tuple[Kind, ...]
    settings: Settings
    problems: tuple[Problem, ...]
    findings: tuple[Problem, ...]

    @property
    def views(self) -> tuple[View, ...]:
        return self._computed.views

    @property
    def feeds(self) -> tuple[Feed, ...]:
        return self._computed.feeds

    @cached_property
    def _computed(self) -> Computed:
        return compute(self.catalog, self.kinds, REPORTS, self.settings, self.findings)


@dataclass(frozen=True)
class Site:
    """All that an engine needs. `assets` are files of the docs folder to publish as they are; what programs and search
    need is made when somebody asks for the files."""

    pages: tuple[Page, ...]
    data: Callable[[], list[File]]
    index: Callable[[], tuple[File, ...]]
    assets: tuple[str, ...]
    navigation: tuple[Branch, ...]
    problems: tuple[Problem, ...]
    findings: tuple[Problem, ...]
    kinds: tuple[Kind, ...]

    @cached_property
    def files(self) -> tuple[File, ...]:
        return (*self.data(), *self.index())


class Line(NamedTuple):
    """The stages before rendering, so that a door can hold a watch to each of them."""

    declare: Callable[[Path, Sequence[Kind]], Declared] = declare
    load: Callable[..., Loaded] = load
    validate: Callable[[Sequence[Document], Sequence[Kind]], Validated] = validate
    resolve: Callable[..., Resolved] = resolve
    recall: Callable[..., History] = recall
    measure: Callable[..., Figured] = measure
    check: Callable[..., tuple[list[Problem], list[Problem]]] = check


def study(
    root: Path,
    settings: Settings,
    line: Line = Line(),  # noqa: B008  # a tuple of functions cannot change
    ask: Ask | None = None,
    cache: Cache = Cache(),  # noqa: B008  # nor can a cache that is nowhere
) -> Study:
    """Read, type and join everything below `root`, work out what can be measured, and check it."""
    kinds, misdeclared = line.declare(root, KINDS)
    documents, assets, unreadable, unread, stored = line.load(root, kinds, cache.of("yaml"))
    records, invalid, refused = line.validate(documents, kinds)
    catalog, dangling = line.resolve(records, kinds, settings, assets, made_paths(kinds), unread | refused)
    placed = {entity.ref: catalog.documents[entity.ref] for entity in catalog.entities()}
    catalog = replace(catalog, history=line.recall(root, placed, settings.time_zone))
    answers = ask or Asking(time_zone=settings.time_zone)
    measured, mismeasured = line.measure(catalog, kinds, MEASURES, settings, answers, root, stored)
    shown = measured.shown_to(settings)
    wrong, findings = line.check(shown, kinds, REPORTS, settings)
    problems = sorted({*misdeclared, *unreadable, *invalid, *dangling, *mismeasured, *wrong})
    return Study(shown, kinds, settings, tuple(problems), tuple(findings))


def build(
    root: Path,
    settings: Settings,
    ask: Ask | None = None,
    templates: Sequence[Path] = (),
    compiled: BytecodeCache | None = None,
    cache: Cache = Cache(),  # noqa: B008  # one that is nowhere cannot change
) -> Site:
    """The wiki below `root`; `templates` are folders whose page templates take the place of ours."""
    found = study(root, settings, ask=ask, cache=cache)
    labels = words(found.kinds, settings)
    rooms = (*templates, *TEMPLATES)
    asked = columns(found.kinds)
    pages = render(found.views, found.catalog, labels, settings, rooms, compiled, found.feeds, asked)
    return Site(
        tuple(pages),
        partial(_data, found, pages, asked, labels, cache),
        partial(index, pages, found.catalog, labels, settings, cache.of("search")),
        found.catalog.assets,
        navigation(pages, found.kinds, labels),
        found.problems,
        found.findings,
        found.kinds,
    )


def columns(kinds: Sequence[Kind]) -> Columns:
    """All that views may ask for."""
    return Columns(kinds, facts_of(REPORTS))


def _data(found: Study, pages: Sequence[Page], asked: Columns, labels: Labels, cache: Cache) -> list[File]:
    """What is for programs."""
    settings = found.settings
    files = machine.files(found.catalog, pages, found.kinds, asked, labels, settings, cache.of("machine"))
    return [*files, *_calendars(found.feeds, labels, settings, cache.of("calendars"))]


def _calendars(feeds: Sequence[Feed], labels: Labels, settings: Settings, kept: Kept) -> list[File]:
    from mops_kb.formats.ics.write import ics  # `check` has no use for its library

    return [File(feed.path, text) for feed, text in zip(feeds, ics(feeds, labels, settings, kept), strict=True)]


def made_paths(kinds: Sequence[Kind]) -> list[str]:
    """Pages that the wiki makes of itself, whatever is in it."""
    indexes = [kind.index_path for kind in kinds if kind.index_path]
    return [*indexes, *(path for report in REPORTS for path in report.paths(kinds))]


def words(kinds: Sequence[Kind], settings: Settings) -> Labels:
    """All labels in the site's language: ours, those of declared kinds, and what the site overrides."""
    rooms = [*(kind.room for kind in kinds), *(report.room for report in REPORTS)]
    declared = {key: text for kind in kinds for key, text in kind.labels.get(settings.language, {}).items()}
    return Labels(settings.language, rooms, dict(settings.labels), beneath=declared)


def pack(site: Site, settings: Settings, docs: str) -> Parcel:
    """The site in plain texts; `docs` is what goes before the paths of problems."""
    labels = words(site.kinds, settings)
    told = (
        Told(found.code, f"{docs}/{found.path}:{found.line}:{found.col}: {labels.problem(found)}", found.is_finding)
        for found in site.problems or site.findings
    )
    leaves = [Leaf(page.path, _source(page), page.text) for page in site.pages]
    leaves += [Leaf(file.path, text=file.content) for file in site.files]
    summary = labels("built", pages=len(site.pages), findings=len(site.findings))
    refusal = labels("refused", n=len(site.problems))
    return Parcel(tuple(leaves), site.assets, site.navigation, tuple(told), summary, refusal)


def _source(page: Page) -> str | None:
    """The file that one edits to change a page; built-in records have none."""
    return page.origin.path if page.origin and not page.origin.path.startswith("(") else None

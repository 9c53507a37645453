"""Compute: the catalog becomes what every check tells, and views, the facts of every page."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, get_args

from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Freshness
from mops_kb.model.fact import Fact
from mops_kb.model.feed import Feed
from mops_kb.model.kind import Kind
from mops_kb.model.nearby import Near, nearby
from mops_kb.model.ownership import owner, responsible
from mops_kb.model.page import View
from mops_kb.model.problem import EVIDENT, Problem
from mops_kb.model.ref import Ref
from mops_kb.model.report import Place, Report, Section, Wiki
from mops_kb.model.settings import Settings
from mops_kb.show import Columns
from mops_kb.show import check as views_of


class Computed(NamedTuple):
    views: tuple[View, ...]
    feeds: tuple[Feed, ...]


@dataclass(frozen=True)
class Frame:
    """What every entity's page shows, whatever its kind.

    `incoming` is grouped by what the entity calls those who refer to it.
    """

    entity: Entity
    kind: Kind
    owner: Entity | None
    people: tuple[Entity, ...]
    is_owned: bool
    """Somebody answers for it today, shown or not."""
    freshness: Freshness
    next_review: date | None
    duties: tuple[Entity, ...]
    pillars: tuple[Entity, ...]
    incoming: tuple[tuple[str, tuple[Entity, ...]], ...]
    findings: tuple[Problem, ...]
    changed: date | None
    """The day of its last change that is known."""
    changed_before: date | None
    """Where none is known, since the copy of the repository does not go back so far."""
    is_edited: bool
    """It stands here otherwise than in the last commit."""
    near: tuple[Near, ...]


@dataclass(frozen=True)
class EntityFacts:
    """`sections` are what reports add, the template and its facts, and so are `answers` and what stands `first`."""

    frame: Frame
    view: object
    answers: tuple[tuple[str, object], ...]
    first: tuple[tuple[str, object], ...]
    sections: tuple[tuple[str, object], ...]


@dataclass(frozen=True)
class IndexFacts:
    kind: Kind
    view: object
    intro: Entity | None
    findings: tuple[Problem, ...]


def check(
    catalog: Catalog, kinds: Sequence[Kind], reports: Sequence[Report], settings: Settings
) -> tuple[list[Problem], list[Problem]]:
    """The problems and the findings, each sorted by place."""
    checks = [
        *(check for kind in kinds for check in kind.checks),
        *(check for report in reports for check in report.checks),
    ]
    columns = Columns(kinds, facts_of(reports))
    told = {problem for check in checks for problem in check(catalog, settings)}
    told.update(views_of(catalog, columns, settings))
    findings = sorted(problem for problem in told if problem.is_finding and problem.code not in settings.mute)
    return sorted(problem for problem in told if not problem.is_finding), findings


def compute(
    catalog: Catalog,
    kinds: Sequence[Kind],
    reports: Sequence[Report],
    settings: Settings,
    findings: tuple[Problem, ...],
) -> Computed:
    """Views of all entities, indexes and reports, in the order in which the wiki shows them, and the feeds."""
    about = _by_entity(catalog, findings)
    bare = Wiki(catalog, kinds, settings, findings, facts=facts_of(reports))
    feeds = tuple(feed for report in reports for feed in report.feeds(bare) if feed.entries)
    wiki = bare._replace(feeds=feeds)
    intros = {kind.index_path for kind in kinds} | {path for report in reports for path in report.paths(kinds)}
    views = [view for report in reports for view in report.views(wiki)]
    sections = [section for report in reports for section in report.sections]
    for kind in kinds:
        own = [section for section in sections if section.kind == kind.name]
        views.extend(_of_kind(kind, wiki, about, intros, own))
    return Computed(tuple(views), feeds)


def facts_of(reports: Sequence[Report]) -> tuple[Fact, ...]:
    return tuple(fact for report in reports for fact in report.facts)


def _of_kind(
    kind: Kind,
    wiki: Wiki,
    about: dict[Ref, tuple[Problem, ...]],
    intros: set[str | None],
    sections: Sequence[Section],
) -> list[View]:
    catalog, settings = wiki.catalog, wiki.settings
    entities = [entity for entity in catalog.named(kind.name) if isinstance(entity, Entity)]
    views = []
    if kind.index and kind.index_path and entities:
        findings = tuple(problem for entity in entities for problem in about.get(entity.ref, ()))
        facts = IndexFacts(kind, catalog.once(kind.index, settings), introduction(catalog, kind.index_path), findings)
        title = f"kind.{kind.name}.plural"
        views.append(View(kind.index_path, f"{kind.template}/index.md", facts, kind.name, title))
    for entity in entities:
        if entity.path in intros:
            continue
        frame = _frame(entity, kind, catalog, settings, about.get(entity.ref, ()))
        added = [(section, section.facts(entity, wiki)) for section in sections]
        answers, first, last = (
            tuple((one.template, facts) for one, facts in added if facts is not None and one.place == place)
            for place in get_args(Place)
        )
        view = EntityFacts(frame, kind.page(entity, catalog, settings), answers, first, last)
        origin = catalog.origin(entity)
        views.append(View(entity.path, f"{kind.template}/page.md", view, kind.name, entity.title, origin, entity.ref))
    return views


def introduction(catalog: Catalog, path: str) -> Entity | None:
    """The hand-written page that stands where the wiki makes one: its words come first on the made one."""
    notes = (note for note in catalog.named("note") if isinstance(note, Entity) and note.path == path)
    return next(notes, None)


def _frame(entity: Entity, kind: Kind, catalog: Catalog, settings: Settings, findings: tuple[Problem, ...]) -> Frame:
    history = catalog.history
    changed = catalog.changed_on(entity)
    return Frame(
        entity,
        kind,
        owner(catalog, entity),
        responsible(catalog, entity, settings.as_of),
        bool(responsible(catalog.complete, entity, settings.as_of)),
        entity.freshness(settings.as_of),
        entity.next_review,
        _entities(catalog.follow(entity, "duty")),
        _entities(catalog.follow(entity, "pillar")),
        _incoming(entity, kind, catalog),
        findings,
        changed,
        None if changed or entity.ref in history.edited else history.begins,
        entity.ref in history.edited,
        catalog.once(nearby, settings).get(entity.ref, ()),
    )


def _incoming(entity: Entity, kind: Kind, catalog: Catalog) -> tuple[tuple[str, tuple[Entity, ...]], ...]:
    names = dict.fromkeys(relation.inverse for relation in catalog.incoming.get(entity.ref, ()))
    groups = ((name, _entities(catalog.who(entity, name))) for name in names if name not in kind.tells)
    return tuple((name, those) for name, those in groups if those)


def _entities(records: Sequence[object]) -> tuple[Entity, ...]:
    return tuple(record for record in records if isinstance(record, Entity))


def _by_entity(catalog: Catalog, findings: tuple[Problem, ...]) -> dict[Ref, tuple[Problem, ...]]:
    found: dict[Ref, list[Problem]] = defaultdict(list)
    for finding in findings:
        if finding.code not in EVIDENT and (entity := catalog.subject(finding)):
            found[entity.ref].append(finding)
    return {ref: tuple(those) for ref, those in found.items()}

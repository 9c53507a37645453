"""The health of the wiki: what is stale, what nobody owns, and every other finding, by the people who can mend it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Freshness
from mops_kb.model.kind import Kind
from mops_kb.model.ownership import owner, responsible
from mops_kb.model.page import View
from mops_kb.model.problem import Problem, problem
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings
from mops_kb.reports.health.owners import Owned, by_owner
from mops_kb.reports.untranslated.views import tally

PATH = "health.md"
FRESHNESS: tuple[Freshness, ...] = ("fresh", "due", "stale", "unreviewed")


@dataclass(frozen=True)
class HealthView:
    tally: tuple[tuple[str, int], ...]
    codes: tuple[tuple[str, tuple[tuple[Problem, Entity | None], ...]], ...]
    owners: tuple[Owned, ...]
    """Those who have something to review."""
    calm: tuple[Owned, ...]
    """Those who have nothing to review yet."""
    count: int
    untranslated: tuple[tuple[str, int, int], ...]
    """Language, and how many short texts and how many bodies lack it."""


def paths(kinds: Sequence[Kind]) -> Sequence[str]:
    return (PATH,)


def views(wiki: Wiki) -> Iterable[View]:
    yield View(PATH, "health/page.md", _health(wiki), "health", "health.title")


def _health(wiki: Wiki) -> HealthView:
    catalog, as_of = wiki.catalog, wiki.settings.as_of
    states = [entity.freshness(as_of) for entity in _kept(catalog)]
    owners = by_owner(_kept(catalog), catalog, as_of)
    codes: dict[str, list[tuple[Problem, Entity | None]]] = defaultdict(list)
    for finding in wiki.findings:
        codes[finding.code].append((finding, catalog.subject(finding)))
    return HealthView(
        tuple((state, states.count(state)) for state in FRESHNESS),
        tuple((code, tuple(those)) for code, those in sorted(codes.items())),
        tuple(one for one in owners if one.wanting),
        tuple(one for one in owners if not one.wanting),
        len(wiki.findings),
        tally(wiki),
    )


def _kept(catalog: Catalog) -> Iterator[Entity]:
    """What somebody keeps: everything but the frame of duties and pillars that comes with the wiki."""
    return (entity for entity in catalog.entities() if not catalog.origin(entity).path.startswith("("))


def unowned(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: nobody answers for it today, because its role is vacant or its team is empty."""
    for entity in _kept(catalog):
        document = catalog.documents[entity.ref]
        if entity.owner and owner(catalog, entity) and not responsible(catalog.complete, entity, settings.as_of):
            place = document.place(("owner",))
            yield problem(document.path, place, "unowned", kind=entity.kind, id=entity.id, owner=entity.owner)


def stale(catalog: Catalog, settings: Settings) -> Iterator[Problem]:
    """Finding: its review cycle has run out."""
    for entity in _kept(catalog):
        if entity.freshness(settings.as_of) == "stale":
            document = catalog.documents[entity.ref]
            days = (settings.as_of - (entity.next_review or settings.as_of)).days
            place = document.place(("reviewed_on",))
            yield problem(document.path, place, "stale", kind=entity.kind, id=entity.id, days=days)

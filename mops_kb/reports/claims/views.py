"""The page of all claims, what a claim's own page tells of its evidence, and what leans on a piece of evidence."""

from collections.abc import Iterable
from dataclasses import dataclass

from mops_kb.compute import IndexFacts, introduction
from mops_kb.kinds.claim.model import Claim
from mops_kb.model.entity import Entity
from mops_kb.model.page import View
from mops_kb.model.report import Wiki
from mops_kb.reports.claims.support import WORST_FIRST, Status, Support, support

PATH = "claims/index.md"


@dataclass(frozen=True)
class ClaimsView:
    """How many there are of each status, the worst first."""

    statuses: tuple[tuple[Status, int], ...]
    count: int


@dataclass(frozen=True)
class Leaning:
    claims: tuple[Support, ...]


def views(wiki: Wiki) -> Iterable[View]:
    """Nothing where the wiki has no claims."""
    catalog = wiki.catalog
    kind = next((kind for kind in wiki.kinds if kind.name == Claim.kind), None)
    found = catalog.once(support, wiki.settings).values()
    if not kind or not found:
        return
    statuses = [one.status for one in found]
    counts = ((status, statuses.count(status)) for status in WORST_FIRST)
    view = ClaimsView(tuple((status, n) for status, n in counts if n), len(found))
    facts = IndexFacts(kind, view, introduction(catalog, PATH), ())
    yield View(PATH, "claims/index.md", facts, "claim", "kind.claim.plural")


def of_claim(claim: Claim, wiki: Wiki) -> Support:
    return wiki.catalog.once(support, wiki.settings)[claim.id]


def leaning(record: Entity, wiki: Wiki) -> Leaning | None:
    """The claims that rest on it, the worst first."""
    found = wiki.catalog.once(support, wiki.settings)
    claims = [found[one.id] for one in wiki.catalog.who(record, "supports") if isinstance(one, Claim)]
    claims.sort(key=lambda one: WORST_FIRST.index(one.status))
    return Leaning(tuple(claims)) if claims else None

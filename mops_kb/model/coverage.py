"""Coverage: of the things that belong to a duty or a pillar, how many are owned and how many are fresh."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mops_kb.model.catalog import Catalog
from mops_kb.model.each import each
from mops_kb.model.entity import Entity
from mops_kb.model.fact import Fact, Facts
from mops_kb.model.ownership import responsible
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class Coverage:
    """Counts, and shares of `count` (None when there is nothing). Fresh includes due."""

    groups: tuple[tuple[str, tuple[Entity, ...]], ...]
    count: int
    owned: int
    fresh: int

    @property
    def owned_share(self) -> Decimal | None:
        return Decimal(self.owned) / self.count if self.count else None

    @property
    def fresh_share(self) -> Decimal | None:
        return Decimal(self.fresh) / self.count if self.count else None


def coverage(catalog: Catalog, frame: Entity, as_of: date) -> Coverage:
    """What belongs to a duty or pillar, by kind. Owned means: somebody answers for it today."""
    members = [entity for entity in catalog.who(frame, "entities") if isinstance(entity, Entity)]
    groups: dict[str, list[Entity]] = {kind: [] for kind in catalog.kinds}
    for member in members:
        groups[member.kind].append(member)
    return Coverage(
        tuple((kind, tuple(those)) for kind, those in groups.items() if those),
        len(members),
        sum(1 for member in members if responsible(catalog.complete, member, as_of)),
        sum(1 for member in members if member.freshness(as_of) in ("fresh", "due")),
    )


@dataclass(frozen=True)
class Covered:
    """A duty or pillar and what belongs to it."""

    frame: Entity
    coverage: Coverage


@dataclass(frozen=True)
class CoveredAll:
    rows: tuple[Covered, ...]
    count: int


@each
def covered(frame: Entity, catalog: Catalog, settings: Settings) -> Covered:
    """The view of one duty or pillar."""
    return Covered(frame, coverage(catalog, frame, settings.as_of))


def covered_all(model: type[Entity]) -> Callable[[Catalog, Settings], CoveredAll]:
    """The view of all duties, or of all pillars."""

    def index(catalog: Catalog, settings: Settings) -> CoveredAll:
        rows = tuple(covered(frame, catalog, settings) for frame in catalog.of(model))
        return CoveredAll(rows, len(rows))

    return index


def facts_of(model: type[Entity]) -> tuple[Fact, ...]:
    """What lists of duties, or of pillars, can tell of them."""
    fact = Facts(model.kind, covered, "coverage_cells.md")
    return (
        fact("pages", "number", lambda view: view.coverage.count),
        fact("owned_share", "share", lambda view: view.coverage.owned_share, wide=True),
        fact("fresh_share", "share", lambda view: view.coverage.fresh_share, wide=True),
    )

"""What belongs to each: how much there is, how much of it is owned, how much is fresh."""

from dataclasses import dataclass

from mops_kb.kinds.pillar.model import Pillar
from mops_kb.model.catalog import Catalog
from mops_kb.model.coverage import Coverage, coverage
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class PillarView:
    pillar: Pillar
    coverage: Coverage


@dataclass(frozen=True)
class PillarsView:
    rows: tuple[PillarView, ...]
    count: int


def page(pillar: Pillar, catalog: Catalog, settings: Settings) -> PillarView:
    return PillarView(pillar, coverage(catalog, pillar, settings.as_of))


def index(catalog: Catalog, settings: Settings) -> PillarsView:
    rows = tuple(page(pillar, catalog, settings) for pillar in catalog.of(Pillar))
    return PillarsView(rows, len(rows))

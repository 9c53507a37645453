"""What the pages about stages show."""

from dataclasses import dataclass

from mops_kb.kinds.stage.model import Stage
from mops_kb.model.catalog import Catalog
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class StageView:
    stage: Stage


@dataclass(frozen=True)
class StagesView:
    rows: tuple[Stage, ...]


def page(stage: Stage, catalog: Catalog, settings: Settings) -> StageView:
    return StageView(stage)


def index(catalog: Catalog, settings: Settings) -> StagesView:
    return StagesView(catalog.of(Stage))

"""What the page of an improvement knows by itself; what its KPI and other improvements make of it, a report adds."""

from dataclasses import dataclass

from mops_kb.kinds.improvement.model import Improvement
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Entity, Record
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class ImprovementView:
    improvement: Improvement
    kpi: Record | None
    causes: tuple[Record, ...]
    whole: Entity | None
    parts: tuple[Record, ...]


def page(improvement: Improvement, catalog: Catalog, settings: Settings) -> ImprovementView:
    wholes = catalog.follow(improvement, "part_of")
    return ImprovementView(
        improvement,
        next(iter(catalog.follow(improvement, "kpi")), None),
        catalog.follow(improvement, "cause"),
        next((whole for whole in wholes if isinstance(whole, Entity)), None),
        catalog.who(improvement, "improvement-parts"),
    )

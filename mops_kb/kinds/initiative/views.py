"""What the pages about initiatives show."""

from dataclasses import dataclass
from datetime import date

from mops_kb.kinds.initiative.model import Initiative
from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Record
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class InitiativeView:
    initiative: Initiative
    kpis: tuple[Record, ...]
    playbooks: tuple[Record, ...]
    tools: tuple[Record, ...]


def page(initiative: Initiative, catalog: Catalog, settings: Settings) -> InitiativeView:
    return InitiativeView(
        initiative,
        catalog.follow(initiative, "kpis"),
        catalog.follow(initiative, "playbooks"),
        catalog.follow(initiative, "tools"),
    )


def by_date(initiative: Initiative, settings: Settings) -> tuple[date, int]:
    """Initiatives are listed by date, those without one last."""
    return initiative.when.order(settings.fiscal_year_start) if initiative.when else (date.max, 0)

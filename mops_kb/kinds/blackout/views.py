"""What the page of a blackout shows: when, for whom, and whether anybody works."""

from dataclasses import dataclass
from datetime import date

from mops_kb.kinds.blackout.closed import spans
from mops_kb.kinds.blackout.model import Blackout
from mops_kb.model.catalog import Catalog
from mops_kb.model.each import each
from mops_kb.model.entity import Entity, Record
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class BlackoutView:
    blackout: Blackout
    teams: tuple[Record, ...]
    is_on: bool


@each
def page(blackout: Blackout, catalog: Catalog, settings: Settings) -> BlackoutView:
    is_on = bool(spans(blackout, settings.as_of, settings.as_of, settings))
    return BlackoutView(blackout, catalog.follow(blackout, "teams"), is_on)


def by_date(entity: Entity, settings: Settings) -> tuple[date, int]:
    """Blackouts are listed by date."""
    assert isinstance(entity, Blackout)
    return entity.when.order(settings.fiscal_year_start)

"""What belongs to each: how much there is, how much of it is owned, how much is fresh."""

from dataclasses import dataclass

from mops_kb.kinds.duty.model import Duty
from mops_kb.model.catalog import Catalog
from mops_kb.model.coverage import Coverage, coverage
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class DutyView:
    duty: Duty
    coverage: Coverage


@dataclass(frozen=True)
class DutiesView:
    rows: tuple[DutyView, ...]
    count: int


def page(duty: Duty, catalog: Catalog, settings: Settings) -> DutyView:
    return DutyView(duty, coverage(catalog, duty, settings.as_of))


def index(catalog: Catalog, settings: Settings) -> DutiesView:
    rows = tuple(page(duty, catalog, settings) for duty in catalog.of(Duty))
    return DutiesView(rows, len(rows))

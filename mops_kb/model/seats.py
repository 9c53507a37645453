"""Seats: how many of a tool are licensed and used, by what was counted last."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from mops_kb.model.catalog import Catalog
from mops_kb.model.entity import Record
from mops_kb.model.exact import decimal
from mops_kb.model.settings import Settings


@dataclass(frozen=True)
class Seats:
    """None is what nobody counted. `row` is the row of `usage` that says so, if not the tool's own record does."""

    licensed: int | None
    used: int | None
    counted_on: date | None
    row: Record | None = None

    @property
    def share(self) -> Decimal | None:
        """Used of licensed; None where either is unknown or nothing is licensed."""
        return decimal(Fraction(self.used, self.licensed)) if self.licensed and self.used is not None else None

    @property
    def unused(self) -> int | None:
        return max(self.licensed - self.used, 0) if self.licensed is not None and self.used is not None else None


def seats(tool: Record, catalog: Catalog, settings: Settings) -> Seats:
    """By its latest row of `usage` that says how many are active, else by its own record."""
    own: Any = tool
    start = settings.fiscal_year_start
    rows: tuple[Any, ...] = catalog.who(tool, "usage")
    spans = [(row.period.days(start), row) for row in rows if row.active is not None]
    begun = [(span, row) for span, row in spans if span[0] <= settings.as_of]
    if not begun:
        return Seats(own.seats, own.seats_used, own.seats_as_of)
    span, row = max(begun, key=lambda one: one[0])
    licensed = own.seats if row.licensed is None else row.licensed
    return Seats(licensed, row.active, min(span[1], settings.as_of), row)

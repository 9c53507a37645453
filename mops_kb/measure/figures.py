"""Figures: the rows of an answer become a KPI's figures, and whatever is none is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from pydantic_core import PydanticCustomError

from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.kpi.periods import PRECISION
from mops_kb.model.measured import Figure
from mops_kb.model.question import Answer, Failure, failure
from mops_kb.model.settings import Settings
from mops_kb.model.when import When

NEEDED = ("period", "value")
TOO_LARGE = Decimal(10) ** 15
MORE_DECIMALS = 6
"""A number that is not exact (DOUBLE) is rounded to so many more decimals than the KPI shows."""


def figures(answer: Answer, kpi: Kpi, settings: Settings) -> tuple[list[Figure], list[Failure]]:
    """In the order of their periods. A value that is NULL is no figure."""
    names = {name.casefold(): position for position, name in reversed([*enumerate(answer.columns)])}
    if missing := [_missing(name, answer.columns) for name in NEEDED if name not in names]:
        return [], missing
    reader = _Reader(kpi, settings)
    for row in answer.rows:
        reader.take({name: row[position] for name, position in names.items()})
    found = sorted(reader.found.items())
    return [figure for _, figure in found], reader.wrong


def _missing(name: str, columns: Sequence[str]) -> Failure:
    near = next(iter(get_close_matches(name, columns, n=1)), "")
    variant = "near" if near else "remedy"
    there = ", ".join(f"`{column}`" for column in columns[:20])
    return failure("sql-column", variant, column=name, columns=there, near=near)


@dataclass
class _Reader:
    kpi: Kpi
    settings: Settings
    found: dict[tuple[date, date], Figure] = field(default_factory=dict)
    wrong: list[Failure] = field(default_factory=list)

    def take(self, row: Mapping[str, Any]) -> None:
        try:
            period = self._period(row["period"])
            if row["value"] is None:
                return
            numbers = [self._number(name, row.get(name)) for name in ("value", "low", "high")]
            figure = Figure(period.written, numbers[0] or Decimal(0), self._count(row.get("n")), *numbers[1:])
        except _Refused as refused:
            if refused.wrong not in self.wrong:
                self.wrong.append(refused.wrong)
            return
        span = period.days(self.settings.fiscal_year_start)
        if span in self.found:
            self.wrong.append(failure("sql-twice", period=period.written))
        self.found[span] = figure

    def _period(self, given: Any) -> When:
        if isinstance(given, date):
            given = _period_of(given, self.kpi, self.settings)
        try:
            period = _when(given)
        except PydanticCustomError:
            raise _Refused(failure("sql-period", written="NULL" if given is None else given)) from None
        if period.precision != PRECISION[self.kpi.cadence]:
            length = "monthly" if self.kpi.cadence == "monthly" else "quarterly"
            raise _Refused(failure("sql-cadence", length, written=given))
        return period

    def _number(self, name: str, given: Any) -> Decimal | None:
        if given is None:
            return None
        if isinstance(given, bool) or not isinstance(given, Decimal | int | float):
            raise _Refused(failure("sql-value", column=name, written=given))
        value = Decimal(repr(given)) if isinstance(given, float) else Decimal(given)
        if not value.is_finite() or abs(value) >= TOO_LARGE:
            raise _Refused(failure("sql-value", "bounds", column=name, written=given))
        if isinstance(given, float):
            value = round(value, self.kpi.decimals + MORE_DECIMALS).normalize() + 0
        return value

    def _count(self, given: Any) -> int | None:
        number = self._number("n", given)
        if number is None:
            return None
        if number != int(number) or number < 0:
            raise _Refused(failure("sql-value", "count", column="n", written=given))
        return int(number)


class _Refused(Exception):
    def __init__(self, wrong: Failure) -> None:
        super().__init__(wrong.code)
        self.wrong = wrong


@lru_cache(maxsize=1_000)
def _when(given: object) -> When:
    """All KPIs speak of the same few periods."""
    return When.of(given)


def _period_of(day: date, kpi: Kpi, settings: Settings) -> str:
    """The month or the fiscal quarter that a day is in."""
    if kpi.cadence == "monthly":
        return f"{day:%Y-%m}"
    month = (day.month - settings.fiscal_year_start) % 12
    year = day.year - (day.month < settings.fiscal_year_start)
    return f"FY{year} Q{month // 3 + 1}"

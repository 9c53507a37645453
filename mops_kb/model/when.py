"""When: a date as precise as it was written, and no more."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from mops_kb.model.values import day_of, wrong

Precision = Literal["day", "range", "part", "month", "quarter", "half", "year", "tbd"]

_FORMS: tuple[tuple[Precision, re.Pattern[str]], ...] = (
    ("day", re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")),
    ("range", re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})/([0-9]{4})-([0-9]{2})-([0-9]{2})")),
    ("month", re.compile(r"([0-9]{4})-([0-9]{2})")),
    ("part", re.compile(r"([0-9]{4})-([0-9]{2}) (上旬|中旬|下旬|early|mid|late)")),
    ("quarter", re.compile(r"(FY)?([0-9]{4}) Q([1-4])")),
    ("half", re.compile(r"(FY)?([0-9]{4}) H([12])")),
    ("year", re.compile(r"(FY)?([0-9]{4})")),
    ("tbd", re.compile(r"TBD|未定")),
)
_PARTS = {"上旬": 0, "early": 0, "中旬": 1, "mid": 1, "下旬": 2, "late": 2}


@dataclass(frozen=True)
class When:
    """A day, a range, a third of a month, a month, a quarter, half or year (calendar or fiscal), or not yet decided."""

    written: str
    precision: Precision
    fiscal: bool = False
    year: int = 0
    number: int = 0
    """Month, quarter or half, counted from 1."""
    third: int = 0
    first_day: date | None = None
    last_day: date | None = None

    def span(self, fiscal_year_start: int) -> tuple[date, date] | None:
        """First and last day, both included, where the fiscal year starts in that month; None if not decided."""
        if self.first_day and self.last_day:
            return self.first_day, self.last_day
        if self.precision == "tbd":
            return None
        if self.precision == "part":
            first = date(self.year, self.number, 1 + 10 * self.third)
            return first, first + timedelta(days=9) if self.third < 2 else _month_end(self.year, self.number)
        if self.precision == "month":
            return date(self.year, self.number, 1), _month_end(self.year, self.number)
        months = {"quarter": 3, "half": 6, "year": 12}[self.precision]
        start = (fiscal_year_start - 1 if self.fiscal else 0) + months * (max(self.number, 1) - 1)
        first = date(self.year + start // 12, start % 12 + 1, 1)
        end = start + months - 1
        return first, _month_end(self.year + end // 12, end % 12 + 1)

    def order(self, fiscal_year_start: int) -> tuple[date, int]:
        """Sorts by first day, the more precise before the less, the undecided last."""
        span = self.span(fiscal_year_start)
        return (span[0], (span[1] - span[0]).days) if span else (date.max, 0)

    @property
    def is_exact(self) -> bool:
        return self.precision in ("day", "range")

    @classmethod
    def of(cls, written: object) -> "When":
        if isinstance(written, When):
            return written
        if not isinstance(written, str):
            raise wrong("when-expected")
        text = " ".join(written.split())
        for precision, form in _FORMS:
            if match := form.fullmatch(text):
                return _when(text, precision, match)
        raise wrong("when-form", written)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.of, serialization=core_schema.plain_serializer_function_ser_schema(lambda when: when.written)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "anyOf": [{"pattern": f"^({form.pattern})$"} for _, form in _FORMS]}


def _when(text: str, precision: Precision, match: re.Match[str]) -> When:
    if precision in ("day", "range"):
        numbers = [int(group) for group in match.groups()]
        first, last = day_of(text, *numbers[:3]), day_of(text, *numbers[-3:])
        if last < first:
            raise wrong("end-before-start", text)
        return When(text, precision, first_day=first, last_day=last)
    if precision in ("month", "part"):
        first = day_of(text, int(match[1]), int(match[2]), 1)
        third = _PARTS[match[3]] if precision == "part" else 0
        return When(text, precision, year=first.year, number=first.month, third=third)
    if precision == "tbd":
        return When(text, precision)
    number = int(match[3]) if precision != "year" else 0
    year = day_of(text, int(match[2]), 1, 1).year
    return When(text, precision, fiscal=bool(match[1]), year=year, number=number)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])

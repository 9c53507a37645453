"""The value: what was said of a date, and on which days that happens."""

from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from mops_kb.model.values import wrong
from mops_kb.model.when import reading
from mops_kb.model.when.rule import Rule
from mops_kb.model.when.said import Said

_MINUTES_A_DAY = 24 * 60 + 1
"""One more than there are: the first place is for what has no time of day."""

_AHEAD = (timedelta(days=31), timedelta(days=2 * 366))
"""Mostly the next time is near, and then few need to be made."""


class Occurrence(NamedTuple):
    """One time that it happens, in its own time zone. If it is not exact, it may be on any of those days."""

    first: date
    last: date
    start: datetime | None = None
    end: datetime | None = None
    exact: bool = True


@dataclass(frozen=True)
class When(Said):
    """What a contributor wrote as a date."""

    @property
    def is_exact(self) -> bool:
        """Whether it is known on which days, and these are one piece."""
        return self.precision in ("moment", "day", "range")

    def order(self, fiscal_year_start: int) -> tuple[date, int]:
        """Sorts by first day, the more precise before the less, then by time of day; the undecided last."""
        span = self.span(fiscal_year_start)
        if not span:
            return date.max, self.decide_by.toordinal() if self.decide_by else 0
        minute = self.start.hour * 60 + self.start.minute + 1 if self.start else 0
        return span[0], (span[1] - span[0]).days * _MINUTES_A_DAY + minute

    def occurrences(self, first: date, last: date, fiscal_year_start: int) -> tuple[Occurrence, ...]:
        """Each time that it happens on days from `first` to `last`; nothing if it is not decided."""
        span = self.span(fiscal_year_start)
        if not span or span[1] < first or last < span[0]:
            return ()
        if self.precision != "recurring":
            return (Occurrence(*span, self._at(span[0], self.start), self._at(span[1], self.end), self.is_exact),)
        assert self.rule
        days = Rule.of(self.rule).dates(span[0], max(first, span[0]), min(last, span[1]))
        return tuple(
            Occurrence(day, day, self._at(day, self.start), self._at(day, self.end))
            for day in days
            if day not in self.exceptions
        )

    def next(self, since: date, fiscal_year_start: int) -> Occurrence | None:
        """The first time that it happens, or may, or goes on, from that day on; looked for two years ahead."""
        for ahead in _AHEAD:
            if found := self.occurrences(since, since + ahead, fiscal_year_start):
                return found[0]
        return None

    @staticmethod
    def _at(day: date, clock: time | None) -> datetime | None:
        return datetime.combine(day, clock) if clock else None

    @classmethod
    def of(cls, written: object) -> "When":
        if isinstance(written, When):
            return written
        if not isinstance(written, str):
            raise wrong("when-expected")
        return _when(written)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.of, serialization=core_schema.plain_serializer_function_ser_schema(lambda when: when.written)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "anyOf": [{"pattern": pattern} for pattern in reading.PATTERNS]}


@lru_cache(maxsize=8192)
def _when(written: str) -> When:
    """Figures say the same few periods again and again."""
    said = reading.read(written)
    return When(*(getattr(said, name) for name in _NAMES))


_NAMES = tuple(field.name for field in fields(Said))

"""Cells: one value of one record, in a form that can be sorted, compared with a condition, and spelled."""

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from mops_kb.model.condition import Condition
from mops_kb.model.entity import Entity
from mops_kb.model.exact import half_up
from mops_kb.model.settings import Settings
from mops_kb.model.text import Text
from mops_kb.model.when import When
from mops_kb.show.columns import AMOUNTS, Column

_MOST_DECIMALS = 2
_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}


@dataclass(frozen=True)
class Cell:
    """`value` is None where there is nothing; of references and lists it is a tuple, be it of one (`is_one`)."""

    column: Column
    entity: Entity
    value: Any
    settings: Settings
    is_one: bool = False

    @property
    def given(self) -> Any:
        """As the fact told it."""
        return self.value[0] if self.is_one else self.value

    @property
    def is_empty(self) -> bool:
        return self.value is None

    @property
    def is_said(self) -> bool:
        """Whether it is running text."""
        return self.column.sort == "words" and not self.column.many

    @cached_property
    def key(self) -> str:
        """What a table sorts by, where that is not what is read."""
        value, sort = self.value, self.column.sort
        if value is None:
            return ""
        if sort in AMOUNTS:
            return format(half_up(_one(value), 6).normalize(), "f")
        if sort in ("date", "when") and (day := first_day(value, self.settings)):
            return day.isoformat()
        if isinstance(value, timedelta):
            return str(value.days)
        if sort == "parts":
            return str(len(value))
        if sort == "choice" and self.column.choices:
            return str(_place(_one(value), self.column.choices))
        if sort == "ref":
            read = name(value[0], self.settings)
            return read if read != _plain(value[0].title, self.settings) else ""
        return ""

    @cached_property
    def rank(self) -> Any:
        """Sorts cells of the column that are not empty."""
        value, sort = self.value, self.column.sort
        if sort in AMOUNTS:
            return Fraction(_one(value))
        if sort in ("date", "when"):
            return _order(_one(value), self.settings)
        if sort == "choice":
            return _place(_one(value), self.column.choices), str(_one(value))
        if sort == "parts":
            return len(value)
        if sort == "ref":
            return [folded(name(one, self.settings)) for one in value]
        if isinstance(value, tuple):
            return [self._text(one) for one in value]
        return value if isinstance(value, bool | timedelta) else self._text(value)

    def _text(self, value: Any) -> str:
        return folded(_plain(value, self.settings) if isinstance(value, Text) else str(value))

    @property
    def decimals(self) -> int:
        """How many a number is told with."""
        if isinstance(self.value, Fraction) and self.value.denominator != 1:
            return 1
        if not isinstance(self.value, Decimal):
            return 0
        exponent = self.value.normalize().as_tuple().exponent
        return min(_MOST_DECIMALS, max(0, -exponent)) if isinstance(exponent, int) else 0

    @property
    def amount(self) -> Decimal:
        """Money, in whole units."""
        return half_up(self.value, 0)

    def meets(self, condition: Condition) -> bool:
        return meets(self.column, self.value, condition, self.settings)


def cell(column: Column, entity: Entity, catalog: Any, settings: Settings) -> Cell:
    value = column.of(entity, catalog, settings)
    if isinstance(value, Entity):
        return Cell(column, entity, (value,), settings, is_one=True)
    is_nothing = value in ((), "") or (column.sort in AMOUNTS and isinstance(value, str))  # a target may be `tbd`
    return Cell(column, entity, None if is_nothing else value, settings)


def meets(column: Column, value: Any, condition: Condition, settings: Settings) -> bool:
    """Whether it is as the condition wants it; where there may be several, nothing is none of them."""
    asked = () if value is None and column.many else _asked(value, condition, settings)
    return condition.is_met_by(asked, settings.as_of)


def name(entity: Entity, settings: Settings) -> str:
    """How it is read: its reading in Japanese, where the record has one, else its title."""
    reading = getattr(entity, "reading", None) if settings.language == "ja" else None
    if isinstance(reading, Text):
        reading = _plain(reading, settings)
    return reading or _plain(entity.title, settings)


def folded(text: str) -> str:
    """In the order of a dictionary: width, case, and the two sets of kana make no difference."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_HIRAGANA)


def first_day(value: Any, settings: Settings) -> date | None:
    """Of a date, a period or several of them."""
    one = _one(value)
    if isinstance(one, When):
        span = one.span(settings.fiscal_year_start)
        return span[0] if span else None
    return one if isinstance(one, date) else None


def _order(value: Any, settings: Settings) -> tuple[date, int]:
    return value.order(settings.fiscal_year_start) if isinstance(value, When) else (value, 0)


def _one(value: Any) -> Any:
    return value[0] if isinstance(value, tuple) else value


def _place(value: Any, choices: tuple[str, ...]) -> int:
    return choices.index(value) if value in choices else len(choices)


def _plain(text: Text, settings: Settings) -> str:
    return text.words(settings.language, settings.default_language).text


def _asked(value: Any, condition: Condition, settings: Settings) -> Any:
    """As conditions know it: references by name, of a date with several times the one that is meant."""
    if isinstance(value, tuple):
        return tuple(_asked(one, condition, settings) for one in value)
    if isinstance(value, Entity):
        return str(value.ref)
    if isinstance(value, When):
        if condition.next_days is None:
            return first_day(value, settings) or value.written
        coming = value.next(settings.as_of, settings.fiscal_year_start)
        return max(coming.first, settings.as_of) if coming else None
    return value

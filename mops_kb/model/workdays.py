"""Workdays: the business days of a country, and how many of them lie before or after a day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from mops_kb.model.text import Text

Span = tuple[date, date]


@cache
def holidays(country: str, year: int) -> dict[date, Text]:
    """Public holidays with their names in Japanese and English, where the library knows them.

    Substitute days are holidays too. Of Japan it knows 1949 to 2099, and of other years none.
    """
    from holidays import country_holidays  # half a second: only builds that need business days wait for it

    plain = country_holidays(country, years=year)
    names = {}
    for language in ("ja", "en_US"):
        if language in (plain.supported_languages or ()):
            names[language[:2]] = country_holidays(country, years=year, language=language)
    if not names:
        return {day: Text((("en", name),)) for day, name in plain.items()}
    return {day: Text(tuple((language, those[day]) for language, those in names.items())) for day in plain}


@dataclass(frozen=True)
class Workdays:
    """Neither Saturday nor Sunday, nor a public holiday of `country`, nor in a `closed` span (both ends included)."""

    country: str
    closed: frozenset[Span] = field(default_factory=frozenset)

    def is_open(self, day: date) -> bool:
        if day.weekday() >= 5 or day in holidays(self.country, day.year):
            return False
        return not any(first <= day <= last for first, last in self.closed)

    def shift(self, day: date, steps: int) -> date:
        """The business day that is so many after (before, if negative) a day, which itself need not be one.

        With 0 it is the day itself, open or not.
        """
        step = timedelta(days=1 if steps > 0 else -1)
        for _ in range(abs(steps)):
            day += step
            while not self.is_open(day):
                day += step
        return day

    def between(self, first: date, last: date) -> int:
        """Business days from one day to another, the first not counted, the last counted; negative backwards."""
        if last < first:
            return -self.between(last, first)
        days: Iterable[date] = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
        return sum(self.is_open(day) for day in days)

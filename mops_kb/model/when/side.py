"""Side: one side of a date (`Nov 12` of `Nov 12–14 2026`), as far as its words say."""

from dataclasses import dataclass, fields
from datetime import date, time

from mops_kb.model.values import day_of, wrong
from mops_kb.model.when import clock
from mops_kb.model.when.said import Precision, Said

_FINER: tuple[tuple[str, Precision], ...] = (
    ("third", "part"),
    ("month", "month"),
    ("quarter", "quarter"),
    ("half", "half"),
)
_UNITS = ("day", "month", "quarter", "half")


@dataclass
class Side:
    """What is None has not been said."""

    year: int | None = None
    fiscal: bool | None = None
    term: bool | None = None
    """It says 上期 or 下期, which speak of a fiscal year."""
    era: tuple[date, date] | None = None
    month: int | None = None
    day: int | None = None
    third: int | None = None
    quarter: int | None = None
    half: int | None = None
    weekday: int | None = None
    number: int | None = None
    """Read without a word that says whether it is a day, a month or a quarter."""
    hour: int | None = None
    minute: int | None = None
    noon: str | None = None
    letters: bool | None = None
    slashes: str | None = None
    """It says `2026/11/12` (full) or `11/12` (short)."""
    instant: bool | None = None
    """It says `2026-11-12T`."""

    @property
    def is_empty(self) -> bool:
        return all(getattr(self, field.name) is None for field in fields(self))

    @property
    def unit(self) -> str | None:
        """What its finest number counts."""
        return next((unit for unit in _UNITS if getattr(self, unit) is not None), None)

    def takes_number(self, unit: str | None) -> None:
        """Its bare number counts these, if it has one and nothing else does."""
        if unit and self.number is not None and getattr(self, unit) is None:
            setattr(self, unit, self.number)
            self.number = None

    def inherits(self, other: "Side") -> None:
        """The year, month or day that only the other side says."""
        if self.year is None:
            self.year, self.fiscal = other.year, other.fiscal
        has_finer = any(part is not None for part in (self.day, self.third, self.hour))
        if has_finer and self.month is None and self.quarter is None and self.half is None:
            self.month = other.month
        if self.hour is not None and self.day is None and self.third is None:
            self.day = other.day

    def clock(self, written: str) -> time | None:
        if self.hour is None:
            return None
        return clock.at(self.hour, self.minute or 0, self.noon, bool(self.letters), written)

    def dated(self, written: str) -> Said:
        """What it says apart from the time of day."""
        said = self._exact(written) if self.day is not None else self._imprecise(written)
        if self.era:
            first, last = said.days(1)
            if last < self.era[0] or self.era[1] < first:
                raise wrong("impossible-date", written)
        return said

    def _exact(self, written: str) -> Said:
        self._check(written)
        if self.year is None or self.fiscal:
            raise wrong("when-year", written)
        if self.third is not None or self.month is None:
            raise wrong("when-form", written)
        day = day_of(written, self.year, self.month, self.day or 0)
        if self.weekday not in (None, day.weekday()):
            raise wrong("when-weekday", written)
        return Said(written, "day", first_day=day, last_day=day)

    def _imprecise(self, written: str) -> Said:
        self._check(written)
        if self.weekday is not None or (self.third is not None and self.month is None):
            raise wrong("when-form", written)
        finer = [(name, precision) for name, precision in _FINER if getattr(self, name) is not None]
        if self.year is None:
            raise wrong("when-year" if finer else "when-form", written)
        if self.term and not self.fiscal:
            raise wrong("when-ambiguous", written)
        year = day_of(written, self.year, 1, 1).year
        precision: Precision = finer[0][1] if finer else "year"
        number = self.month or self.quarter or self.half or 0
        return Said(written, precision, bool(self.fiscal), year, number, self.third or 0)

    def _check(self, written: str) -> None:
        counted = sum(part is not None for part in (self.month, self.quarter, self.half))
        if self.number is not None or counted > 1 or (self.day is not None and (self.quarter or self.half)):
            raise wrong("when-form", written)
        if self.month is not None and self.month not in range(1, 13):
            raise wrong("impossible-date", written)


def settle(first: Side, last: Side) -> None:
    """What one side does not say is as on the other; a bare number means what stands beside it."""
    is_hour = last.hour is not None and (last.letters or (last.unit is None and first.unit == "day"))
    if first.number is not None and first.hour is None and is_hour:
        first.hour, first.number = first.number, None
    if last.letters and first.hour is not None and first.noon is None:
        first.noon, first.letters = last.noon, True
    if first.noon == "pm" and last.noon is None and (last.hour or 0) < 12:
        last.noon = "pm"
    for one, other in ((first, last), (last, first), (first, last)):
        one.takes_number(other.unit)
    last.inherits(first)
    first.inherits(last)

"""Spelling: numbers, money, dates and spans as a reader of the language writes them."""

import re
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from babel import Locale
from babel.numbers import format_compact_currency, format_currency, format_decimal

from mops_kb.labels import Labels
from mops_kb.labels.dates import Dates
from mops_kb.model.exact import half_up
from mops_kb.model.when import When

Exact = Decimal | Fraction | int
_COMPACT_FROM = 1_000_000
_LEFT = 3
"""So many digits are left of a large amount."""
MISSING = "–"
_NEARLY = Fraction(999, 1000)
BY_DIFFERENCE = ("percent", "score")
"""Units of which shares are misread, or say nothing: 2 % are one point more than 1 %, and a score may be below zero."""
_BY_TENS = {"ja": 4}
"""How many digits a large number is read by; three where it is not said."""
_THOUSANDS = re.compile(r"(?<=\d)(?=\d{3}(?!\d))")
"""Where the separator goes: Babel leaves it out of `8759万`."""


class Spelling:
    """Puts values into words, for one language."""

    def __init__(self, labels: Labels, fiscal_year_start: int) -> None:
        self.labels = labels
        self.locale = Locale.parse(labels.language)
        self.fiscal_year_start = fiscal_year_start
        self.dates = Dates(labels, self.locale)
        self._known: dict[tuple[Decimal, str], str] = {}
        self._size = _BY_TENS.get(self.locale.language, 3)

    def number(self, value: Exact | None, decimals: int = 0) -> str:
        if value is None:
            return MISSING
        rounded = half_up(value, decimals)
        return _minus(rounded) + self._formatted(abs(rounded), "#,##0" + _places(decimals))

    def percent(self, share: Exact | None, decimals: int = 0) -> str:
        """A share (0–1) as a percentage."""
        if share is None:
            return MISSING
        rounded = half_up(share, decimals + 2)
        return _minus(rounded) + self._formatted(abs(rounded), "#,##0" + _places(decimals) + "%")

    def _formatted(self, number: Decimal, form: str) -> str:
        """The same few numbers stand on many pages."""
        if (number, form) not in self._known:
            self._known[number, form] = format_decimal(number, form, locale=self.locale)
        return self._known[number, form]

    def signed(self, share: Exact | None, decimals: int = 1) -> str:
        """A share with its sign: `+4.2%`, `−97.9%`."""
        if share is None:
            return MISSING
        return _sign(share) + self.percent(max(share, -share), decimals)

    def attained(self, share: Exact | None) -> str:
        """How much of a target was reached: `100%` is not said of one that was missed."""
        if share is None or share >= 1 or self.percent(share) != self.percent(1):
            return self.percent(share)
        return self.percent(min(Fraction(share), _NEARLY), 1)

    def changed(self, difference: Exact, share: Exact | None, unit: str, decimals: int = 0) -> str:
        """From one figure of a KPI to another: `+4.2%`. Of percentages and scores, and where there is no share, the
        difference: `+2.8 points`, `+26 pts`."""
        if share is not None and unit not in BY_DIFFERENCE:
            return self.signed(share)
        size = max(difference, -difference)
        if size and not half_up(size, decimals):
            decimals += 1
        if unit == "percent":
            return _sign(difference) + self.labels("change.points", n=self.number(size, decimals))
        return _sign(difference) + self.quantity(size, unit, decimals)

    def money(self, amount: Decimal | int | None, currency: str) -> str:
        if amount is None:
            return MISSING
        return format_currency(amount, currency, locale=self.locale, currency_digits=True)

    def compact_money(self, amount: Decimal | int | None, currency: str) -> str:
        """`¥1,230万`, `¥12.3M`: for tables, where the last digits only get in the way. At least three are left."""
        if amount is None or abs(Decimal(amount)) < _COMPACT_FROM:
            return self.money(amount, currency)
        size = abs(Decimal(amount)).adjusted()
        digits = max(0, _LEFT - 1 - size % self._size)
        unit = Decimal(1).scaleb(size // self._size * self._size)
        rounded = half_up(Decimal(amount) / unit, digits) * unit
        words = format_compact_currency(rounded, currency, locale=self.locale, fraction_digits=digits)
        return _THOUSANDS.sub(",", words, count=1)

    def difference(self, value: Exact | None, decimals: int = 0) -> str:
        """By how much a number changes: `+2`, `−0.5`, `±0`."""
        if value is None:
            return MISSING
        rounded = half_up(value, decimals)
        return _sign(rounded) + self.number(abs(rounded), decimals)

    def money_difference(self, amount: Decimal | int | None, currency: str) -> str:
        """By how much an amount changes: `+¥23,000,000`."""
        return MISSING if amount is None else _sign(amount) + self.money(abs(Decimal(amount)), currency)

    def quantity(self, value: Exact | None, unit: str, decimals: int = 0) -> str:
        """A figure of a KPI with its unit."""
        if value is None:
            return MISSING
        if unit == "jpy":
            return self.compact_money(half_up(value, decimals), "JPY")
        return self.labels(f"unit.{unit}", n=self.number(value, decimals))

    def elapsed(self, days: Exact | None) -> str:
        """How long something took: `4.2 d`, and of less than a day the hours or minutes."""
        if days is None or days >= 1:
            return self.quantity(days, "days", 1)
        hours = Fraction(days) * 24
        return self.quantity(hours, "hours", 1) if hours >= 1 else self.quantity(hours * 60, "minutes")

    def tick(self, value: Decimal, unit: str, step: Decimal) -> str:
        """A round number on an axis, with no more digits than steps of this size need: `¥1.5億`, `0.5%`."""
        if unit != "jpy":
            return self.labels(f"unit.{unit}", n=self.number(value, _decimals(step)))
        scale = Decimal(1).scaleb(abs(value).adjusted() // self._size * self._size) if value else Decimal(1)
        if scale < 1000:
            return self.money(value, "JPY")
        digits = _decimals(value / scale)
        words = format_compact_currency(value, "JPY", locale=self.locale, fraction_digits=digits)
        return _THOUSANDS.sub(",", words, count=1)

    def axis(self, when: When) -> tuple[str, str]:
        """A period in few signs, and the year that it is in: `4月` of `2026年`, `Q1` of `FY2026`."""
        if when.precision == "month":
            first = date(when.year, when.number, 1)
            return self.day(first, "axis-month"), self.labels("when.year", year=when.year)
        key = "when.fiscal-year" if when.fiscal else "when.year"
        if when.precision == "quarter":
            return f"Q{when.number}", self.labels(key, year=when.year)
        return self.when(when), ""

    def day(self, day: date | None, form: str = "medium") -> str:
        """`medium`: 2026年11月22日 / Nov 22, 2026; `short`: 11/22(日) / Sun, Nov 22; `month`: 2026年11月."""
        return MISSING if day is None else self.dates.day(day, form)

    def when(self, when: When) -> str:
        """A date as precisely as it was written. Read again, the words mean the same."""
        return self.dates.when(when)

    def span(self, span: timedelta | None) -> str:
        """A review cycle: `6 months`."""
        if span is None:
            return MISSING
        for unit, days in (("year", 365), ("month", 30), ("week", 7), ("day", 1)):
            if span.days % days == 0:
                return self.labels(f"span.{unit}", n=span.days // days)
        return MISSING


def _minus(value: Decimal) -> str:
    return "−" if value < 0 else ""


def _sign(value: Exact) -> str:
    return "+" if value > 0 else "−" if value < 0 else "±"


def _decimals(value: Decimal) -> int:
    """How many decimals an exact number has."""
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return max(0, -exponent)


def _places(decimals: int) -> str:
    return "." + "0" * decimals if decimals else ""

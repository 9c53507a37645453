"""Rule: on which days something repeats, as an RRULE (RFC 5545) of those sorts that can be said in a few words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal

Frequency = Literal["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
_FREQUENCIES: tuple[Frequency, ...] = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKING_WEEK = tuple((0, day) for day in range(5))
LAST = -1
_LONGEST = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_PARTS = ("FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST")


class Unreadable(ValueError):
    """An RRULE that cannot be read, or that says more than a `Rule` can."""


@dataclass(frozen=True)
class Rule:
    """`days` are weekdays (0 is Monday), each with which one of the month it is: 0 for all, -1 for the last."""

    frequency: Frequency
    interval: int = 1
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    days: tuple[tuple[int, int], ...] = ()

    def __str__(self) -> str:
        parts = [f"FREQ={self.frequency}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        for name, numbers in (("BYMONTH", self.months), ("BYMONTHDAY", self.month_days)):
            if numbers:
                parts.append(f"{name}={','.join(map(str, numbers))}")
        if self.days:
            parts.append("BYDAY=" + ",".join(f"{nth or ''}{WEEKDAYS[day]}" for nth, day in self.days))
        return ";".join(parts)

    @classmethod
    def of(cls, text: str) -> "Rule":
        """Read an RRULE without UNTIL and COUNT; raises `Unreadable`."""
        return _rule(text)

    @property
    def says_its_day(self) -> bool:
        """Whether it tells on which day of the week, month or year; else that is the one of the first day."""
        return self.frequency == "DAILY" or bool(self.days or self.month_days)

    @property
    def is_impossible(self) -> bool:
        """Whether there is no such day in any year: 30 February, a sixth Thursday."""
        longest = max(_LONGEST[month] for month in self.months or range(1, 13))
        return any(day > longest for day in self.month_days) or any(nth > 5 for nth, _ in self.days)

    def on(self, first: date) -> "Rule":
        """The same with the day told."""
        if self.says_its_day:
            return self
        if self.frequency == "WEEKLY":
            return replace(self, days=((0, first.weekday()),))
        months = self.months or ((first.month,) if self.frequency == "YEARLY" else ())
        return replace(self, months=months, month_days=(first.day,))

    def first(self, first: date, last: date) -> date | None:
        """The first day from `first` on that fits. Intervals are counted from it."""
        once = replace(self, interval=1) if self.frequency != "DAILY" else self
        return _first(once, first, last)

    def dates(self, begins: date, first: date, last: date) -> Iterator[date]:
        """The days from `first` to `last` of a series whose first day is `begins`."""
        for day in _expanded(self, self._nearer(begins, first), last):
            if day >= first:
                yield day

    def _nearer(self, begins: date, first: date) -> date:
        """From where the same days can be counted without going through all the years before `first`."""
        if first <= begins:
            return begins
        if self.frequency in ("DAILY", "WEEKLY"):
            step = self.interval * (7 if self.frequency == "WEEKLY" else 1)
            return begins + timedelta(days=(first - begins).days // step * step)
        step = self.interval * (12 if self.frequency == "YEARLY" else 1)
        months = (first.year - begins.year) * 12 + first.month - begins.month
        month = begins.month - 1 + months // step * step
        return max(begins, date(begins.year + month // 12, month % 12 + 1, 1))


@lru_cache(maxsize=4096)
def _first(rule: Rule, first: date, last: date) -> date | None:
    return next(_expanded(rule, first, last), None)


def _expanded(rule: Rule, begins: date, last: date) -> Iterator[date]:
    from dateutil import rrule  # only builds that have something that repeats wait for it

    found = rrule.rrule(
        getattr(rrule, rule.frequency),
        dtstart=datetime.combine(begins, time()),
        interval=rule.interval,
        until=datetime.combine(last, time()),
        bymonth=rule.months or None,
        bymonthday=rule.month_days or None,
        byweekday=[rrule.weekday(day, nth or None) for nth, day in rule.days] or None,
    )
    return (day.date() for day in found)


@lru_cache(maxsize=4096)
def _rule(text: str) -> Rule:
    parts = dict(part.partition("=")[::2] for part in text.upper().removeprefix("RRULE:").strip(" ;").split(";"))
    frequency = next((one for one in _FREQUENCIES if one == parts.get("FREQ")), None)
    if not frequency or not set(parts) <= set(_PARTS) or not all(parts.values()):
        raise Unreadable(text)
    rule = Rule(
        frequency,
        _numbers(parts.get("INTERVAL", "1"), range(1, 1000))[0],
        _numbers(parts.get("BYMONTH", ""), range(1, 13)),
        _numbers(parts.get("BYMONTHDAY", ""), [*range(1, 32), LAST]),
        _days(parts.get("BYDAY", ""), _numbers(parts.get("BYSETPOS", ""), [*range(1, 6), LAST])),
    )
    return _plain(rule, parts.get("WKST", "MO"))


def _numbers(text: str, allowed: "range | list[int]") -> tuple[int, ...]:
    numbers = text.split(",") if text else []
    if not all(re.fullmatch(r"[+-]?\d{1,3}", number) and int(number) in allowed for number in numbers):
        raise Unreadable(text)
    return tuple(sorted({int(number) for number in numbers}, key=lambda number: (number == LAST, number)))


def _days(text: str, places: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    found = [_DAY.fullmatch(day) for day in text.split(",")] if text else []
    days = {(int(day[1] or 0), WEEKDAYS.index(day[2])) for day in found if day}
    if len(days) < len(found):
        raise Unreadable(text)
    if places:
        if len(days) != 1 or any(nth for nth, _ in days):
            raise Unreadable(text)
        days = {(place, day) for place in places for _, day in days}
    return tuple(sorted(days, key=lambda day: (day[0] == LAST, day)))


def _plain(rule: Rule, week_start: str) -> Rule:
    """What means the same is the same; what would take a sentence to say is refused."""
    counted = any(nth for nth, _ in rule.days)
    if rule.frequency == "MONTHLY" and rule.interval == 1 and rule.days and not counted:
        rule = replace(rule, frequency="WEEKLY")
    if rule.frequency == "DAILY" and rule.interval == 1 and rule.days and not counted:
        rule = replace(rule, frequency="WEEKLY")
    monthly = rule.frequency in ("MONTHLY", "YEARLY")
    refused = (
        (rule.days and rule.month_days)
        or (rule.frequency == "DAILY" and (rule.days or rule.month_days))
        or (rule.frequency == "WEEKLY" and (counted or rule.month_days))
        or (monthly and rule.days and not all(nth for nth, _ in rule.days))
        or (rule.months and (rule.frequency != "YEARLY" or len(rule.months) > 1))
        or (rule.frequency == "YEARLY" and (rule.days or rule.month_days) and not rule.months)
        or (rule.frequency == "YEARLY" and len(rule.days) + len(rule.month_days) > 1)
        or week_start not in WEEKDAYS
        or (week_start != "MO" and rule.interval > 1 and len(rule.days) > 1 and rule.frequency == "WEEKLY")
    )
    if refused:
        raise Unreadable(str(rule))
    return rule

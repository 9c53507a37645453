"""Dates in words: as precise as they were written, and in words that contributors may write themselves."""

from collections.abc import Sequence
from datetime import date, time
from itertools import groupby

from babel import Locale
from babel.dates import format_date, format_interval

from mops_kb.labels import Labels
from mops_kb.model.when import When
from mops_kb.model.when.rule import LAST, WORKING_WEEK, Rule
from mops_kb.model.when.said import Said

_OFFSET = "Etc/GMT"


class Dates:
    """Puts dates into words, for one language."""

    def __init__(self, labels: Labels, locale: Locale) -> None:
        self.labels = labels
        self.locale = locale

    def day(self, day: date, form: str) -> str:
        return format_date(day, self.labels(f"date.{form}"), locale=self.locale)

    def when(self, when: When) -> str:
        return self._said(when)

    def _said(self, said: Said) -> str:
        if said.precision == "tbd":
            return self._undecided(said)
        if said.precision == "recurring":
            return self._recurring(said)
        if said.ends:
            return self._from_to(*map(self._said, said.ends))
        if said.first_day and said.last_day:
            return self._days(said, said.first_day, said.last_day)
        key = f"when.{'fiscal-' if said.fiscal else ''}{said.precision}"
        if said.precision in ("part", "month"):
            return self._in_month(said)
        key = f"{key}.{said.number}" if said.precision == "half" else key
        return self.labels(key, year=said.year, number=said.number)

    def _undecided(self, said: Said) -> str:
        if not said.decide_by:
            return self.labels("when.tbd")
        return self.labels("when.tbd-by", day=self.day(said.decide_by, "medium"))

    def _days(self, said: Said, first: date, last: date) -> str:
        if said.precision == "range":
            return str(format_interval(first, last, self.labels("date.skeleton"), locale=self.locale))
        words = self.day(first, "weekday")
        if not said.start:
            return words
        if last > first and said.end:
            end = self.labels("when.moment", day=self.day(last, "weekday"), time=_clock(said.end))
            start = self.labels("when.moment", day=words, time=_clock(said.start))
            return self._from_to(start, end) + self._zone(said.zone)
        return self.labels("when.moment", day=words, time=self._hours(said.start, said.end)) + self._zone(said.zone)

    def _in_month(self, said: Said) -> str:
        month = self.day(date(said.year, said.number, 1), "month")
        if said.fiscal:
            name = self.locale.months["stand-alone"]["wide"][said.number]
            month = self.labels("when.fiscal-month", year=said.year, month=name)
        return self.labels(f"when.part.{said.third}", month=month) if said.precision == "part" else month

    def _from_to(self, first: str, last: str) -> str:
        return self.labels("when.from-to", first=first, last=last)

    def _hours(self, start: time, end: time | None) -> str:
        return self.labels("when.hours", start=_clock(start), end=_clock(end)) if end else _clock(start)

    def _zone(self, zone: str | None) -> str:
        if not zone:
            return ""
        if zone.startswith(_OFFSET):
            name = f"UTC{-int(zone.removeprefix(_OFFSET)):+d}"
        else:
            name = self.labels("when.zone.tokyo") if zone == "Asia/Tokyo" else zone
        return self.labels("when.zone", zone=name)

    def _recurring(self, said: Said) -> str:
        assert said.rule
        words = self.rule(Rule.of(said.rule))
        if said.start:
            words = self.labels("when.at", words=words, time=self._hours(said.start, said.end)) + self._zone(said.zone)
        bounds = self._bounds(said)
        if said.exceptions:
            days = self._list([self.day(day, "medium") for day in said.exceptions], "when.exceptions")
            bounds = self.labels("when.except", bounds=bounds, days=days)
        return self.labels("when.recurring", words=words, bounds=bounds)

    def _bounds(self, said: Said) -> str:
        if said.within:
            return self._said(said.within)
        assert said.first_day
        first = self.day(said.first_day, "medium")
        if not said.last_day:
            return self.labels("when.from", day=first)
        return self.labels("when.bounds", first=first, last=self.day(said.last_day, "medium"))

    def rule(self, rule: Rule) -> str:
        """How often, and on which days: `every other Monday`."""
        if rule == Rule("WEEKLY", days=WORKING_WEEK):
            return self.labels("when.every-weekday")
        often = str(rule.interval) if rule.interval < 3 else "n"
        key = f"when.every.{rule.frequency.lower()}.{often}"
        if rule.frequency == "WEEKLY":
            weekdays = self.labels("when.weekdays").split()
            on = self._list([weekdays[day] for _, day in rule.days])
        else:
            on = self._in_the_month(rule)
        month = self.locale.months["stand-alone"]["wide"][rule.months[0]] if rule.months else ""
        if rule.frequency == "YEARLY":
            on = self.labels(
                "when.in-month" if rule.month_days and rule.month_days != (LAST,) else "when.on-weekday-in-month",
                month=month,
                on=on,
            )
        return self.labels(key, n=rule.interval, on=on)

    def _in_the_month(self, rule: Rule) -> str:
        numbers = self.labels("when.days-of-month").split()
        if rule.month_days == (LAST,):
            return self.labels("when.month-end")
        days = [numbers[day - 1] if day != LAST else self.labels("when.last-day") for day in rule.month_days]
        for weekday, group in groupby(rule.days, lambda day: day[1]):
            nth = self.labels("when.nth").split()
            which = self._list([nth[place - 1 if place > 0 else LAST] for place, _ in group])
            days.append(
                self.labels("when.nth-weekday", nth=which, weekday=self.labels("when.weekdays").split()[weekday])
            )
        return self._list(days)

    def _list(self, words: Sequence[str], key: str = "when.list") -> str:
        if len(words) < 2:
            return "".join(words)
        return self.labels(key, words=self.labels(f"{key}.comma").join(words[:-1]), last=words[-1])


def _clock(clock: time) -> str:
    return f"{clock:%H:%M}"

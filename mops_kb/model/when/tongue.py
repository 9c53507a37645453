"""Tongue: how dates are said in one language. Each has a module of its own; what is read may mix them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from mops_kb.model.when.rule import LAST, WORKING_WEEK, Frequency, Rule, Unreadable


class Word(NamedTuple):
    """A word of a date: what it says, by the names of the fields of a `Side`; or the code of what is wrong with it."""

    pattern: re.Pattern[str]
    means: Callable[[re.Match[str]], Mapping[str, object]] | str


class Phrase(NamedTuple):
    """How often something is. Groups of the pattern: `n` (every so many) or `other` (every second) or `quarter`;
    `working` (Monday to Friday) or `days` of the week; `items` of the month; `month`."""

    frequency: Frequency
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Tongue:
    """`item` is one of the days of a month, with the groups `nth` or `last`, `weekday`; `day` or `end` of the month."""

    words: tuple[Word, ...]
    phrases: tuple[Phrase, ...]
    item: re.Pattern[str]
    weekdays: re.Pattern[str]
    weekday: Callable[[str], int]
    month: Callable[[str], int]
    number: Callable[[str], int]
    bare_days: bool
    """Whether a number without a weekday is a day of the month: `monthly on the 1st and 15th`."""
    doubtful: str
    """What some understand as every second, and others as something else."""
    undecided: str
    deadline: str
    """Around a day, which is its group."""
    repeats: str
    which: str
    """A weekday of the month; of one month it is a day, else it repeats."""
    workday: str
    left_out: re.Pattern[str]
    """The days on which it does not happen, in its group."""

    def rule(self, text: str) -> tuple[Rule, str] | None:
        """How often something is, and the rest of the text; raises `Unreadable`."""
        for frequency, pattern in self.phrases:
            if match := pattern.search(text):
                return self._rule(frequency, match.groupdict()), f"{text[: match.start()]} {text[match.end() :]}"
        return None

    def _rule(self, frequency: Frequency, said: Mapping[str, str | None]) -> Rule:
        interval = int(said.get("n") or 0) or (3 if said.get("quarter") else 2 if said.get("other") else 1)
        weekdays = {(0, self.weekday(day[0])) for day in self.weekdays.finditer(said.get("days") or "")}
        weekdays |= set(WORKING_WEEK) if said.get("working") else set()
        months = (self.month(month),) if (month := said.get("month")) else ()
        days, month_days = self._items(said.get("items") or "")
        return Rule.of(str(Rule(frequency, interval, months, month_days, tuple(weekdays | days))))

    def _items(self, text: str) -> tuple[set[tuple[int, int]], tuple[int, ...]]:
        """Which weekdays of the month, and which days of it. A weekday goes with all the numbers before it."""
        days: set[tuple[int, int]] = set()
        month_days: list[int] = []
        waiting: list[int] = []
        for item in self.item.finditer(text):
            if item["end"]:
                month_days.append(LAST)
            elif item["day"]:
                month_days.append(int(item["day"]))
            elif item["nth"] or item["last"]:
                waiting.append(self.number(item["nth"]) if item["nth"] else LAST)
            else:
                days |= {(nth, self.weekday(item["weekday"])) for nth in waiting}
                waiting = []
        if LAST in waiting or (waiting and not self.bare_days):
            raise Unreadable(text)
        return days, (*month_days, *waiting)


def word(pattern: str, means: Callable[[re.Match[str]], Mapping[str, object]] | str) -> Word:
    return Word(re.compile(pattern, re.IGNORECASE), means)


def phrase(frequency: Frequency, pattern: str) -> Phrase:
    return Phrase(frequency, re.compile(pattern, re.IGNORECASE))

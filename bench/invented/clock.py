"""When things happen at the invented company: busy hours, quiet days, and office hours from nine to six in Tokyo."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from random import Random

TOKYO = timezone(timedelta(hours=9))
UNTIL = datetime(2026, 11, 20, 18, tzinfo=TOKYO)
"""When everything was exported."""

# Public holidays of Japan; the generator asks no library, so that no update of one changes its files.
_HOLIDAYS = """
    2025-04-29 2025-05-03 2025-05-05 2025-05-06 2025-07-21 2025-08-11 2025-09-15 2025-09-23 2025-10-13 2025-11-03
    2025-11-24 2026-01-01 2026-01-12 2026-02-11 2026-02-23 2026-03-20 2026-04-29 2026-05-04 2026-05-05 2026-05-06
    2026-07-20 2026-08-11 2026-09-21 2026-09-22 2026-09-23 2026-10-12 2026-11-03 2026-11-23
"""
HOLIDAYS = frozenset(map(date.fromisoformat, _HOLIDAYS.split()))
DAY = timedelta(days=1)
# How much happens in each hour from midnight on, and on days on which offices are closed.
_HOURS = (2, 1, 1, 1, 1, 2, 4, 8, 14, 32, 42, 40, 26, 36, 42, 40, 36, 30, 20, 14, 13, 13, 10, 6)
_CLOSED = 0.28
# What share of waits is how many times the median: a few answers are quick, some take very long.
WAITS = (0.01, 0.35, 0.5, 0.65, 0.82, 1.0, 1.25, 1.65, 2.3, 3.6, 9.0)


def months(first: str, last: str) -> list[str]:
    year, month = map(int, first.split("-"))
    found = []
    while (written := f"{year}-{month:02}") <= last:
        found.append(written)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found


def is_open(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


def days_of(month: str) -> list[date]:
    day = date.fromisoformat(f"{month}-01")
    found = []
    while f"{day:%Y-%m}" == month and day <= UNTIL.date():
        found.append(day)
        day += DAY
    return found


def shift(day: date, steps: int) -> date:
    """The business day so many after a day, or before it."""
    while steps:
        day += DAY if steps > 0 else -DAY
        if is_open(day):
            steps -= 1 if steps > 0 else -1
    return day


def moment(chance: Random, days: Sequence[date]) -> datetime:
    """A moment on one of the days, as people visit a website."""
    weights = [_weight(day) for day in days]
    day = chance.choices(days, weights)[0]
    hour = chance.choices(range(24), _HOURS)[0]
    at = datetime(day.year, day.month, day.day, hour, tzinfo=TOKYO) + timedelta(seconds=int(3600 * chance.random()))
    return min(at, UNTIL - timedelta(minutes=int(600 * chance.random())))


def _weight(day: date) -> float:
    if (day.month, day.day) in {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}:
        return 0.05
    return 1.0 if is_open(day) else _CLOSED


def after(start: datetime, seconds: int, opens: int = 9) -> datetime:
    """So many seconds of nine office hours a day later; what comes while offices are closed starts when they open."""
    at, closes = start, opens + 9
    while True:
        if not is_open(at.date()) or at.hour >= closes:
            at = (at + DAY).replace(hour=opens, minute=0, second=0)
        elif at.hour < opens:
            at = at.replace(hour=opens, minute=0, second=0)
        else:
            left = int((at.replace(hour=closes, minute=0, second=0) - at).total_seconds())
            if seconds < left:
                return at + timedelta(seconds=seconds)
            seconds -= left
            at = (at + DAY).replace(hour=opens, minute=0, second=0)


def spread(chance: Random, count: int, median: float, table: Sequence[float] = WAITS) -> list[float]:
    """So many values with exactly this median, spread as the table says and in any order."""
    steps = len(table) - 1
    found = []
    for number in range(count):
        place = (number + 0.5) / count * steps
        below = int(place)
        found.append(median * (table[below] + (place - below) * (table[below + 1] - table[below])))
    chance.shuffle(found)
    return found


def pick(chance: Random, weights: Sequence[float], count: int) -> list[int]:
    """So many different places, the heavier the likelier, in their order."""
    order = sorted(range(len(weights)), key=lambda place: chance.random() / weights[place])
    return sorted(order[:count])

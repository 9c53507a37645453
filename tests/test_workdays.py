"""Business days: Japan's holidays and substitute days, closed spans, and counting back from a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mops_kb.model.workdays import Workdays, holidays

JAPAN = Workdays("JP")
NEW_YEAR = Workdays("JP", frozenset({(date(2026, 12, 29), date(2027, 1, 4))}))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-01-01", "元日"),
        ("2026-02-11", "建国記念の日"),
        ("2026-03-20", "春分の日"),
        ("2026-05-06", "振替休日"),  # 3 May is a Sunday, and 4 and 5 May are holidays themselves
        ("2026-09-22", "国民の休日"),  # between two holidays
        ("2026-11-23", "勤労感謝の日"),
        ("2019-05-01", "天皇の即位の日"),
    ],
)
def test_holidays_of_japan(day, name):
    assert dict(holidays("JP", int(day[:4]))[date.fromisoformat(day)].versions)["ja"] == name


def nth_monday(year: int, month: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7 + 7 * (nth - 1))


def equinox(year: int, in_1980: float) -> int:
    """The day of the month, by the formula of the calendar of the Hydrographic Department."""
    if year < 1980:
        return int(in_1980 + 0.242194 * (year - 1980)) - int((year - 1983) / 4)
    return int(in_1980 + 0.242194 * (year - 1980)) - (year - 1980) // 4


def named_by_law(year: int) -> set[date]:
    """Holidays of Japan from 1973 on, as the Act on National Holidays and its amendments name them."""
    days = {(1, 1), (2, 11), (4, 29), (5, 3), (5, 5), (11, 3), (11, 23)}
    days |= {
        (3, equinox(year, 20.8357 if year < 1980 else 20.8431)),
        (9, equinox(year, 23.2588 if year < 1980 else 23.2488)),
    }
    days |= {(2, 23)} if year >= 2020 else {(12, 23)} if 1989 <= year <= 2018 else set()
    days |= {(5, 4)} if year >= 2007 else set()
    days |= {(1, 15), (10, 10)} if year < 2000 else {(1, nth_monday(year, 1, 2).day)}
    days |= {(9, 15)} if year < 2003 else {(9, nth_monday(year, 9, 3).day)}
    days |= {(7, 20)} if 1996 <= year < 2003 else set()
    if year in (2020, 2021):  # the Olympic Games
        days |= {(7, 23), (7, 24), (8, 10)} if year == 2020 else {(7, 22), (7, 23), (8, 8)}
    else:
        days |= {(7, nth_monday(year, 7, 3).day)} if year >= 2003 else set()
        days |= {(10, nth_monday(year, 10, 2).day)} if year >= 2000 else set()
        days |= {(8, 11)} if year >= 2016 else set()
    once = {1989: {(2, 24)}, 1990: {(11, 12)}, 1993: {(6, 9)}, 2019: {(5, 1), (10, 22)}}
    return {date(year, *day) for day in days | once.get(year, set())}


def with_substitutes(year: int) -> set[date]:
    """A holiday on a Sunday moves to the next day, since 2007 to the next that is none; a day between two is one too."""
    named = named_by_law(year)
    off = set(named)
    for day in sorted(named):
        if day.weekday() == 6 and day >= date(1973, 4, 12):
            other = day + timedelta(days=1)
            while year >= 2007 and other in named:
                other += timedelta(days=1)
            off.add(other)
    for day in sorted(named) if year >= 1986 else ():
        between, after = day + timedelta(days=1), day + timedelta(days=2)
        if after in named and between not in off and between.weekday() != 6:
            off.add(between)
    return off


@pytest.mark.parametrize("year", range(1973, 2100))
def test_holidays_follow_the_law(year):
    """Mondays, substitutes and days between two holidays, reckoned here a second time."""
    assert set(holidays("JP", year)) == with_substitutes(year)


@pytest.mark.parametrize(
    ("days", "day", "steps", "expected"),
    [
        (JAPAN, "2026-11-24", -1, "2026-11-20"),  # a Tuesday; Monday is a holiday
        (JAPAN, "2026-11-24", 0, "2026-11-24"),
        (JAPAN, "2026-11-22", 0, "2026-11-22"),  # a Sunday stays what it is
        (JAPAN, "2026-11-20", 1, "2026-11-24"),
        (JAPAN, "2026-12-17", -20, "2026-11-18"),
        (NEW_YEAR, "2026-12-28", 1, "2027-01-05"),
        (NEW_YEAR, "2027-01-14", -10, "2026-12-23"),  # 11 January is Coming of Age Day
    ],
)
def test_so_many_business_days_away(days, day, steps, expected):
    assert days.shift(date.fromisoformat(day), steps) == date.fromisoformat(expected)


@given(
    st.dates(date(1949, 3, 1), date(2099, 10, 1)),
    st.integers(-60, 60).filter(bool),
)
def test_counting_and_shifting_agree(day, steps):
    there = JAPAN.shift(day, steps)
    assert JAPAN.is_open(there)
    if steps > 0:
        assert JAPAN.between(day, there) == steps
    else:
        assert sum(JAPAN.is_open(there + timedelta(days=n)) for n in range((day - there).days)) == -steps

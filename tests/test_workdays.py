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

"""The marketing calendar: what is coming, the grids, the holidays."""

from datetime import date

import pytest

from mops_kb.kinds.event.model import Event
from mops_kb.model.catalog import Catalog
from mops_kb.model.settings import Settings
from mops_kb.reports.calendar.entries import Entry
from mops_kb.reports.calendar.grids import Month
from mops_kb.reports.calendar.overview import Overview, overview

AS_OF = date(2026, 11, 22)


def calendar(as_of: date = AS_OF, start: int = 4, **events: str) -> Overview:
    """A calendar of events by id, each with its `when`."""
    made = [
        Event.model_validate({"id": id, "title": id, "owner": "role:x", "category": "webinar", "when": when})
        for id, when in events.items()
    ]
    catalog = Catalog(("event",), {"event": {event.id: event for event in made}}, {}, {}, {})
    return overview(catalog, Settings(as_of, fiscal_year_start=start))


def ids(rows: tuple[Entry, ...]) -> list[str]:
    return [row.event.id for row in rows]


def grid(view: Overview, year: int, month: int) -> Month:
    return next(one for one in view.months if one.first == date(year, month, 1))


@pytest.mark.parametrize(
    ("when", "comes"),
    [
        ("2026-11-22", True),
        ("2026-11-21", False),
        ("2026-11-20/2026-11-22", True),
        ("2027-01-03", True),
        ("2027-01-04", False),
        ("2026-11", True),
        ("2026-12 中旬", True),
        ("FY2026 Q3", False),
        ("FY2026", False),
        ("TBD", False),
    ],
)
def test_what_is_coming(when, comes):
    assert bool(calendar(e=when).coming) is comes


def test_what_recurs_comes_by_its_next_time():
    view = calendar(fair="2026-11-28", posts="2026-10-02から毎週金曜", old="2026-11-20/2026-11-30")
    assert [(one.entry.event.id, one.day.day) for one in view.coming] == [("old", 20), ("posts", 27), ("fair", 28)]


def test_what_has_no_month_stands_apart():
    view = calendar(a="FY2026 Q3", b="TBD", c="2026-12-01")
    assert ids(view.later) == ["a"]
    assert [one.entry.event.id for one in view.undecided] == ["b"]


def test_an_event_of_three_days_stands_in_three_days():
    month = grid(calendar(fair="2026-12-09/2026-12-11"), 2026, 12)
    days = [day.day.day for day in month.days if day.shown]
    assert days == [9, 10, 11]
    assert month.count == 1


def test_an_imprecise_date_stands_in_no_day():
    month = grid(calendar(mail="2026-12 上旬"), 2026, 12)
    assert ids(month.vague) == ["mail"]
    assert not [day for day in month.days if day.shown]


def test_the_grids_begin_with_the_fiscal_year_of_the_day():
    assert calendar(e="2026-12-01").months[0].first == date(2026, 4, 1)
    assert calendar(e="2026-12-01", start=1).months[0].first == date(2026, 1, 1)
    assert calendar(e="2026-12-01", as_of=date(2027, 3, 31)).months[0].first == date(2026, 4, 1)


def test_the_grids_go_on_to_the_last_entry():
    assert calendar(e="2027-06-10").months[-1].first == date(2027, 6, 1)
    assert calendar().months[-1].first == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("day", "ja", "en"),
    [
        (date(2026, 11, 23), "勤労感謝の日", "Labor Thanksgiving Day"),
        (date(2026, 9, 22), "国民の休日", "National Holiday"),
        (date(2026, 5, 6), "振替休日", "Substitute Holiday"),
    ],
)
def test_japans_holidays_have_their_names(day, ja, en):
    month = grid(calendar(), day.year, day.month)
    found = next(one.holiday for one in month.days if one.day == day)
    assert found
    assert found.words("ja", "ja").text == ja
    assert found.words("en", "ja").text == en


def test_weeks_begin_on_sunday_and_are_whole():
    for month in calendar(e="2026-12-01").months:
        for week in month.weeks:
            assert len(week) == 7
            assert [day.day.isoweekday() % 7 if day else place for place, day in enumerate(week)] == list(range(7))


def test_cancelled_events_cost_nothing_and_do_not_come():
    event = {"id": "x", "title": "x", "owner": "role:x", "category": "webinar", "when": "2026-12-01", "budget": "500"}
    made = Event.model_validate(event | {"status": "cancelled"})
    view = overview(Catalog(("event",), {"event": {"x": made}}, {}, {}, {}), Settings(AS_OF))
    assert view.coming == ()
    assert view.budget == 0
    assert view.count == 1


def test_a_range_of_centuries_draws_two_years():
    view = calendar(a="2026-04-01/2199-12-31", b="2199-01-01")
    assert len(view.months) == 24
    assert ids(view.later) == ["b"]


def test_last_years_events_are_drawn_too():
    view = calendar(a="2026-02-03")
    assert view.months[0].first == date(2026, 2, 1)
    assert view.count == sum(month.count for month in view.months) + len(view.later)

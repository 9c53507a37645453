"""The views of the calendar: every entry stands in each of them exactly where it should, and the sums agree."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mops_kb.kinds.event.model import Event
from mops_kb.kinds.team.model import Team
from mops_kb.model.catalog import Catalog, Relation
from mops_kb.model.ref import Ref
from mops_kb.model.settings import Settings
from mops_kb.reports.calendar.agenda import agenda
from mops_kb.reports.calendar.budget import BudgetYear, Table, budget
from mops_kb.reports.calendar.entries import DIMENSIONS, bounds, entries
from mops_kb.reports.calendar.grids import grids
from mops_kb.reports.calendar.groups import groups
from mops_kb.reports.calendar.months import Quarter, months_of, quarters_of
from mops_kb.reports.calendar.overview import overview
from mops_kb.reports.calendar.timeline import Bar, timeline
from mops_kb.reports.calendar.year import years

AS_OF = date(2026, 11, 22)
SETTINGS = Settings(AS_OF)
TEAMS = ("ops", "field")
DAY = timedelta(days=1)


def catalog(events: Iterable[dict[str, Any]]) -> Catalog:
    """Of events, each with the fields that matter, and two teams."""
    made = [
        Event.model_validate({"owner": "role:x", "title": one["id"], "category": "webinar"} | one) for one in events
    ]
    made.sort(key=lambda event: (event.when.order(4), event.id))
    teams = {id: Team.model_validate({"id": id, "title": id, "owner": "role:x"}) for id in TEAMS}
    outgoing = {
        event.ref: (Relation(event.ref, ("team",), "events", Ref("team", event.team)),) for event in made if event.team
    }
    records = {"event": {event.id: event for event in made}, "team": teams}
    return Catalog(("event", "team"), records, {}, outgoing, {})


def one(**fields: Any) -> Catalog:
    return catalog([{"id": "it", **fields}])


# The timeline


def bars(found: Catalog) -> dict[Quarter, list[Bar]]:
    tables = timeline(found, SETTINGS).quarters
    return {table.quarter: [bar for lane in table.lanes for bar in lane.bars] for table in tables}


@pytest.mark.parametrize(
    ("when", "number", "column", "columns"),
    [
        ("2026-10-01", 3, 1, 1),  # Thursday: the first week ends on Saturday, the third
        ("2026-10-03", 3, 1, 1),
        ("2026-10-04", 3, 2, 1),
        ("2026-12-31", 3, 14, 1),
        ("2026-10-03/2026-10-04", 3, 1, 2),
        ("2026-11 中旬", 3, 7, 2),  # from Wednesday, the 11th, to Friday, the 20th
        ("2026-11", 3, 6, 5),
        ("FY2026 Q3", 3, 1, 14),
        ("FY2026 Q2", 2, 1, 14),
        ("FY2026 Q4", 4, 1, 14),
    ],
)
def test_a_bar_covers_the_weeks_that_it_touches(when, number, column, columns):
    (bar,) = bars(one(when=when))[Quarter(2026, number)]
    assert (bar.column, bar.columns) == (column, columns)
    assert not bar.starts_before
    assert not bar.ends_after


def test_weeks_begin_with_the_quarter_and_then_on_sundays():
    table = next(table for table in timeline(one(when="TBD"), SETTINGS).quarters if table.quarter == (2026, 3))
    assert table.weeks[:3] == (date(2026, 10, 1), date(2026, 10, 4), date(2026, 10, 11))
    assert table.weeks[-1] == date(2026, 12, 27)
    assert table.is_current


def test_what_crosses_quarters_goes_on_in_the_next():
    found = bars(one(when="2026-12-28/2027-01-04"))
    (before,), (after,) = found[Quarter(2026, 3)], found[Quarter(2026, 4)]
    assert (before.column, before.columns, before.starts_before, before.ends_after) == (14, 1, False, True)
    assert (after.column, after.columns, after.starts_before, after.ends_after) == (1, 2, True, False)


@pytest.mark.parametrize(("when", "solid"), [("2026-12-01", True), ("2026-12 上旬", False), ("FY2026", False)])
def test_only_what_has_a_day_is_solid(when, solid):
    drawn = [bar for those in bars(one(when=when)).values() for bar in those]
    assert drawn
    assert {"mk-bar--vague" not in bar.looks.split() for bar in drawn} == {solid}


@pytest.mark.parametrize(
    ("when", "place", "looks"),
    [
        ("2026-10-01", "mk-from-1 mk-for-4", "mk-bar mk-on-1"),
        ("2026-12-20/2026-12-26", "mk-from-11 mk-for-4", "mk-bar mk-at-2 mk-on-1"),
        ("2026-12-31", "mk-from-11 mk-for-4", "mk-bar mk-at-3 mk-on-1"),
        ("2026-11-01/2026-12-19", "mk-from-6 mk-for-7", "mk-bar"),
    ],
)
def test_a_short_bar_has_room_for_its_words(when, place, looks):
    (bar,) = bars(one(when=when))[Quarter(2026, 3)]
    assert (bar.place, bar.looks) == (place, looks)


def test_teams_stand_in_their_order_and_those_without_one_last():
    found = catalog(
        {"id": f"e{number}", "when": "2026-12-01", **({"team": team} if team else {})}
        for number, team in enumerate(["field", None, "ops"])
    )
    table = next(table for table in timeline(found, SETTINGS).quarters if table.is_current)
    assert [lane.team.id if lane.team else None for lane in table.lanes] == ["ops", "field", None]


# What recurs

TUESDAYS = "2026-11-03から2027-01-31まで毎週火曜"


def test_what_recurs_stands_on_each_of_its_days():
    month = next(month for month in grids(one(when=TUESDAYS), SETTINGS) if month.first == date(2026, 11, 1))
    assert [day.day.day for day in month.days if day.shown] == [3, 10, 17, 24]
    assert month.count == 1


def test_what_recurs_stands_in_the_agenda_once_a_month():
    months = agenda(one(when=TUESDAYS), SETTINGS).months
    assert [(month.first.month, len(month.rows), len(month.rows[0].days)) for month in months] == [
        (11, 1, 4),
        (12, 1, 5),
        (1, 1, 4),
    ]


def test_what_recurs_is_one_bar_a_quarter():
    found = bars(one(when=TUESDAYS))
    (autumn,), (winter,) = found[Quarter(2026, 3)], found[Quarter(2026, 4)]
    assert (autumn.column, autumn.columns, autumn.times) == (6, 9, 9)
    assert (winter.column, winter.columns, winter.times) == (2, 4, 4)


def test_what_recurs_without_an_end_draws_no_further_months():
    found = one(when="2026-11-03から毎週火曜")
    assert grids(found, SETTINGS)[-1].first == date(2027, 3, 1)
    assert [year.number for year in years(found, SETTINGS)] == [2026]
    assert max(bars(found)) == Quarter(2026, 4)
    assert agenda(found, SETTINGS).months[-1].first == date(2027, 3, 1)


# The agenda and the groups


def test_the_agenda_has_days_before_what_has_none():
    found = catalog(
        {"id": id, "when": when}
        for id, when in {
            "month": "2026-12",
            "late": "2026-12-30",
            "early": "2026-12-02",
            "part": "2026-12 上旬",
            "quarter": "FY2026 Q3",
            "open": "TBD",
        }.items()
    )
    view = agenda(found, SETTINGS)
    assert [row.entry.event.id for row in view.months[0].rows] == ["early", "late", "part", "month"]
    assert [entry.event.id for entry in view.long] == ["quarter"]
    assert [one.entry.event.id for one in view.undecided] == ["open"]


def test_an_entry_with_two_channels_stands_with_both():
    found = catalog(
        [
            {"id": "a", "when": "2026-12-01", "channel": ["web", "email"]},
            {"id": "b", "when": "2026-12-02", "channel": ["展示パネル"]},
            {"id": "c", "when": "2026-12-03"},
        ]
    )
    view = groups("channel", found, SETTINGS)
    assert [(group.choice.value, [entry.event.id for entry in group.entries]) for group in view.groups] == [
        ("email", ["a"]),
        ("web", ["a"]),
        ("展示パネル", ["b"]),
        ("", ["c"]),
    ]
    assert [group.anchor for group in view.groups] == ["channel-email", "channel-web", "channel-3", "channel-4"]
    assert (view.count, view.repeated) == (3, 1)


def test_a_team_that_is_not_shown_is_not_named():
    found = one(when="2026-12-01", team="secret")
    assert [choice.value for choice in found.once(entries, SETTINGS).dimension("team").choices] == [""]


@pytest.mark.parametrize(("by", "overdue"), [("2026-11-21", True), ("2026-11-22", False), ("2026-11-23", False)])
def test_a_decision_is_overdue_after_its_day(by, overdue):
    (found,) = overview(one(when=f"未定（{by}までに決定）"), SETTINGS).undecided
    assert found.decide_by == date.fromisoformat(by)
    assert found.is_overdue is overdue
    (done,) = overview(one(when=f"未定（{by}までに決定）", status="cancelled"), SETTINGS).undecided
    assert not done.is_overdue


# The budget

FEW = (
    {"id": "a", "when": "2026-05-01", "team": "ops", "budget": "100", "spent": "90", "status": "done"},
    {"id": "b", "when": "2026-11-10", "team": "ops", "budget": "200", "category": "seminar"},
    {"id": "c", "when": "2026-12-28/2027-01-10", "team": "field", "budget": "300", "category": "seminar"},
    {"id": "d", "when": "2027-02", "team": "field", "budget": "999", "spent": "5", "status": "cancelled"},
    {"id": "e", "when": "FY2026 H2", "spent": "7", "status": "done"},
    {"id": "f", "when": "TBD", "budget": "40"},
    {"id": "g", "when": "2027-04-01", "budget": "60"},
)  # fmt: skip


def lines(table: Table) -> dict[Any, tuple[int, int, int]]:
    return {
        getattr(line.title, "number", line.title): (line.amount.count, int(line.amount.planned), int(line.amount.spent))
        for line in table.lines
    }


def named(year: BudgetYear) -> dict[str, Table]:
    return {table.name: table for table in year.tables}


def test_a_budget_by_hand():
    view = budget(catalog(FEW), SETTINGS)
    year = view.years[0]
    assert (year.year, year.is_current) == (2026, True)
    assert lines(named(year)["quarter"]) == {1: (1, 100, 90), 3: (3, 500, 7), 4: (0, 0, 5)}
    assert [(line.amount.count, line.amount.planned, line.amount.spent) for line in named(year)["team"].lines] == [
        (2, 300, 90),
        (1, 300, 5),
        (1, 0, 7),
    ]
    assert lines(named(year)["category"]) == {
        "event.category.webinar": (2, 100, 102),
        "event.category.seminar": (2, 500, 0),
    }
    assert (year.total.count, year.total.planned, year.total.spent, year.total.unplanned) == (4, 600, 102, 1)
    assert (year.total.difference, year.total.used) == (-498, Decimal("0.17"))
    assert (year.done.count, year.done.planned, year.done.spent, year.unspent) == (2, 100, 97, 0)
    assert (year.cancelled, year.spread) == (1, 2)


def test_the_budget_of_all_years_adds_up():
    view = budget(catalog(FEW), SETTINGS)
    assert [year.year for year in view.years] == [2026, 2027, None]
    assert [int(line.amount.planned) for line in view.by_year.lines] == [600, 60, 40]
    assert (view.total.planned, view.total.spent, view.total.count) == (700, 102, 6)
    assert [line.share for line in view.by_year.lines] == [Decimal(600) / 700, Decimal(60) / 700, Decimal(40) / 700]


def test_where_nothing_is_planned_there_is_no_share():
    year = budget(one(when="2026-12-01", spent="5"), SETTINGS).years[0]
    assert year.total.used is None
    assert {line.share for table in year.tables for line in table.lines} == {None}


# Everything, everywhere

_day = st.dates(date(2025, 1, 1), date(2029, 12, 31))
_when = st.one_of(
    _day.map(str),
    st.tuples(_day, st.integers(1, 100)).map(lambda made: f"{made[0]}/{made[0] + made[1] * DAY}"),
    _day.map(lambda day: f"{day:%Y-%m}"),
    st.tuples(_day, st.sampled_from(["上旬", "中旬", "下旬"])).map(lambda made: f"{made[0]:%Y-%m} {made[1]}"),
    st.tuples(_day, st.integers(1, 4), st.booleans()).map(
        lambda made: f"{'FY' if made[2] else ''}{made[0].year} Q{made[1]}"
    ),
    _day.map(lambda day: f"FY{day.year}"),
    st.just("TBD"),
)
_event = st.fixed_dictionaries(
    {
        "when": _when,
        "category": st.sampled_from(["webinar", "seminar", "email"]),
        "status": st.sampled_from(["idea", "planned", "confirmed", "done", "cancelled"]),
    },
    optional={
        "team": st.sampled_from(TEAMS),
        "channel": st.lists(st.sampled_from(["email", "web", "看板"]), max_size=3).map(tuple),
        "region": st.sampled_from(["関西", "全国"]),
        "budget": st.integers(0, 10**7).map(str),
        "spent": st.integers(0, 10**7).map(str),
    },
)
_events = st.lists(_event, max_size=12).map(
    lambda those: catalog({"id": f"e{number}", **one} for number, one in enumerate(those))
)


def days(first: date, last: date) -> set[date]:
    return {first + DAY * number for number in range((last - first).days + 1)}


@pytest.mark.slow
@given(_events)
def test_every_entry_stands_where_it_should(found):
    everything = found.once(entries, SETTINGS)
    months = {month.first: month for month in grids(found, SETTINGS)}
    window = days(*everything.window)
    apart = {entry.event.id for entry in overview(found, SETTINGS).later}
    undecided = {one.entry.event.id for one in overview(found, SETTINGS).undecided}
    rows = [(month.first, row.entry.event.id) for month in agenda(found, SETTINGS).months for row in month.rows]
    long = [entry.event.id for entry in agenda(found, SETTINGS).long]
    for entry in everything.entries:
        id, span = entry.event.id, entry.event.when.span(4)
        gridded = {
            day.day for month in months.values() for day in month.days for shown in day.shown if shown.entry is entry
        }
        vague = {first for first, month in months.items() if entry in month.vague}
        precision = entry.event.when.precision
        is_exact, is_long = precision in ("day", "range"), precision in ("quarter", "half", "year")
        assert gridded == (days(*span) & window if is_exact else set())
        assert vague == (
            {first for first in months_of(span) if first in months} if span and not is_exact and not is_long else set()
        )
        assert (id in undecided) is (span is None)
        assert (id in apart) is (span is not None and not gridded and not vague)
        assert rows.count((span[0].replace(day=1) if span else None, id)) == (span is not None and not is_long)
        assert long.count(id) == is_long
    assert len(rows) + len(long) + len(undecided) == len(everything.entries)


@pytest.mark.slow
@given(_events)
def test_every_entry_has_its_bars(found):
    drawn = {quarter: {bar.entry.event.id: bar for bar in those} for quarter, those in bars(found).items()}
    limits = days(*bounds(SETTINGS))
    for entry in found.once(entries, SETTINGS).entries:
        touched = days(*entry.span) & limits if entry.span else set()
        wanted = set(quarters_of((min(touched), max(touched)), 4)) if touched else set()
        assert {quarter for quarter, those in drawn.items() if entry.event.id in those} == wanted
        for quarter in wanted:
            first, last = quarter.span(4)
            inside = touched & days(first, last)
            bar = drawn[quarter][entry.event.id]
            sundays = [
                sum(one.isoweekday() == 7 for one in days(first, end) - {first}) for end in (min(inside), max(inside))
            ]
            assert (bar.column, bar.columns) == (sundays[0] + 1, sundays[1] - sundays[0] + 1)


@given(_events)
def test_every_entry_stands_in_each_of_its_groups_once(found):
    for name in DIMENSIONS:
        listed = [
            (group.choice.value, entry.event.id)
            for group in groups(name, found, SETTINGS).groups
            for entry in group.entries
        ]
        wanted = {
            (value, entry.event.id) for entry in found.once(entries, SETTINGS).entries for value in entry.values[name]
        }
        assert sorted(listed) == sorted(wanted)
        assert all(group.choice.count == len(group.entries) for group in groups(name, found, SETTINGS).groups)


@given(_events)
def test_the_year_counts_what_is_on_each_day(found):
    live = [entry for entry in found.once(entries, SETTINGS).entries if entry.is_live]
    for year in years(found, SETTINGS):
        for month in year.months:
            for day in (day for week in month.weeks for day in week if day):
                on = month.first.replace(day=day.day)
                there = [one for entry in live for one in entry.runs if one[0] <= on <= one[1]]
                short = [one for one in there if (one[1] - one[0]).days < 7]
                assert (day.count, day.is_within) == (len(short), len(short) < len(there))
            assert month.count == sum(n for _, n in month.by_category)


@given(_events)
def test_sums_by_team_category_quarter_and_year_are_the_total(found):
    view = budget(found, SETTINGS)
    live = [event for event in found.of(Event) if event.status != "cancelled"]
    assert view.total.planned == sum(event.budget or 0 for event in live)
    assert view.total.spent == sum(event.spent or 0 for event in found.of(Event))
    for total, table in [
        (view.total, view.by_year),
        *((year.total, table) for year in view.years for table in year.tables),
    ]:
        amounts = [line.amount for line in table.lines]
        assert sum(one.planned for one in amounts) == total.planned
        assert sum(one.spent for one in amounts) == total.spent
        assert sum(one.count for one in amounts) == total.count
        assert sum(one.unplanned for one in amounts) == total.unplanned
    assert sum(year.total.planned for year in view.years) == view.total.planned

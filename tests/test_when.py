"""When: what holds for all dates, checked day by day against calendars that are counted out here."""

from calendar import monthrange
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from mops_kb.labels import Labels
from mops_kb.labels.spelling import Spelling
from mops_kb.model.when import Occurrence, When, overlaps

SPELLINGS = [Spelling(Labels(language), 4) for language in ("ja", "en")]
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ZONES = ("Asia/Tokyo", "UTC", "America/New_York", "Europe/London", "Australia/Lord_Howe", "Etc/GMT-9")
HERE = ZoneInfo("Asia/Tokyo")

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
near_days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
starts = st.integers(1, 12)
years = st.integers(1900, 2198)


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


# Wordings with what they mean


@st.composite
def ranges(draw, day=days) -> str:
    first, last = sorted([draw(day), draw(day)])
    return f"{first}/{last}"


@st.composite
def moments(draw, day=near_days) -> str:
    first, (start, end) = draw(day), sorted(draw(st.lists(st.integers(0, 95), min_size=2, max_size=2, unique=True)))
    clock = [f"{quarter // 4:02}:{quarter % 4 * 15:02}" for quarter in (start, end)]
    zone = draw(st.sampled_from(["", *(f" {zone}" for zone in ZONES[:2]), " UTC+9", " UTC-3"]))
    return f"{first} {clock[0]}{draw(st.sampled_from(['', '-' + clock[1]]))}{zone}"


@st.composite
def periods(draw, year=years) -> str:
    fiscal, year, month = draw(st.sampled_from(["", "FY"])), draw(year), draw(st.integers(1, 12))
    return draw(
        st.sampled_from(
            [
                f"{fiscal}{year}",
                f"{fiscal}{year} H{(month + 5) // 6}",
                f"{fiscal}{year} Q{(month + 2) // 3}",
                f"{year}年度 {month}月" if fiscal else f"{year}-{month:02}",
                *(
                    f"{year}年度 {month}月{third}" if fiscal else f"{year}-{month:02} {third}"
                    for third in ("上旬", "中旬", "下旬")
                ),
            ]
        )
    )


@st.composite
def spans_of_periods(draw) -> str:
    years = sorted([draw(st.integers(1900, 2190)), draw(st.integers(1900, 2190))])
    return f"{draw(periods(st.just(years[0])))} 〜 {draw(periods(st.just(years[1] + 2)))}"


@st.composite
def rules(draw) -> str:
    every = draw(st.integers(1, 5))
    interval = f";INTERVAL={every}" if every > 1 else ""
    weekdays = ",".join(draw(st.sets(st.sampled_from(WEEKDAYS), min_size=1)))
    nth = ",".join(
        draw(
            st.sets(
                st.builds(lambda n, day: f"{n}{day}", st.sampled_from([1, 2, 3, 4, 5, -1]), st.sampled_from(WEEKDAYS)),
                min_size=1,
                max_size=3,
            )
        )
    )
    month_days = ",".join(map(str, draw(st.sets(st.integers(1, 31) | st.just(-1), min_size=1, max_size=3))))
    month = draw(st.integers(1, 12))
    in_month = draw(st.integers(1, monthrange(2028, month)[1]) | st.just(-1))
    one_nth = draw(st.sampled_from([1, 2, 3, 4, 5, -1]))
    return draw(
        st.sampled_from(
            [
                f"FREQ=DAILY{interval}",
                f"FREQ=WEEKLY{interval};BYDAY={weekdays}",
                "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
                f"FREQ=MONTHLY{interval};BYDAY={nth}",
                f"FREQ=MONTHLY{interval};BYMONTHDAY={month_days}",
                f"FREQ=YEARLY{interval};BYMONTH={month};BYMONTHDAY={in_month}",
                f"FREQ=YEARLY{interval};BYMONTH={month};BYDAY={one_nth}{WEEKDAYS[every]}",
            ]
        )
    )


@st.composite
def series(draw, day=near_days) -> str:
    first = draw(day)
    last = first + timedelta(days=draw(st.integers(0, 900)))
    clock = draw(st.sampled_from(["", " 09:30-10:15", " 14:00", " 8:00-9:00 JST"]))
    bounds = draw(
        st.sampled_from([f"from {first}", f"from {first} until {last}", "in FY2026", "in 2027", "in FY2027 H2"])
    )
    return f"RRULE:{draw(rules())}{clock} {bounds}"


undecided = st.sampled_from(["TBD", "未定"]) | days.map(lambda day: f"TBD (decide by {day})")
plain = days.map(str) | ranges() | periods() | spans_of_periods() | moments()


def read(written: str) -> When | str:
    """The date, or the code of what is wrong with it."""
    try:
        return When.of(written)
    except PydanticCustomError as mistake:
        return mistake.type


def series_of(written: str) -> When | None:
    """None if it never happens."""
    when = read(written)
    assert isinstance(when, When) or when == "when-never", (when, written)
    return when if isinstance(when, When) else None


anything = (plain | undecided | series()).map(series_of).filter(bool)


# Words


@pytest.mark.slow
@given(anything)
@example(When.of("2028-02-29"))
@example(When.of("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29 from 2028-02-29"))
@example(When.of("every Tuesday from 2026-04-07 except 2026-05-05, 2026-08-11 and 2026-12-29"))
def test_words_that_are_read_again_mean_the_same(when):
    for spelling in SPELLINGS:
        assert replace(When.of(spelling.when(when)), written="") == replace(when, written="")


@given(
    st.text(
        st.sampled_from(
            "0123456789年月日度上中下旬期半第曜火木毎週隔ごとから〜～-–/:,()（）、を除く FYQHamp.TBDecbyvruntil未定午後時分令和RULE=;"
        ),
        max_size=40,
    )
)
@example("RRULE:")
@example("FREQ=DAILY")
@example("毎月第第木曜")
@example("0000年")
@example("令和0年")
@example("2026-11-12 24:00")
def test_whatever_is_written_is_read_or_refused_by_name(written):
    when = read(written)
    if isinstance(when, str):
        assert "-" in when
        return
    for start in (1, 4, 12):
        when.order(start)
        when.occurrences(date(2026, 1, 1), date(2027, 12, 31), start)


@given(
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY", "HOURLY"]),
    st.dictionaries(
        st.sampled_from(["INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST", "UNTIL", "COUNT", "BYHOUR"]),
        st.sampled_from(
            [
                "DAILY",
                "WEEKLY",
                "MONTHLY",
                "YEARLY",
                "MO",
                "2TU",
                "-1FR",
                "1MO,3WE",
                "6TH",
                "0",
                "1",
                "2",
                "15",
                "-1",
                "31",
                "12",
                "13",
                "1,15",
                "20261231",
                "20260101",
                "20260231",
            ]
        )
        | st.just(""),
    ),
    st.sampled_from(["from 2026-04-01", "in FY2026", "from 2026-04-01 until 2026-12-31", ""]),
)
def test_every_rrule_is_read_or_refused_by_name(frequency, parts, bounds):
    when = read(f"RRULE:FREQ={frequency};{';'.join('='.join(part) for part in parts.items())} {bounds}")
    assert isinstance(when, When) or when in (
        "when-form",
        "when-rule",
        "when-never",
        "when-start",
        "end-before-start",
        "impossible-date",
    )


@pytest.mark.parametrize(
    "piece",
    [
        "(",
        "、",
        "1日、",
        "2026-11-12、",
        "every ",
        "第1",
        "1st and ",
        "毎月1日・",
        "Mon, ",
        "12:",
        " ",
        "年",
        "~",
        "(火)",
    ],
)
def test_a_long_one_takes_no_longer_than_it_should(piece):
    """Whatever it means: with patterns that go back and forth this would take years."""
    for before in ("", "毎週火曜 ", "every Tuesday "):
        with pytest.raises(PydanticCustomError):
            When.of(before + piece * (950 // len(piece)))


# Spans


def fiscal_months(year: int, start: int) -> list[tuple[int, int]]:
    """The twelve months of a fiscal year, counted out one by one."""
    months = [(year, start)]
    while len(months) < 12:
        year, month = months[-1]
        months.append((year + 1, 1) if month == 12 else (year, month + 1))
    return months


@given(years, starts, st.integers(0, 11))
def test_fiscal_periods_are_counted_from_where_the_year_starts(year, start, place):
    months = fiscal_months(year, start)
    for name, length in (("Q", 3), ("H", 6)):
        chunk = months[place // length * length :][:length]
        when = When.of(f"FY{year} {name}{place // length + 1}")
        assert when.span(start) == (date(*chunk[0], 1), month_end(*chunk[-1]))
    there, month = months[place]
    assert When.of(f"FY{year}").span(start) == (date(*months[0], 1), month_end(*months[-1]))
    assert When.of(f"{year}年度 {month}月").span(start) == (date(there, month, 1), month_end(there, month))
    assert When.of(f"{year}年度 {month}月中旬").span(start) == (date(there, month, 11), date(there, month, 20))
    assert When.of(f"{month}月 {year}年度").span(start) == When.of(f"FY{year} {month}月").span(start)


@given(years, starts)
def test_fiscal_years_follow_one_another_without_a_gap(year, start):
    parts = [[f"FY{year}", f"FY{year + 1}"], [f"FY{year} H1", f"FY{year} H2", f"FY{year + 1} H1"]]
    parts.append([f"FY{year} Q{n}" for n in (1, 2, 3, 4)] + [f"FY{year + 1} Q1"])
    for row in parts:
        spans = [When.of(one).span(start) for one in row]
        assert all(before[1] + timedelta(days=1) == after[0] for before, after in pairwise(spans))


@given(years, st.integers(1, 12))
def test_the_three_parts_of_a_month_are_the_month(year, month):
    first, middle, last = (When.of(f"{year}-{month:02} {third}").span(4) for third in ("early", "mid", "late"))
    assert (first[0], last[1]) == When.of(f"{year}-{month:02}").span(4)
    assert first[1] + timedelta(days=1) == middle[0]
    assert middle[1] + timedelta(days=1) == last[0]


@given(st.lists(anything, min_size=2, max_size=6), starts)
def test_the_order_is_total_and_goes_by_days(whens, start):
    ordered = sorted(whens, key=lambda when: when.order(start))
    assert [one.order(start) for one in ordered] == sorted(when.order(start) for when in whens[::-1])
    for one, other in pairwise(ordered):
        spans = one.span(start), other.span(start)
        if not spans[0]:
            assert not spans[1]
        elif spans[1]:
            assert (spans[0][0], spans[0][1]) <= (spans[1][0], spans[1][1])


# Occurrences


@given(anything, near_days, st.integers(0, 400), starts)
def test_what_happens_lies_in_its_span_and_in_the_window(when, first, length, start):
    last = first + timedelta(days=length)
    span, found = when.span(start), when.occurrences(first, last, start)
    assert list(found) == sorted(found, key=lambda one: one.first)
    for one in found:
        assert span[0] <= one.first <= one.last <= span[1]
        assert one.first <= last
        assert first <= one.last
        assert one.exact == (when.precision in ("moment", "day", "range", "recurring"))
        assert one.start is None or (one.exact and one.start.date() == one.first)
        assert one.end is None or one.end.date() == one.last
    if not span:
        assert found == ()
    elif when.precision != "recurring":
        assert len(found) == (span[0] <= last and first <= span[1])


def fits(rule: dict[str, str], day: date) -> bool:
    """Whether the rule names that day, whatever its interval."""
    in_month = monthrange(day.year, day.month)[1]
    if "BYMONTH" in rule and day.month != int(rule["BYMONTH"]):
        return False
    if "BYMONTHDAY" in rule:
        return day.day in [in_month if n == "-1" else int(n) for n in rule["BYMONTHDAY"].split(",")]
    if "BYDAY" in rule:
        name, nth, from_end = WEEKDAYS[day.weekday()], (day.day - 1) // 7 + 1, day.day + 7 > in_month
        return any(
            one == name or one == f"{nth}{name}" or (from_end and one == f"-1{name}")
            for one in rule["BYDAY"].split(",")
        )
    return True


def period_number(rule: dict[str, str], day: date) -> int:
    """Which day, week (from Monday), month or year it is in, counted from anywhere."""
    return {
        "DAILY": day.toordinal(),
        "WEEKLY": (day.toordinal() - 1) // 7,
        "MONTHLY": day.year * 12 + day.month,
        "YEARLY": day.year,
    }[rule["FREQ"]]


def counted_out(rule: dict[str, str], first: date, last: date) -> list[date]:
    """The days of a series, tried one by one; an interval counts from the first that fits."""
    tried = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    fitting = [day for day in tried if fits(rule, day)]
    every = int(rule.get("INTERVAL", 1))
    begin = period_number(rule, fitting[0]) if fitting else 0
    return [day for day in fitting if (period_number(rule, day) - begin) % every == 0]


@pytest.mark.slow
@given(rules(), near_days, st.integers(0, 2500), st.integers(0, 2000), st.integers(0, 500), st.data())
@example("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", date(2026, 1, 1), 2500, 0, 500, None)
def test_a_series_happens_on_the_days_that_are_counted_out(rule, first, length, skip, window, data):
    last = first + timedelta(days=length)
    expected = counted_out(dict(part.split("=") for part in rule.split(";")), first, last)
    left_out = data.draw(st.sets(st.sampled_from(expected), max_size=3)) if data and expected else set()
    words = f" except {', '.join(map(str, sorted(left_out)))}" if left_out else ""
    when = series_of(f"RRULE:{rule} from {first} until {last}{words}")
    kept = [day for day in expected if day not in left_out]
    if not when:
        assert kept == []
        return
    begins, ends = first + timedelta(days=skip), first + timedelta(days=skip + window)
    assert kept
    assert [one.first for one in when.occurrences(first, last, 4)] == kept
    assert [one.first for one in when.occurrences(begins, ends, 4)] == [day for day in kept if begins <= day <= ends]
    assert when.span(4) == (expected[0], last)
    again = When.of(f"RRULE:{rule};COUNT={len(expected)} from {first}")
    assert (again.first_day, again.last_day, again.rule) == (expected[0], expected[-1], when.rule)


@given(rules(), st.integers(2020, 2030), starts)
def test_what_repeats_in_a_fiscal_year_goes_with_it(rule, year, start):
    months = fiscal_months(year, start)
    when = series_of(f"RRULE:{rule} in FY{year}")
    first, last = date(*months[0], 1), month_end(*months[-1])
    expected = counted_out(dict(part.split("=") for part in rule.split(";")), first, last)
    if when:
        assert [one.first for one in when.occurrences(date(2000, 1, 1), date(2050, 1, 1), start)] == expected
    else:
        assert not expected


@pytest.mark.parametrize(
    ("written", "occurrences"),
    [
        ("2026-11-12", [Occurrence(date(2026, 11, 12), date(2026, 11, 12))]),
        ("2026-11-30/2026-12-02", [Occurrence(date(2026, 11, 30), date(2026, 12, 2))]),
        ("2026-11 中旬", [Occurrence(date(2026, 11, 11), date(2026, 11, 20), exact=False)]),
        ("2026年10月〜11月", [Occurrence(date(2026, 10, 1), date(2026, 11, 30), exact=False)]),
        ("TBD (decide by 2026-11-12)", []),
        ("2026-12", []),
        (
            "2026-11-12 22:00 – 2026-11-13 02:00",
            [Occurrence(date(2026, 11, 12), date(2026, 11, 13), datetime(2026, 11, 12, 22), datetime(2026, 11, 13, 2))],
        ),
        (
            "毎月第2・第4木曜 14:00-15:00 2026-04-01から",
            [
                Occurrence(
                    date(2026, 11, day), date(2026, 11, day), datetime(2026, 11, day, 14), datetime(2026, 11, day, 15)
                )
                for day in (12, 26)
            ],
        ),
    ],
)
def test_what_happens_in_november(written, occurrences):
    assert list(When.of(written).occurrences(date(2026, 11, 1), date(2026, 11, 30), 4)) == occurrences


# Overlaps


@given(anything, anything, starts)
def test_overlaps_go_both_ways_and_with_the_spans(one, other, start):
    answer = overlaps(one, other, start)
    assert overlaps(other, one, start) == answer
    spans = one.span(start), other.span(start)
    if not all(spans):
        assert answer == "maybe"
        return
    day = timedelta(days=1)
    if spans[0][1] + day < spans[1][0] or spans[1][1] + day < spans[0][0]:
        assert answer == "no"
    if not (one.zone or other.zone) and (spans[0][1] < spans[1][0] or spans[1][1] < spans[0][0]):
        assert answer == "no"
    if answer == "yes":
        assert any(when.precision in ("day", "range", "moment", "recurring") for when in (one, other))


whole_days = (
    near_days.map(str)
    | ranges(near_days)
    | series(near_days).filter(lambda text: ":0" not in text[6:] and ":3" not in text[6:])
)


@pytest.mark.slow
@given(whole_days, whole_days, starts)
def test_whole_days_overlap_if_they_share_one(one, other, start):
    whens = [series_of(one), series_of(other)]
    if not all(whens):
        return
    held = []
    for when in whens:
        found = when.occurrences(date(2026, 1, 1), date(2040, 1, 1), start)
        held.append(
            {each.first + timedelta(days=n) for each in found for n in range((each.last - each.first).days + 1)}
        )
    shared = held[0] & held[1]
    answer = overlaps(*whens, start)
    assert answer in ("yes", "no")
    assert not shared or answer == "yes"
    ends = [when.span(start)[1] for when in whens]
    if min(ends) < date(2040, 1, 1):
        assert answer == ("yes" if shared else "no")


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("2026-11-12", "2026-11-12", "yes"),
        ("2026-11-12", "2026-11-13", "no"),
        ("2026-11-10/2026-11-12", "2026-11-12/2026-11-14", "yes"),
        ("2026-11-12 14:00-15:00", "2026-11-12 14:30-16:00", "yes"),
        ("2026-11-12 14:00-15:00", "2026-11-12 15:00-16:00", "no"),  # one ends when the other begins
        ("2026-11-12 14:00", "2026-11-12 15:00-16:00", "maybe"),  # nobody knows how long the first takes
        ("2026-11-12 17:00", "2026-11-12 15:00-16:00", "no"),
        ("2026-11-12 15:30", "2026-11-12 15:00-16:00", "yes"),
        ("2026-11-12 14:00", "2026-11-12 14:00", "yes"),
        ("2026-11-12 14:00", "2026-11-12", "yes"),
        ("2026-11-12 14:00-15:00 JST", "2026-11-12 05:30-06:00 UTC", "yes"),
        ("2026-11-12 14:00-15:00", "2026-11-12 14:00-15:00 UTC", "no"),
        ("2026-11-12 20:00-21:00 America/New_York", "2026-11-13", "yes"),  # the 13th in Tokyo
        ("2026-11-12 20:00-21:00 America/New_York", "2026-11-12", "no"),
        ("2026-11-12", "2026-11 中旬", "maybe"),
        ("2026-11-12", "2026-11 下旬", "no"),
        ("2026-11-01/2026-11-30", "2026-11 中旬", "yes"),  # whichever day it will be
        ("2026-11 中旬", "2026-11 中旬", "maybe"),
        ("2026 Q4", "2026-11", "maybe"),
        ("FY2026 Q3", "2027-01", "no"),
        ("FY2026 Q4", "2027-01", "maybe"),
        ("TBD", "2026-11-12", "maybe"),
        ("TBD (decide by 2026-12-15)", "TBD", "maybe"),
        ("every Tuesday from 2026-04-07", "2026-11-10", "yes"),
        ("every Tuesday from 2026-04-07", "2026-11-11", "no"),
        ("every Tuesday from 2026-04-07 except 2026-11-10", "2026-11-10", "no"),
        ("every Tuesday from 2026-04-07", "every Wednesday from 2026-04-07", "no"),
        ("every other Tuesday from 2026-04-07", "every other Tuesday from 2026-04-14", "no"),
        ("every Tuesday 10:00-11:00 from 2026-04-07", "2026-11-10 10:30-12:00", "yes"),
        ("every Tuesday 10:00-11:00 from 2026-04-07", "2026-11-10 11:00-12:00", "no"),
        ("every Tuesday from 2026-04-07", "2026-11", "maybe"),
        ("2026年度 毎週火曜", "2027-04-06", "no"),
    ],
)
def test_overlaps(one, other, answer):
    assert overlaps(When.of(one), When.of(other), 4) == answer
    assert overlaps(When.of(other), When.of(one), 4) == answer


# Time zones


def times_shown(day: date, zone: str) -> set[time]:
    """What clocks there show on that day, by looking at them every fifteen minutes."""
    start = datetime.combine(day, time(), UTC) - timedelta(hours=15)
    there = (start + timedelta(minutes=15 * n) for n in range(4 * 54))
    return {at.time() for at in (moment.astimezone(ZoneInfo(zone)) for moment in there) if at.date() == day}


@given(st.sampled_from(ZONES), st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.integers(0, 95))
@example("America/New_York", date(2026, 3, 8), 10)
@example("Europe/London", date(2026, 3, 29), 6)
@example("Australia/Lord_Howe", date(2026, 10, 4), 9)  # by half an hour
@example("Asia/Tokyo", date(1950, 5, 7), 0)
def test_a_time_is_refused_if_no_clock_there_shows_it(zone, day, quarter):
    at = time(quarter // 4, quarter % 4 * 15)
    when = read(f"{day} {at:%H:%M} {zone}")
    assert isinstance(when, When) == (at in times_shown(day, zone))
    assert isinstance(when, When) or when == "when-gap"


def test_of_a_time_that_clocks_show_twice_the_first_is_meant():
    twice = When.of("2026-11-01 01:30-01:40 America/New_York")
    assert overlaps(twice, When.of("2026-11-01 05:30-05:40 UTC"), 4) == "yes"
    assert overlaps(twice, When.of("2026-11-01 06:30-06:40 UTC"), 4) == "no"

"""How fast leads are answered: business hours to the second, medians and shares by hand, wrong rows at their place."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import ceil, floor
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from mops_kb.kinds.dataset.model import Dataset
from mops_kb.measures import opening
from mops_kb.measures.response import sql
from mops_kb.measures.share import Share
from mops_kb.model.catalog import Catalog
from mops_kb.model.hours import Hours, business_hours
from mops_kb.model.question import Column, Question, Source
from mops_kb.model.settings import Settings
from mops_kb.model.workdays import Workdays
from tests.conftest import AS_OF
from tests.plain import ask

TEAM = """
    teams/ops.yml
    | title: Marketing operations
    | owner: team:ops
"""
CLOSING = """
    blackouts/new-year.yml
    | title: New Year closing
    | owner: team:ops
    | when: 2025-12-29/2026-01-03
    | stops_work: true
"""
LEADS = """
    datasets/lead-events.yml
    | title: Leads
    | owner: team:ops
    | file: lead-events.csv
    | exported_on: 2026-11-02
    | columns:
    |   - {name: lead}
    |   - {name: created_at, type: moment}
    |   - {name: first_touch_at, type: moment}
    |   - {name: time_zone}
    |   - {name: team}
"""
DATASET = Dataset.model_validate(
    {
        "id": "lead-events",
        "title": "Leads",
        "owner": "team:ops",
        "file": "lead-events.csv",
        "columns": [{"name": name} for name in ("lead", "created_at", "first_touch_at", "time_zone", "team")],
    }
)
TOKYO, NEW_YORK, LONDON = "Asia/Tokyo", "America/New_York", "Europe/London"


def seconds(pairs, settings, catalog):
    """The business seconds of each pair (created, touched, zone), in their order."""
    rows = tuple((str(n), created, touched, zone, f"{n:06}") for n, (created, touched, zone) in enumerate(pairs))
    written = Source("data.lead_events_as_written", tuple(Column(one.name, "text") for one in DATASET.columns), rows)
    question = Question(f"WITH {sql.judged(DATASET, settings)} SELECT seconds FROM judged ORDER BY team", trusted=True)
    answer = ask(question, written, opening.closed_days(catalog, settings))
    return [found for (found,) in answer.rows]


# Japan in 2026: 29 April, 4 to 6 May, 21 to 23 September, 12 October and 3 November are holidays on weekdays. Office hours
# are 9:00 to 18:00, and nobody works from 29 December to 3 January. All minutes were reckoned with a paper calendar.
BY_HAND = [
    ("2026-10-01 10:00", "2026-10-01 10:05", TOKYO, "5"),
    ("2026-10-01 10:00", "2026-10-01 10:00", TOKYO, "0"),
    ("2026-10-01 09:00", "2026-10-01 18:00", TOKYO, "540"),
    ("2026-10-01 18:00", "2026-10-02 09:00", TOKYO, "0"),
    ("2026-10-01 17:55", "2026-10-02 09:05", TOKYO, "10"),  # overnight
    ("2026-10-01 07:00", "2026-10-01 09:15", TOKYO, "15"),  # came in before opening
    ("2026-10-01 20:00", "2026-10-02 09:20", TOKYO, "20"),  # came in after closing
    ("2026-10-01 17:50", "2026-10-01 19:00", TOKYO, "10"),  # touched after closing
    ("2026-10-01 19:00", "2026-10-01 22:00", TOKYO, "0"),  # both in one evening
    ("2026-10-01 19:00", "2026-10-02 08:00", TOKYO, "0"),  # both in one night
    ("2026-10-01 08:00", "2026-10-01 20:00", TOKYO, "540"),  # both outside, a day between them
    ("2026-10-02 17:30", "2026-10-05 09:30", TOKYO, "60"),  # over a weekend
    ("2026-10-03 12:00", "2026-10-04 12:00", TOKYO, "0"),  # in a weekend
    ("2026-10-03 12:00", "2026-10-05 10:00", TOKYO, "60"),
    ("2026-10-19 09:00", "2026-10-26 09:00", TOKYO, "2700"),  # a week
    ("2026-09-30 17:00", "2026-10-01 10:00", TOKYO, "120"),  # into the next month
    ("2026-10-09 17:00", "2026-10-13 09:30", TOKYO, "90"),  # a long weekend
    ("2026-10-12 11:00", "2026-10-13 09:01", TOKYO, "1"),  # came in on a holiday
    ("2026-11-02 17:59", "2026-11-04 09:00", TOKYO, "1"),  # a holiday in the week
    ("2026-09-18 17:00", "2026-09-24 10:00", TOKYO, "120"),  # three holidays in a row, one of them between two
    ("2025-12-26 17:00", "2026-01-05 09:10", TOKYO, "70"),  # over New Year
    ("2025-12-30 10:00", "2026-01-05 09:30", TOKYO, "30"),  # came in while the company was closed
    ("2026-04-28 17:00", "2026-05-07 09:30", TOKYO, "1170"),  # over Golden Week, in which two days are open
    ("2026-05-04 12:00", "2026-05-06 12:00", TOKYO, "0"),  # in Golden Week, a substitute holiday at its end
    ("2024-02-29 17:00", "2024-03-01 09:30", TOKYO, "90"),  # a leap day
    ("2026-10-01 20:30", "2026-10-01 20:45", NEW_YORK, "15"),  # 9:30 to 9:45 of the next day in Tokyo
    ("2026-10-30 05:00", "2026-11-01 20:10", NEW_YORK, "70"),  # Friday 18:00 to Monday 10:10, clocks put back between
    ("2026-11-01 01:30", "2026-11-01 19:30", NEW_YORK, "30"),  # an hour that comes twice, on a Sunday in Tokyo
    ("2026-03-08 02:30", "2026-03-08 20:15", NEW_YORK, "15"),  # an hour that there is not
    ("2026-10-25 00:30", "2026-10-26 00:10", LONDON, "10"),  # the night in which summer time ends
    ("2026-10-01T10:00:00+09:00", "2026-10-01T10:07:30+09:00", NEW_YORK, "7.5"),  # an offset needs no zone
    ("2026-10-01T00:59:30Z", "2026-10-01T01:00:15Z", TOKYO, "0.75"),
    ("2026-10-01 10:00:00.9", "2026-10-01 10:00:01.1", "", "0.016667"),  # in whole seconds, in the site's zone
]


def test_minutes_by_hand(wiki):
    catalog = wiki(TEAM + CLOSING).study().catalog
    found = seconds([pair[:3] for pair in BY_HAND], Settings(AS_OF), catalog)
    told = [str((Decimal(one) / 60).quantize(Decimal("0.000001")).normalize() + 0) for one in found]
    assert [f"{created} {touched} {by_hand}" for created, touched, _, by_hand in BY_HAND] == [
        f"{created} {touched} {minutes}" for (created, touched, *_), minutes in zip(BY_HAND, told, strict=True)
    ]


FIRST = datetime(2026, 4, 20, tzinfo=UTC)
MINUTES = 21 * 24 * 60


@cache
def minute_by_minute(zone, hours):
    """How many minutes were open before each minute, found by looking at every one of them."""
    calendar, (opens, closes) = Workdays("JP"), business_hours(hours)
    sums = [0]
    for n in range(MINUTES):
        local = (FIRST + timedelta(minutes=n)).astimezone(ZoneInfo(zone))
        is_open = calendar.is_open(local.date()) and opens <= local.hour * 60 + local.minute < closes
        sums.append(sums[-1] + is_open)
    return sums


@pytest.mark.slow
@examples(max_examples=30)
@given(
    st.lists(st.tuples(st.integers(0, MINUTES), st.integers(0, MINUTES)), min_size=1, max_size=60),
    st.sampled_from([TOKYO, NEW_YORK, "Africa/Cairo", "Australia/Lord_Howe"]),
    st.sampled_from(["09:00-18:00", "00:00-24:00", "08:30-17:15"]),
)
@example([(0, MINUTES)], "Africa/Cairo", "00:00-24:00")  # clocks are put forward on a Friday
def test_two_sums_and_a_difference_count_every_minute(pairs, zone, hours):
    settings = Settings(AS_OF, time_zone=zone, business_hours=hours)
    sums = minute_by_minute(zone, hours)
    ordered = [sorted(pair) for pair in pairs]
    moments = [tuple(f"{FIRST + timedelta(minutes=n):%Y-%m-%d %H:%M}Z" for n in pair) for pair in ordered]
    found = seconds([(*pair, "") for pair in moments], settings, Catalog((), {}, {}, {}, {}))
    assert found == [60 * (sums[last] - sums[first]) for first, last in ordered]


UNITS = {"median": "minutes", "p90": "minutes", "within-sla": "percent", "count": "count"}


def speed(wiki, csv, statistic="median", sla=60, **settings):
    """The figures of a KPI: period → (value, n, low, high)."""
    asked = f"{{name: lead-response, of: lead-events, statistic: {statistic}, sla: {sla}}}"
    wiki(TEAM + LEADS)(f"""
        kpis/speed.yml
        | title: Speed
        | owner: team:ops
        | group: demand
        | measure: {asked}
        | unit: {UNITS[statistic]}
    """)
    wiki.put("data/lead-events.csv", "lead,created_at,first_touch_at,time_zone,team\n" + csv)
    found = wiki.study(**settings)
    assert found.problems == ()
    rows = found.catalog.named("measurement")
    return {row.period.written: (row.value, row.n, row.low, row.high) for row in rows}


def test_quantiles_lie_between_the_closest_two(wiki):
    csv = "".join(f"l{n},2026-10-01 10:00,2026-10-01 10:{n:02},,\n" for n in (1, 2, 4, 8))
    assert speed(wiki, csv) == {"2026-10": (Decimal(3), 4, None, None)}  # (2 + 4) / 2
    assert speed(wiki, csv, "p90") == {"2026-10": (Decimal("6.8"), 4, None, None)}  # 4 + 0.7 × (8 − 4)
    assert speed(wiki, csv, "count") == {"2026-10": (Decimal(4), 4, None, None)}


@pytest.mark.slow
@examples(max_examples=25)
@given(st.lists(st.integers(0, 500), min_size=1, max_size=30))
def test_quantiles_are_exact(waits):
    """Against the definition (type 7), in fractions."""
    start = datetime(2026, 10, 1, 10)
    rows = tuple((str(n), str(start), str(start + timedelta(seconds=wait)), "", "") for n, wait in enumerate(waits))
    written = Source("data.lead_events_as_written", tuple(Column(one.name, "text") for one in DATASET.columns), rows)
    settings = Settings(AS_OF)
    answer = ask(
        sql.speeds(DATASET, (5,), settings), written, opening.closed_days(Catalog((), {}, {}, {}, {}), settings)
    )
    row = next(row for row in answer.rows if row[:2] == ("month", "2026-10"))
    found = dict(zip(answer.columns, row, strict=True))

    def quantile(tenths):
        place = Fraction((len(waits) - 1) * tenths, 10)
        below, above = sorted(waits)[floor(place)], sorted(waits)[ceil(place)]
        return 10 * (below + (above - below) * (place - floor(place)))

    assert (found["median"], found["p90"]) == (quantile(5), quantile(9))
    assert (found["n"], found["kept_5"]) == (len(waits), sum(wait <= 300 for wait in waits))


def test_who_waits_is_in_no_median_but_late_for_good(wiki):
    csv = (
        "a,2026-10-01 10:00,2026-10-01 10:05,,\n"
        "b,2026-10-01 10:00,2026-10-01 11:01,,\n"
        "late,2026-10-01 10:00,,,\n"
        "young,2026-10-30 17:30,,,\n"  # half an hour of business until the export of 2 November began
    )
    assert speed(wiki, csv)["2026-10"] == (Decimal(33), 2, None, None)
    share, n, low, high = speed(wiki, csv, "within-sla")["2026-10"]
    assert [round(one, 1) for one in (share, low, high)] == [Decimal("33.3"), Decimal("6.1"), Decimal("79.2")]
    assert n == 3
    assert speed(wiki, csv, "count")["2026-10"][0] == 4


def test_the_month_is_that_of_the_site_in_which_a_lead_came_in(wiki):
    csv = "a,2026-09-30T15:00:00Z,2026-10-01T00:10:00Z,,\nb,2026-09-30T14:59:59Z,2026-10-01T00:10:00Z,,\n"
    assert {month: n for month, (_, n, _, _) in speed(wiki, csv).items()} == {"2026-09": 1, "2026-10": 1}


def test_a_month_that_is_not_over_has_no_figure(wiki):
    csv = "a,2026-10-01 10:00,2026-10-01 10:05,,\nb,2026-11-02 08:00,2026-11-02 09:05,,\n"
    assert list(speed(wiki, csv)) == ["2026-10"]
    assert list(speed(wiki, csv, as_of=date(2026, 10, 30))) == []


def test_business_hours_are_the_sites(wiki):
    csv = "a,2026-10-01 08:00,2026-10-01 09:30,,\n"
    assert speed(wiki, csv)["2026-10"][0] == 30
    assert speed(wiki, csv, business_hours="08:30-17:30")["2026-10"][0] == 60
    assert business_hours("00:00-24:00") == Hours(0, 1440)


def test_no_rows_no_figures(wiki):
    assert speed(wiki, "") == {}


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    # From table I of R. G. Newcombe, "Two-sided confidence intervals for the single proportion: comparison of seven
    # methods", Statistics in Medicine 17 (1998), pages 857-872; the third method there is this one.
    [
        (81, 263, "0.2553", "0.3662"),
        (15, 148, "0.0624", "0.1605"),
        (0, 20, "0.0000", "0.1611"),
        (1, 29, "0.0061", "0.1718"),
    ],
)
def test_the_interval_of_a_share_as_published(hits, n, low, high):
    share = Share(hits, n)
    assert (f"{share.low:.4f}", f"{share.high:.4f}") == (low, high)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share(one):
    share = Share(*one)
    assert 0 <= share.low <= share.value <= share.high <= 1


def test_wrong_rows_are_told_at_their_cells(wiki):
    wiki(TEAM + LEADS.replace(", type: moment", ""))("""
        kpis/speed.yml
        | title: Speed
        | owner: team:ops
        | group: demand
        | measure: {name: lead-response, of: lead-events, statistic: median}
        | unit: minutes
        data/lead-events.csv
        | lead,created_at,first_touch_at,time_zone,team
        | a,2026-10-01 10:00,2026-10-01 09:59,,
        | b,2026-10-01 10:00,2026-10-01 10:05,Asia/Tokio,
        | c,2026-10-01 10:00,2026-10-01 10:05,,
        | dd,2026-10-01 10:00,yesterday,,
        | e,2026-13-01 10:00,,,
        | f,,2026-10-01 10:05,,
        | g,0026-10-01 10:00,,,
    """)
    assert wiki.problems() == [
        "data/lead-events.csv:2:20: row-negative `2026-10-01 09:59` is before `2026-10-01 10:00`, so the time between them would be negative (look whether the two columns are swapped, or which of them is wrong)",
        "data/lead-events.csv:3:37: row-zone no time zone is called `Asia/Tokio` (did you mean `Asia/Tokyo`?)",
        "data/lead-events.csv:5:21: row-moment this is no time that can be read: `yesterday` (write it as in `2026-11-02 09:30:00`, or with its offset, `2026-11-02T09:30:00+09:00`)",
        "data/lead-events.csv:6:3: row-moment this is no time that can be read: `2026-13-01 10:00` (write it as in `2026-11-02 09:30:00`, or with its offset, `2026-11-02T09:30:00+09:00`)",
        "data/lead-events.csv:7:3: row-moment this is no time that can be read: `` (write it as in `2026-11-02 09:30:00`, or with its offset, `2026-11-02T09:30:00+09:00`)",
        "data/lead-events.csv:8:3: row-far this time is too far away: `0026-10-01 10:00` (write a year from 1900 to 2199)",
    ]


def test_a_column_that_is_not_there_is_told_with_the_nearest(wiki):
    wiki(TEAM)("""
        datasets/lead-events.yml
        | title: Leads
        | owner: team:ops
        | file: lead-events.csv
        | columns:
        |   - {name: lead}
        |   - {name: create_at, type: moment}
        data/lead-events.csv
        | lead,create_at
        kpis/speed.yml
        | title: Speed
        | owner: team:ops
        | group: demand
        | measure: {name: lead-response, of: lead-events, statistic: within-sla}
        | unit: percent
    """)
    assert wiki.problems() == [
        "datasets/lead-events.yml:4:1: measure-column `lead-response` needs the column `created_at`, which the dataset `lead-events` does not have (did you mean `create_at`? rename it to `created_at` in the file and in `columns`)",
        "datasets/lead-events.yml:4:1: measure-column `lead-response` needs the column `first_touch_at`, which the dataset `lead-events` does not have (add it to the file and to `columns`)",
        "kpis/speed.yml:4:49: measure-lacks `lead-response` needs `sla` (add it below `measure`)",
    ]


WAITING = """\
a,2026-09-01 10:00,2026-09-01 14:00,,crew
b,2026-10-01 10:00,2026-10-01 10:05,,crew
c,2026-06-01 10:00,,,crew
d,2026-10-02 10:00,,,solo
"""
CREW = """
    teams/crew.yml
    | title: Crew
    | owner: team:ops
    teams/solo.yml
    | title: Solo
    | owner: team:ops
    people/people.yml
    | - {id: aki, title: Aki, owner: "team:ops", team: crew}
    | - {id: mio, title: Mio, owner: "team:ops", team: crew}
    | - {id: ren, title: Ren, owner: "team:ops", team: crew}
    | - {id: sora, title: Sora, owner: "team:ops", team: solo}
"""


def answers(page):
    return re.findall(r'data-answer="([a-z-]+)"><dt>[^<]*</dt><dd>(.*?)</dd>', page)


def test_the_page_answers_first(wiki):
    speed(wiki(CREW), WAITING)
    told = {name: re.sub(r"<[^>]+>", "", text) for name, text in answers(wiki.page("response.md", language="en"))}
    assert (
        told["now"]
        == "5 min median, October 2026, of 1 leads240 min → 5 min (48× as fast, −97.9%) September 2026 → October 2026"
    )
    assert told["sla"] == "Within 60 min 50.0% 9.5%–90.5% October 2026"
    assert told["waiting"] == "✕ 2 leads wait beyond it Crew 1 data until Nov 2, 2026"


def test_teams_of_few_are_told_on_internal_sites_alone(wiki):
    speed(wiki(CREW), WAITING)
    public, internal = (
        wiki.page("response.md", language="en"),
        wiki.page("response.md", language="en", visibility="internal"),
    )
    assert "Solo" not in public
    assert "1 team of fewer than three people is not shown" in public
    assert "Solo" in internal
    assert "Crew" in public


def test_leads_that_wait_too_long_are_found(wiki):
    speed(wiki(CREW), WAITING)
    assert [one for one in wiki.findings() if "leads-waiting" in one] == [
        "kpis/speed.yml:4:73: leads-waiting 2 leads wait beyond the 60 minutes of `speed` (call them, and bring the data up to date)"
    ]


def test_a_page_of_a_kpi_shows_its_leads(wiki):
    speed(wiki(CREW), WAITING)
    page = wiki.page("kpis/speed.md", language="en")
    assert "48× as fast" in page
    wiki("""
        kpis/speed.yml
        | title: Speed
        | owner: team:ops
        | group: demand
        | breaks: {since: 2026-10, what: tool}
        | measure: {name: lead-response, of: lead-events, statistic: median, sla: 60}
        | unit: minutes
    """)
    page = wiki.page("kpis/speed.md", language="en")
    assert "× as fast" not in page
    assert "How leads were answered" in page


def test_what_a_hidden_dataset_tells_is_hidden(wiki):
    speed(wiki(CREW), WAITING)
    file = wiki.docs / "datasets/lead-events.yml"
    file.write_text(file.read_text(encoding="utf-8") + "visibility: internal\n", encoding="utf-8")
    assert "response.md" not in {page.path for page in wiki.site().pages}
    assert "response.md" in {page.path for page in wiki.site(visibility="internal").pages}

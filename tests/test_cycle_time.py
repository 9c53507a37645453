"""How long requests take, in business days: by hand, against the calendar, and with wrong rows at their place."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from mops_kb.kinds.dataset.model import Dataset
from mops_kb.measures import opening
from mops_kb.measures.efficiency import cycle_time
from mops_kb.measures.efficiency.cycle_time import Waiting
from mops_kb.model.catalog import Catalog
from mops_kb.model.question import Column, Question, Source
from mops_kb.model.settings import Settings
from mops_kb.model.workdays import Workdays
from tests.conftest import AS_OF
from tests.plain import ask

REQUESTS = """
    teams/ops.yml
    | title: Marketing operations
    | owner: team:ops
    datasets/requests.yml
    | title: Requests
    | owner: team:ops
    | file: requests.csv
    | exported_on: 2026-11-02
    | columns:
    |   - {name: request}
    |   - {name: requested_on, type: day}
    |   - {name: delivered_on, type: day}
    |   - {name: category}
"""


def measured(wiki, csv, statistic="median", **settings):
    """The figures of a KPI, period → (value, n), and the facts behind them."""
    wiki(REQUESTS)(f"""
        kpis/speed.yml
        | title: Speed
        | owner: team:ops
        | group: efficiency
        | measure: {{name: cycle-time, of: requests, statistic: {statistic}}}
        | unit: {"count" if statistic == "count" else "days"}
    """)
    wiki.put("data/requests.csv", "request,requested_on,delivered_on,category\n" + csv)
    found = wiki.study(**settings)
    assert found.problems == ()
    figures = {row.period.written: (row.value, row.n) for row in found.catalog.named("measurement")}
    return figures, found.catalog.measured["cycle-time", "requests"].facts


@pytest.mark.parametrize(
    ("asked", "given", "days"),
    [
        ("2026-10-01", "2026-10-01", 0),
        ("2026-10-01", "2026-10-02", 1),
        ("2026-10-02", "2026-10-05", 1),  # Friday to Monday
        ("2026-10-02", "2026-10-03", 0),  # Friday to Saturday
        ("2026-10-03", "2026-10-05", 1),  # Saturday to Monday
        ("2026-10-09", "2026-10-13", 1),  # 12 October is a holiday
        ("2026-09-18", "2026-10-01", 6),  # 21 to 23 September are holidays
        ("2026-09-30", "2026-10-30", 21),
    ],
)
def test_business_days_by_hand(wiki, asked, given, days):
    figures, _ = measured(wiki, f"a,{asked},{given},\n")
    assert figures == {"2026-10": (Decimal(days), 1)}


DATASET = Dataset.model_validate(
    {
        "id": "requests",
        "title": "Requests",
        "owner": "team:ops",
        "file": "requests.csv",
        "columns": [{"name": name} for name in ("request", "requested_on", "delivered_on")],
    }
)
DAY = st.integers(0, 400).map(lambda n: date(2025, 6, 1) + timedelta(days=n))


@pytest.mark.slow
@examples(max_examples=30)
@given(st.lists(st.tuples(DAY, DAY), min_size=1, max_size=50))
def test_days_are_those_that_the_calendar_counts(pairs):
    ordered = [sorted(pair) for pair in pairs]
    written = tuple((f"{n:06}", str(asked), str(given)) for n, (asked, given) in enumerate(ordered))
    source = Source("data.requests_as_written", tuple(Column(one.name, "text") for one in DATASET.columns), written)
    settings = Settings(AS_OF)
    sql = f"WITH {cycle_time._requests(DATASET, settings)} SELECT days FROM spent ORDER BY request"
    closed = opening.closed_days(Catalog((), {}, {}, {}, {}), settings)
    answer = ask(Question(sql, trusted=True), source, closed)
    assert [int(days) for (days,) in answer.rows] == [Workdays("JP").between(*pair) for pair in ordered]


def test_every_statistic_by_hand(wiki):
    csv = (
        "a,2026-10-01,2026-10-02,mail\n"  # 1
        "b,2026-10-01,2026-10-06,mail\n"  # 3
        "c,2026-10-01,2026-10-08,web\n"  # 5
        "d,2026-09-30,2026-10-16,web\n"  # 11
        "e,2026-09-28,2026-09-30,web\n"  # 2, of September
    )
    assert measured(wiki, csv)[0] == {"2026-09": (Decimal(2), 1), "2026-10": (Decimal(4), 4)}
    assert measured(wiki, csv, "p90")[0]["2026-10"] == (Decimal("9.2"), 4)  # 5 + 0.7 × (11 − 5)
    assert measured(wiki, csv, "mean")[0]["2026-10"] == (Decimal(5), 4)
    figures, facts = measured(wiki, csv, "count")
    assert figures["2026-10"] == (Decimal(4), 4)
    assert [(name, spell.n, spell.median) for name, spell in facts.categories] == [("mail", 2, 2), ("web", 3, 5)]


def test_open_requests_have_an_age(wiki):
    csv = "a,2026-10-01,2026-10-02,\nold,2026-10-08,,mail\nnew,2026-10-30,,\n"
    _, facts = measured(wiki, csv)
    assert (facts.open, facts.open_median, facts.until) == (2, Decimal("8.5"), date(2026, 11, 2))
    assert facts.oldest == (
        Waiting("old", date(2026, 10, 8), "mail", 16),
        Waiting("new", date(2026, 10, 30), "", 1),
    )


def test_nothing_delivered_nothing_measured(wiki):
    figures, facts = measured(wiki, "a,2026-10-01,,\n")
    assert figures == {}
    assert (facts.whole, facts.open) == (None, 1)
    assert measured(wiki, "") == ({}, None)


def test_delivered_before_it_was_asked_for(wiki):
    wiki(REQUESTS)("""
        kpis/speed.yml
        | title: Speed
        | owner: team:ops
        | group: efficiency
        | measure: {name: cycle-time, of: requests, statistic: median}
        | unit: days
        data/requests.csv
        | request,requested_on,delivered_on,category
        | a,2026-10-02,2026-10-02,
        | "b, again",2026-10-02,2026-10-01,
        | c,,2026-10-01,
    """)
    assert wiki.problems() == [
        "data/requests.csv:3:23: row-negative `2026-10-01` is before `2026-10-02`, so the time between them would be negative (look whether the two columns are swapped, or which of them is wrong)",
        "data/requests.csv:4:3: row-moment this is no time that can be read: `` (write it as in `2026-11-02 09:30:00`, or with its offset, `2026-11-02T09:30:00+09:00`)",
    ]

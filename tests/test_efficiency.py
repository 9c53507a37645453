"""Efficiency: hours saved and what is automated, from what was counted of tasks."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mops_kb.measures.efficiency.tasks import Work, together

# List import: in September 10 runs × (30 − 6) = 240 minutes, in October 20 × (30 − 3) = 540. Reporting: 4 × (90 − 60) = 120,
# and in October 5 × (90 − 96) = −30, for it took longer. Before the year of twelve months: 100 × 60.
WIKI = """
    people/hanako.yml
    | title: Hanako
    | owner: person:hanako
    | email: hanako@example.com
    playbooks/list-import.yml
    | title: How to import a list
    | owner: person:hanako
    task-months/2026.csv
    | task,period,runs,automated,minutes_before,minutes_after,playbook,title
    | list-import,2025-10,100,0,90,30,,
    | list-import,2026-09,10,5,30,6,list-import,
    | list-import,2026-10,20,18,30,3,,
    | report,2026-09,4,0,90,60,,Monthly report
    | report,2026-10,5,0,90,96,,
    | idle,2026-10,0,0,10,1,,
    | later,2026-12,50,50,10,1,,
"""


def kpi(name):
    return f"""
    kpis/saved.yml
    | title: Saved
    | owner: person:hanako
    | group: efficiency
    | unit: {"hours" if name == "hours-saved" else "percent"}
    | decimals: 1
    | target: 5
    | measure: {{name: {name}, statistic: {"total" if name == "hours-saved" else "share"}}}
"""


def figures(wiki):
    rows = wiki.study().catalog.named("measurement")
    return [(row.period.written, round(row.value, 2), row.n) for row in rows]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # 100 × 60 / 60; (240 + 120) / 60; (540 − 30) / 60
        ("hours-saved", [("2025-10", 100, 100), ("2026-09", 6, 14), ("2026-10", Decimal("8.5"), 25)]),
        # 0 of 100; 5 of 14; 18 of 25
        ("automation-rate", [("2025-10", 0, 100), ("2026-09", Decimal("35.71"), 14), ("2026-10", 72, 25)]),
    ],
)
def test_kpi_of_efficiency(wiki, name, expected):
    assert figures(wiki(WIKI + kpi(name))) == expected


def test_a_month_without_runs_has_no_rate(wiki):
    wiki(WIKI.partition("| list-import,2025")[0] + "| idle,2026-10,0,0,10,1,,\n" + kpi("automation-rate"))
    assert figures(wiki) == []


def test_a_month_without_runs_saved_nothing(wiki):
    wiki(WIKI.partition("| list-import,2025")[0] + "| idle,2026-10,0,0,10,1,,\n" + kpi("hours-saved"))
    assert figures(wiki) == [("2026-10", 0, 0)]


WORKS = st.lists(
    st.integers(0, 50).flatmap(
        lambda n: st.builds(Work, st.just(n), st.integers(0, n), st.fractions(0, 99), st.fractions(0, 99))
    ),
    min_size=1,
    max_size=9,
)


@given(WORKS)
def test_hours_add_up_and_rates_lie_between(works):
    total = together(works)
    assert total.hours_saved == sum(work.hours_saved for work in works)
    rates = [work.automation for work in works if work.automation is not None]
    assert (total.automation is None) == (not rates)
    assert not rates or min(rates) <= total.automation <= max(rates)


def test_page_answers_first(wiki):
    """In the twelve months to October: 6 + 8.5 hours, 23 of 39 runs; list import saved (240 + 540) / 60 = 13."""
    page = wiki(WIKI).page("efficiency.md", language="en")
    answers = page.partition("</dl>")[0]
    assert "<strong>15 h</strong>" in answers
    assert "November 2025 to October 2026" in answers
    assert "59%" in answers
    assert "13 h" in answers
    assert "How to import a list" in answers


def test_tasks_that_save_most_come_first(wiki):
    page = wiki(WIKI).page("efficiency.md", language="en").partition("{ #tasks }")[2]
    assert page.index("How to import a list") < page.index("Monthly report") < page.index("idle")
    assert "30.0 min → 4.0 min" in page
    assert "later" not in page


def test_playbook_shows_its_tasks(wiki):
    page = wiki(WIKI).page("playbooks/list-import.md", language="en").partition("{ #efficiency }")[2]
    assert "13.0 h" in page
    assert "Monthly report" not in page


def test_kpi_says_how_it_was_worked_out(wiki):
    page = wiki(WIKI + kpi("hours-saved")).page("kpis/saved.md", language="en")
    assert "How this was worked out" in page
    assert "8.5 h" in page.partition("{ #efficiency }")[2]


def test_page_lists_kpis_on_efficiency(wiki):
    page = wiki(WIKI + kpi("hours-saved")).page("efficiency.md", language="en").partition("{ #kpis }")[2]
    assert "8.5 h" in page


def test_there_is_no_page_where_nothing_is_counted(wiki):
    wiki(WIKI.partition("task-months/")[0])
    assert not any(page.path == "efficiency.md" for page in wiki.site().pages)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            "list-import,2026-10,20,21,30,3,,",
            "4:24: automated-over-runs more runs are automated than there were: `21 > 20` (check `automated` and `runs`)",
        ),
        ("list-import,2026-10,-1,0,30,3,,", "4:21: out-of-range `runs` is out of range (write a number >= 0)"),
        (
            "list-import,2026-10,20,18,-30,3,,",
            "4:27: out-of-range `minutes_before` is out of range (write a number >= 0)",
        ),
        (
            "list-import,2026 Q4,20,18,30,3,,",
            "4:13: month-form `period` is not one month: `2026 Q4` (write the month, as in `2026-10`)",
        ),
        (
            "list-import,2026年9月,20,18,30,3,,",
            "4:13: month-twice `list-import` has another row for this month, at task-months/2026.csv:3 (take one of the rows away)",
        ),
    ],
)
def test_rows_that_cannot_be(wiki, row, told):
    wiki(WIKI.replace("list-import,2026-10,20,18,30,3,,", row))
    assert wiki.problems() == [f"task-months/2026.csv:{told}"]


def test_page_shows_how_long_requests_take(wiki):
    """Of October: 2 and 4 business days; 12 October is a holiday."""
    wiki(
        WIKI
        + """
        datasets/requests.yml
        | title: Requests
        | owner: person:hanako
        | file: requests.csv
        | columns:
        |   - {name: request}
        |   - {name: requested_on, type: day}
        |   - {name: delivered_on, type: day}
        data/requests.csv
        | request,requested_on,delivered_on
        | a,2026-10-05,2026-10-07
        | b,2026-10-07,2026-10-14
        | c,2026-11-02,
        | d,2026-11-02,2026-11-04
        kpis/speed.yml
        | title: Speed
        | owner: person:hanako
        | group: efficiency
        | unit: days
        | measure: {name: cycle-time, of: requests, statistic: median}
    """
    )
    page = wiki.page("efficiency.md", language="en").partition("{ #requests-requests }")[2]
    assert "1 is open" in page
    assert "3.0 d" in page.partition("October 2026")[2]
    assert "Speed" in page


def test_requests_of_a_hidden_dataset_are_not_shown(wiki):
    wiki("""
        people/hanako.yml
        | title: Hanako
        | owner: person:hanako
        | email: hanako@example.com
        datasets/requests.yml
        | title: Requests
        | owner: person:hanako
        | visibility: internal
        | file: requests.csv
        | columns: [{name: request}, {name: requested_on, type: day}, {name: delivered_on, type: day}]
        data/requests.csv
        | request,requested_on,delivered_on
        | a,2026-10-05,2026-10-07
        | d,2026-11-02,2026-11-04
        kpis/speed.yml
        | title: Speed
        | owner: person:hanako
        | group: efficiency
        | unit: days
        | measure: {name: cycle-time, of: requests, statistic: median}
    """)
    assert not any(page.path == "efficiency.md" for page in wiki.site().pages)
    assert any(page.path == "efficiency.md" for page in wiki.site(visibility="internal").pages)

"""The arithmetic of KPIs."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from mops_kb.formats.chart import spark
from mops_kb.kinds.kpi.freshness import age
from mops_kb.kinds.kpi.judged import Judge
from mops_kb.kinds.kpi.model import Kpi, Measurement
from mops_kb.kinds.kpi.series import Series, series
from mops_kb.labels import Labels
from mops_kb.labels.spelling import Spelling

AS_OF = date(2026, 11, 22)
APRIL = 4
JA = Spelling(Labels("ja"), APRIL)


def kpi(**fields: object) -> Kpi:
    return Kpi.model_validate({"id": "k", "title": "K", "owner": "role:x", "group": "demand", **fields})


def run(kind: Kpi, **figures: str) -> Series:
    """Figures by period, written `m2026_10="5"` or `FY2026_Q1="5"`."""
    rows = [
        Measurement.model_validate({"id": name, "kpi": "k", "period": period(name), "value": value})
        for name, value in figures.items()
    ]
    return series(kind, tuple(rows), AS_OF, APRIL)


def period(name: str) -> str:
    return name[1:].replace("_", "-") if name.startswith("m") else name.replace("_", " ")


@pytest.mark.parametrize(
    ("target", "better", "tolerance", "actual", "status"),
    [
        ("1200", "higher", "0.1", "1200", "on-track"),
        ("1200", "higher", "0.1", "1199", "at-risk"),
        ("1200", "higher", "0.1", "1080", "at-risk"),
        ("1200", "higher", "0.1", "1079", "off-track"),
        ("5", "lower", "0.1", "5", "on-track"),
        ("5", "lower", "0.1", "4", "on-track"),
        ("5", "lower", "0.1", "5.5", "at-risk"),
        ("5", "lower", "0.1", "5.51", "off-track"),
        ("0", "lower", "0.1", "0", "on-track"),
        ("0", "lower", "0.1", "1", "off-track"),
        ("-10", "higher", "0.1", "-11", "at-risk"),
        ("-10", "higher", "0.1", "-12", "off-track"),
        ("-10", "higher", "0.1", "3", "on-track"),
        ("100", "higher", "0", "99.99", "off-track"),
        ("100", "higher", "0.1", None, "no-data"),
        (None, "higher", "0.1", "5", "no-target"),
        (None, "higher", "0.1", None, "no-data"),
    ],
)
def test_status(target, better, tolerance, actual, status):
    fields = {"better": better, "tolerance": tolerance} | ({"target": target} if target else {})
    assert kpi(**fields).status(Decimal(actual) if actual else None) == status


@pytest.mark.parametrize(
    ("target", "better", "actual", "attainment"),
    [
        ("1200", "higher", "1200", "1"),
        ("1200", "higher", "600", "0.5"),
        ("5", "lower", "10", "0.5"),
        ("5", "lower", "4", "1.25"),
        ("0", "lower", "3", None),
        ("0", "higher", "3", None),
        ("10", "higher", "0", "0"),
        ("10", "lower", "0", None),
        ("10", "higher", "-5", None),
        ("-10", "higher", "5", None),
        ("10", "higher", None, None),
        ("tbd", "higher", "5", None),
    ],
)
def test_attainment(target, better, actual, attainment):
    made = kpi(target=target, better=better, target_due="2027-01-01")
    found = made.attainment(Decimal(actual) if actual else None)
    assert found == (Decimal(attainment) if attainment else None)


def test_attainment_is_exact():
    assert kpi(target="0.3").attainment(Decimal("0.1") + Decimal("0.2")) == 1


@pytest.mark.parametrize(
    ("better", "before", "now", "share", "good"),
    [
        ("higher", "100", "110", "0.1", True),
        ("higher", "100", "90", "-0.1", False),
        ("lower", "240", "5", "-235/240", True),
        ("lower", "5", "10", "1", False),
        ("higher", "0", "10", None, True),
        ("higher", "-10", "-5", "0.5", True),
        ("higher", "-10", "10", None, True),
        ("higher", "7", "7", "0", None),
    ],
)
def test_change_since_the_previous_period(better, before, now, share, good):
    change = run(kpi(better=better), m2026_09=before, m2026_10=now).since_previous()
    assert change
    assert change.share == (Fraction(share) if share else None)
    assert change.good is good
    assert change.difference == Decimal(now) - Decimal(before)


def test_a_gap_gives_no_change():
    assert run(kpi(), m2026_08="5", m2026_10="6").since_previous() == "no-figure"


def test_change_over_the_turn_of_the_year():
    change = run(kpi(), m2025_12="4", m2026_01="5").since_previous()
    assert change
    assert change.share == Decimal("0.25")


def test_change_since_last_year_compares_like_with_like():
    change = run(kpi(), m2025_10="50", FY2025_Q3="500", m2026_10="100").since_last_year()
    assert change
    assert change.share == 1


def test_change_since_last_years_quarter():
    change = run(kpi(cadence="quarterly"), FY2025_Q2="40", FY2026_Q2="30").since_last_year()
    assert change
    assert change.share == Decimal("-0.25")


def test_a_quarter_follows_the_quarter_before():
    change = run(kpi(cadence="quarterly"), FY2026_Q1="40", FY2026_Q2="44").since_previous()
    assert change
    assert change.share == Decimal("0.1")


def test_figures_of_the_future_are_left_out_and_those_of_the_running_month_are_provisional():
    found = run(kpi(), m2026_10="1", m2026_11="2", m2026_12="3")
    assert [(point.period.written, point.provisional) for point in found.points] == [
        ("2026-10", False),
        ("2026-11", True),
    ]
    assert found.latest is found.points[0]


@pytest.mark.parametrize(
    ("cadence", "period_name", "stale"),
    [
        ("monthly", "m2026_10", False),
        ("monthly", "m2026_09", False),
        ("monthly", "m2026_08", True),
        ("quarterly", "FY2026_Q2", False),
        ("quarterly", "FY2026_Q1", False),
        ("quarterly", "FY2025_Q4", True),
    ],
)
def test_figures_go_stale_after_two_periods(cadence, period_name, stale):
    found = age(run(kpi(cadence=cadence), **{period_name: "1"}), AS_OF)
    assert (found.state == "stale") is stale


def test_no_figures_are_not_stale_but_missing():
    assert age(run(kpi()), AS_OF).state == "none"
    assert run(kpi()).latest is None


def small_line(found: Series) -> tuple[tuple[float, float], ...]:
    return spark([point.value for point in found.told])


def test_a_spark_runs_from_left_to_right_and_stays_in_its_box():
    points = small_line(run(kpi(), m2026_08="1", m2026_09="3", m2026_10="2"))
    assert points == ((0.0, 22.0), (50.0, 2.0), (100.0, 12.0))


def test_a_level_spark_is_in_the_middle():
    assert {y for _, y in small_line(run(kpi(), m2026_09="3", m2026_10="3"))} == {12.0}


def test_one_figure_makes_no_spark():
    assert small_line(run(kpi(), m2026_10="3")) == ()


def judged(found: Series, fiscal_year_start: int = APRIL) -> Judge:
    return Judge.of(found, fiscal_year_start)


def test_quarters_make_halves_and_years():
    found = run(kpi(cadence="quarterly", aggregation="sum"), FY2025_Q3="1", FY2025_Q4="2", FY2026_Q1="4", FY2026_Q2="8")
    halves = judged(found).wholes("half")
    assert [(half.period.written, half.value, half.has) for half in halves] == [
        ("FY2025 H2", 3, 2),
        ("FY2026 H1", 12, 2),
    ]
    assert halves[1].previous
    assert halves[1].previous.share == 3
    assert [(year.period.written, year.value, year.has, year.of) for year in judged(found).wholes("year")] == [
        ("FY2025", 3, 2, 4),
        ("FY2026", 12, 2, 4),
    ]
    assert judged(found).wholes("quarter") == ()


def test_an_incomplete_quarter_says_how_far_it_is_and_is_not_judged():
    (quarter,) = judged(run(kpi(aggregation="sum", target="10"), m2026_07="9", m2026_08="12")).wholes("quarter")
    assert (quarter.value, quarter.has, quarter.of, quarter.status, quarter.why) == (21, 2, 3, None, "incomplete")
    assert (quarter.target, quarter.attainment) == (30, None)


def test_the_running_month_is_in_no_quarter():
    (quarter,) = judged(run(kpi(aggregation="sum"), m2026_10="9", m2026_11="1")).wholes("quarter")
    assert (quarter.value, quarter.has) == (9, 1)


def test_figures_that_make_none_together_have_no_quarters():
    assert judged(run(kpi(), m2026_07="9", m2026_08="9", m2026_09="9")).wholes("quarter") == ()


def test_a_break_in_the_middle_of_a_quarter_makes_that_quarter_incomparable():
    broken = kpi(cadence="quarterly", breaks=[{"since": "2026-05", "what": "tool"}])
    rows = judged(run(broken, FY2025_Q4="1", FY2026_Q1="2", FY2026_Q2="3")).rows()
    assert [row.why.get("previous") for row in rows] == ["no-figure", "break", "break"]


def test_the_baseline_is_of_the_time_in_which_the_figures_begin():
    contract = {"baseline": "10", "targets": [{"since": "2026-07", "value": 20}, {"since": "2026-09", "value": 30}]}
    plain = judged(run(kpi(**contract), m2026_07="15", m2026_09="15")).rows()
    assert [row.progress for row in plain] == [Fraction(1, 2), Fraction(1, 4)]
    breaks = [{"since": "2026-09", "what": "definition"}]
    broken = judged(run(kpi(**contract, breaks=breaks), m2026_07="15", m2026_09="15")).rows()
    assert [row.progress for row in broken] == [Fraction(1, 2), None]
    assert broken[1].why["progress"] == "break"
    after = judged(run(kpi(**contract, breaks=breaks), m2026_09="15")).rows()
    assert [row.progress for row in after] == [Fraction(1, 4)]


def test_change_since_the_first_figure_begins_anew_after_a_break():
    breaks = [{"since": "2026-08", "what": "data"}]
    rows = judged(run(kpi(breaks=breaks), m2026_06="1", m2026_07="2", m2026_08="10", m2026_09="15")).rows()
    assert [row.first and row.first.difference for row in rows] == [None, 1, None, 5]


def test_a_break_that_is_still_ahead_changes_nothing_yet():
    breaks = [{"since": "2027-04", "what": "data"}]
    (row,) = judged(run(kpi(target="5", breaks=breaks), m2026_10="5")).rows()
    assert (row.target, row.status) == (5, "on-track")


def test_numbers_are_rounded_half_up_for_showing_alone():
    (row,) = judged(run(kpi(target="3", decimals=0), m2026_10="2.5")).rows()
    assert row.status == "off-track"
    assert JA.number(row.point.value) == "3"
    assert [JA.number(value, 1) for value in (Fraction(1, 3), Fraction(-1, 20), Decimal("0.25"))] == [
        "0.3",
        "−0.1",
        "0.3",
    ]


FIGURES = """
    roles/lead.yml
    | title: Lead
    | owner: role:lead
    | headcount: 0
    kpis/k.yml
    | title: K
    | owner: role:lead
    | group: demand
    | target: 5
    figures/a.csv
    | kpi,period,value
    | k,2026-10,1
"""


def test_two_figures_for_one_period_are_a_problem(wiki):
    wiki(FIGURES + "    | kpi:k,2026-10,2\n")
    assert [line.split()[:2] for line in wiki.problems()] == [["figures/a.csv:3:7:", "figure-twice"]]


def test_a_figure_of_another_length_is_a_problem(wiki):
    wiki(FIGURES + "    | k,2026 Q3,2\n")
    assert [line.split()[:2] for line in wiki.problems()] == [["figures/a.csv:3:3:", "figure-period"]]

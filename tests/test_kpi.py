"""The arithmetic of KPIs."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from mops_kb.formats.chart import spark
from mops_kb.kinds.kpi.freshness import age
from mops_kb.kinds.kpi.model import Kpi, Measurement
from mops_kb.kinds.kpi.series import Series, series

AS_OF = date(2026, 11, 22)
APRIL = 4


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

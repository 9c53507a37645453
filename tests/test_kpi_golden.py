"""The arithmetic of KPIs against a table that another program worked out, and laws that it keeps whatever the numbers."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mops_kb.kinds.kpi import arithmetic
from mops_kb.kinds.kpi.judged import Judge, Row, Whole
from mops_kb.kinds.kpi.model import Kpi, Measurement
from mops_kb.kinds.kpi.ratio import divided
from mops_kb.kinds.kpi.series import Series, series

HERE = Path(__file__).parent / "kpi"
AS_OF = date(2026, 7, 1)
MINIMUM = 300


def read(name: str) -> list[dict[str, str]]:
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def kpi(row: dict[str, str]) -> Kpi:
    """As a contributor would have written it."""
    fields: dict[str, Any] = {name: row[name] for name in ("better", "tolerance", "aggregation", "curve", "unit")}
    targets = [target for target in read("targets") if target["kpi"] == row["kpi"]]
    if targets and targets[0]["since"]:
        fields["targets"] = [{"since": target["since"], "value": target["value"]} for target in targets]
    elif targets:
        fields["target"] = targets[0]["value"]
    if row["break"]:
        fields["breaks"] = [{"since": row["break"], "what": "definition"}]
    if row["of"]:
        fields["ratio"] = {"of": row["of"], "to": row["to"]}
    return Kpi.model_validate({"id": row["kpi"], "title": "K", "owner": "role:x", "group": "demand", **fields})


@cache
def judges() -> dict[str, Judge]:
    figures: dict[str, list[Measurement]] = defaultdict(list)
    for row in read("figures"):
        figures[row["kpi"]].append(Measurement.model_validate({"id": "x", **row}))
    found: dict[str, Series] = {}
    made = {}
    for row in read("cases"):
        start, case = int(row["fiscal_year_start"]), kpi(row)
        own = series(case, figures[case.id], AS_OF, start)
        found[case.id] = divided(own, found[case.ratio.of], found[case.ratio.to]) if case.ratio else own
        made[case.id] = Judge.of(found[case.id], start)
    return made


@cache
def rows(id: str) -> dict[str, Row]:
    return {row.point.period.written: row for row in judges()[id].rows()}


@cache
def wholes(id: str) -> dict[str, Whole]:
    judge = judges()[id]
    return {whole.period.written: whole for sort in ("quarter", "year") for whole in judge.wholes(sort)}


def cell(written: str) -> Fraction | str | None:
    """What a cell says; `none` is None."""
    if written == "none":
        return None
    above, slash, below = written.partition("/")
    return Fraction(int(above), int(below)) if slash else written


def month_cells(row: Row) -> dict[str, Fraction | str | None]:
    def told(name: str, value: Fraction | None) -> Fraction | str | None:
        return row.why.get(name) if value is None else value

    def change(name: str, of: str) -> Fraction | str | None:
        found = getattr(row, name)
        return getattr(found, of) if found else row.why[name]

    return {
        "value": row.point.why if row.point.value is None else row.point.value,
        "target": told("target", row.target),
        "status": told("status", None) or row.status,
        "attainment": row.attainment,
        "change": change("previous", "difference"),
        "change_share": change("previous", "share"),
        "last_year_share": change("last_year", "share"),
        "rolling_3": told("rolling_3", row.rolling_3),
        "rolling_12": told("rolling_12", row.rolling_12),
        "year_to_date": told("year_to_date", row.year_to_date),
    }


@pytest.mark.parametrize("case", [row["kpi"] for row in read("cases")])
def test_every_month_of_the_golden_table(case):
    expected = {row["period"]: row for row in read("golden_months") if row["kpi"] == case}
    assert list(rows(case)) == list(expected)
    for period, row in rows(case).items():
        cells = month_cells(row)
        assert cells == {name: cell(expected[period][name]) for name in cells}, period


@pytest.mark.parametrize("case", [row["kpi"] for row in read("cases")])
def test_every_quarter_and_year_of_the_golden_table(case):
    expected = {row["period"]: row for row in read("golden_wholes") if row["kpi"] == case}
    assert list(wholes(case)) == list(expected)
    for period, whole in wholes(case).items():
        wanted = expected[period]
        assert (whole.has, whole.of) == (int(wanted["has"]), int(wanted["of"])), period
        assert (whole.value if whole.value is not None else whole.why) == cell(wanted["value"]), period
        if wanted["target"]:
            assert whole.target == (cell(wanted["target"]) if "/" in wanted["target"] else None), period
            assert whole.status == cell(wanted["status"]), period


def test_the_golden_table_is_large_enough():
    months, quarters = read("golden_months"), read("golden_wholes")
    assert 10 * len(months) + 5 * len(quarters) >= MINIMUM
    assert {row["status"] for row in months} == {"on-track", "at-risk", "off-track", "no-target", "zero"}
    words = {row[name] for row in months for name in row if row[name].isalpha() or "-" in row[name]}
    assert {"no-figure", "break", "zero", "not-added", "none"} <= words


@pytest.mark.parametrize("row", read("by_hand"), ids=lambda row: "|".join(row.values()))
def test_against_the_target_by_hand(row):
    actual, target = (Decimal(row[name]) if row[name] else None for name in ("actual", "target"))
    tolerance, better = Decimal(row["tolerance"]), row["better"]
    assert arithmetic.status(actual, target, tolerance, better) == row["status"]
    assert arithmetic.attainment(actual, target, better) == (cell(row["attainment"]) if row["attainment"] else None)
    if target is not None:
        assert arithmetic.limit(target, tolerance, better) == Fraction(row["limit"])


@pytest.mark.parametrize("row", read("changes_by_hand"), ids=lambda row: "|".join(row.values()))
def test_against_another_figure_by_hand(row):
    found = arithmetic.change(Decimal(row["before"]), Decimal(row["now"]), row["better"])
    assert found.difference == Fraction(row["difference"])
    assert found.share == cell(row["share"])
    assert found.good is {"yes": True, "no": False, "same": None}[row["good"]]


# Laws

NUMBERS = st.decimals(-(10**9), 10**9, places=3)
TOLERANCES = st.decimals(0, 2, places=2)
SIDES = st.sampled_from(["higher", "lower"])
GRADES = ["off-track", "at-risk", "on-track"]


@given(NUMBERS, NUMBERS, NUMBERS, TOLERANCES, SIDES)
def test_a_better_figure_never_has_a_worse_status(one, other, target, tolerance, better):
    low, high = sorted((one, other), reverse=better == "lower")
    grades = [GRADES.index(arithmetic.status(actual, target, tolerance, better)) for actual in (low, high)]
    assert grades == sorted(grades)


@given(NUMBERS, NUMBERS, TOLERANCES, SIDES, st.integers(-6, 9))
def test_counting_in_thousands_changes_nothing(actual, target, tolerance, better, power):
    scale = Fraction(10) ** power
    scaled = actual * scale if isinstance(actual, Fraction) else Fraction(actual) * scale
    aim = Fraction(target) * scale
    assert arithmetic.status(scaled, aim, tolerance, better) == arithmetic.status(actual, target, tolerance, better)
    assert arithmetic.attainment(scaled, aim, better) == arithmetic.attainment(actual, target, better)
    assert arithmetic.change(aim, scaled, better).share == arithmetic.change(target, actual, better).share


@given(NUMBERS, NUMBERS, TOLERANCES)
def test_lower_is_better_mirrors_higher_is_better(actual, target, tolerance):
    assert arithmetic.status(actual, target, tolerance, "lower") == arithmetic.status(
        -actual, -target, tolerance, "higher"
    )
    down, up = (arithmetic.change(*pair) for pair in ((target, actual, "lower"), (-target, -actual, "higher")))
    assert (down.difference, down.good) == (-up.difference, up.good)
    if actual > 0 and target > 0:
        assert arithmetic.attainment(actual, target, "lower") == arithmetic.attainment(target, actual, "higher")


@given(NUMBERS, NUMBERS, TOLERANCES, SIDES)
def test_the_limit_is_the_last_figure_that_is_at_risk(actual, target, tolerance, better):
    edge = arithmetic.limit(target, tolerance, better)
    assert arithmetic.status(edge, target, tolerance, better) in ("at-risk", "on-track")
    past = arithmetic.shortfall(actual, target, better) > arithmetic.shortfall(edge, target, better)
    assert (arithmetic.status(actual, target, tolerance, better) == "off-track") is past


@given(NUMBERS, NUMBERS, NUMBERS)
def test_progress_is_nothing_at_the_baseline_and_all_at_the_target(actual, baseline, target):
    assume(baseline != target)
    assert arithmetic.progress(baseline, baseline, target) == 0
    assert arithmetic.progress(target, baseline, target) == 1
    assert arithmetic.progress(actual, baseline, target) == 1 - (arithmetic.progress(actual, target, baseline) or 0)


@given(st.lists(NUMBERS, min_size=12, max_size=12), st.sampled_from([1, 4, 10]))
def test_the_quarters_of_a_year_add_up_to_it(values, start):
    judge = Judge.of(run("sum", values, start), start)
    (year,) = judge.wholes("year")
    assert year.value == sum(map(Fraction, values))
    for sort in ("quarter", "half"):
        parts = judge.wholes(sort)
        assert sum(part.value for part in parts if part.value is not None) == year.value
    assert judge.rows()[-1].year_to_date == judge.rows()[-1].rolling_12 == year.value


@given(st.lists(NUMBERS, min_size=12, max_size=12))
def test_means_lie_between_and_the_last_is_the_last(values):
    (mean,) = Judge.of(run("mean", values, 4), 4).wholes("year")
    (last,) = Judge.of(run("last", values, 4), 4).wholes("year")
    assert mean.value is not None
    assert min(values) <= mean.value <= max(values)
    assert last.value == values[-1]


@given(st.lists(st.tuples(NUMBERS, st.decimals(1, 10**6, places=2)), min_size=12, max_size=12))
def test_a_ratio_of_a_year_is_that_of_the_sums(pairs):
    above, below = (run("sum", [pair[n] for pair in pairs], 4) for n in (0, 1))
    ratio = contract(ratio={"of": "a", "to": "b"}, unit="times")
    (year,) = Judge.of(divided(series(ratio, (), AS_OF, 4), above, below), 4).wholes("year")
    assert year.value == sum(Fraction(a) for a, _ in pairs) / sum(Fraction(b) for _, b in pairs)


@given(st.lists(NUMBERS, min_size=24, max_size=24), st.integers(1, 23))
def test_nothing_is_compared_or_added_across_a_break(values, at):
    months = [*periods()][:24]
    breaks = [{"since": months[at], "what": "data"}]
    judge = Judge.of(run("sum", values, 4, breaks=breaks), 4)
    rows = judge.rows()
    assert rows[at].why["previous"] == "break"
    for n, row in enumerate(rows):
        for name, reach in (("rolling_3", 2), ("rolling_12", 11)):
            if n - reach < at <= n:
                assert row.why[name] == "break"
        if n - 12 >= 0:
            assert (row.why.get("last_year") == "break") is (n - 12 < at <= n)
    for sort in ("quarter", "half", "year"):
        for whole in judge.wholes(sort):
            is_broken = whole.first < judge.series.marks[0].first <= whole.last
            assert (whole.why == "break") is is_broken
            assert (whole.value is None) is is_broken


def contract(**fields: Any) -> Kpi:
    return Kpi.model_validate({"id": "k", "title": "K", "owner": "role:x", "group": "demand", **fields})


def periods() -> Iterator[str]:
    for n in range(24):
        yield f"{2024 + n // 12}-{n % 12 + 1:02}"


def run(aggregation: str, values: list[Decimal], start: int, **fields: Any) -> Series:
    """From the beginning of a fiscal year on."""
    first = start - 1 if not fields else 0
    months = [f"{2024 + (first + n) // 12}-{(first + n) % 12 + 1:02}" for n in range(len(values))]
    kind = contract(aggregation=aggregation, **fields)
    figures = [
        Measurement.model_validate({"id": "x", "kpi": "k", "period": month, "value": value})
        for month, value in zip(months, values, strict=True)
    ]
    return series(kind, figures, AS_OF, start)

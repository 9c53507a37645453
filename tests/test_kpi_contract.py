"""The contract of a KPI: what it may not say, what its figures may not be, and what is found out about it."""

import json
from decimal import Decimal

import pytest

from mops_kb.kinds.kpi.model import Kpi
from mops_kb.kinds.kpi.views import KpiView, page
from mops_kb.model.settings import Settings
from tests.conftest import AS_OF, Wiki

LEAD = "title: Lead\nowner: role:lead\n"
HEAD = "title: K\nowner: role:lead\ngroup: demand\n"


def of(wiki: Wiki, files: dict[str, str | bytes]) -> Wiki:
    """A wiki with a role and these files; KPIs get their first three lines."""
    wiki.put("roles/lead.yml", LEAD)
    for path, text in files.items():
        wiki.put(path, HEAD + text if path.startswith("kpis/") and isinstance(text, str) else text)
    return wiki


def view(wiki: Wiki, id: str = "k", **settings: object) -> KpiView:
    """Of one KPI, as it stands."""
    catalog = wiki.study(**settings).catalog
    kpi = catalog.records["kpi"][id]
    assert isinstance(kpi, Kpi)
    return page(kpi, catalog, Settings(**{"as_of": AS_OF, **settings}))


def codes(lines: list[str], *wanted: str) -> list[str]:
    """`path:line:col: CODE` of each, or of those with one of these codes."""
    told = [" ".join(line.split()[:2]) for line in lines]
    return [one for one in told if not wanted or one.split()[1] in wanted]


# What a contract may not say


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("target: 5\ntargets: [{since: 2026-04, value: 6}]", "5:10: target-both"),
        ("target: tbd", "4:9: target-undecided"),
        ("target: soon", "4:9: number-form"),
        ("targets:\n  - {since: 2026-04-01, value: 6}", "5:13: period-form"),
        ("targets:\n  - {since: April, value: 6}", "5:13: period-form"),
        ("targets:\n  - {since: 2026-04, value: tbd}", "5:29: number-form"),
        ("targets:\n  - {since: 2026-04}", "5:5: missing-field"),
        ("targets:\n  - {since: 2026-04, value: 6}\n  - {since: 2026-04, value: 7}", "6:13: since-order"),
        ("targets:\n  - {since: 2026-04, value: 6}\n  - {since: FY2026, value: 7}", "6:13: since-order"),
        ("targets:\n  - {since: 2026-05, value: 6}\n  - {since: FY2026, value: 7}", "6:13: since-order"),
        ("breaks:\n  - {since: 2026-04-01, what: tool}", "5:13: period-form"),
        ("breaks:\n  - {since: 2026-04, what: mood}", "5:28: not-a-choice"),
        ("breaks:\n  - {since: 2026-06, what: tool}\n  - {since: 2026-04, what: data}", "6:13: since-order"),
        ("freshness_limits: {warn: 90 days, error: 45 days}", "4:42: limits-order"),
        ("freshness_limits: {warn: 45}", "4:26: span-form"),
        ("warehouse: main", "4:12: warehouse-without-sql"),
        ("unit: percent\naggregation: sum", "5:14: aggregation-of-unit"),
        ("unit: score\naggregation: sum", "5:14: aggregation-of-unit"),
        ("unit: times\naggregation: sum", "5:14: aggregation-of-unit"),
        ("aggregation: median", "4:14: not-a-choice"),
        ("cadence: weekly", "4:10: not-a-choice"),
        ("tolerance: -0.1", "4:12: out-of-range"),
        ("minimum_n: -1", "4:12: out-of-range"),
        ("decimals: 7", "4:11: out-of-range"),
        ("baseline: １２３", "4:11: number-form"),
        ("ratio: {of: k, to: k}", "4:8: ratio-circle"),
        ("ratio: {of: k}", "4:8: missing-field"),
        ("ratio: {of: nobody, to: nothing}", "4:13: dangling-ref"),
        ("goal: nobody", "4:7: dangling-ref"),
    ],
)
def test_a_contract_that_cannot_be(wiki, lines, told):
    of(wiki, {"kpis/k.yml": lines + "\n"})
    assert codes(wiki.problems())[0] == f"kpis/k.yml:{told}"


def test_all_that_is_wrong_with_a_contract_is_told_at_once(wiki):
    text = "target: tbd\ntargets: [{since: 2026-04, value: 6}]\nunit: percent\naggregation: sum\nwarehouse: main\n"
    assert codes(of(wiki, {"kpis/k.yml": text}).problems()) == [
        "kpis/k.yml:4:9: target-undecided",
        "kpis/k.yml:5:10: target-both",
        "kpis/k.yml:7:14: aggregation-of-unit",
        "kpis/k.yml:8:12: warehouse-without-sql",
    ]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("sql: SELECT 1\nratio: {of: a, to: b}", "5:8: source-twice"),
        ("sql: SELECT 1\nmeasure: {name: lead-response}", "5:10: source-twice"),
        ("ratio: {of: a, to: b}\naggregation: last", "5:14: aggregation-of-ratio"),
        ("cadence: quarterly\nratio: {of: a, to: b}", "5:13: ratio-cadence"),
    ],
)
def test_a_kpi_has_one_source(wiki, lines, told):
    files = {"kpis/a.yml": "", "kpis/b.yml": "", "kpis/k.yml": lines + "\n"}
    assert codes(of(wiki, files).problems())[0] == f"kpis/k.yml:{told}"


@pytest.mark.parametrize(
    ("above", "below", "unit", "right"),
    [
        ("count", "count", "percent", True),
        ("count", "count", "times", True),
        ("count", "count", "count", True),
        ("count", "count", "score", False),
        ("jpy", "count", "jpy", True),
        ("jpy", "count", "percent", False),
        ("jpy", "jpy", "times", True),
        ("jpy", "jpy", "percent", True),
        ("jpy", "jpy", "jpy", False),
        ("minutes", "count", "minutes", True),
        ("hours", "count", "hours", True),
        ("days", "count", "days", True),
        ("days", "count", "hours", False),
        ("hours", "hours", "percent", True),
        ("hours", "days", "times", False),
        ("score", "count", "score", True),
        ("jpy", "people", "jpy", True),
        ("count", "people", "count", True),
        ("people", "people", "percent", True),
        ("people", "count", "people", False),
        ("count", "jpy", "times", False),
        ("percent", "percent", "times", True),
        ("percent", "count", "percent", False),
        ("times", "count", "times", False),
        ("jpy", "hours", "jpy", False),
    ],
)
def test_units_of_a_ratio(wiki, above, below, unit, right):
    files = {
        "kpis/a.yml": f"unit: {above}\n",
        "kpis/b.yml": f"unit: {below}\n",
        "kpis/k.yml": f"ratio: {{of: a, to: b}}\nunit: {unit}\n",
    }
    told = of(wiki, files).problems()
    assert codes(told) == ([] if right else ["kpis/k.yml:5:7: ratio-units"])
    assert all(above in line and below in line and unit in line for line in told)


def test_a_unit_that_was_left_out_is_told_at_the_ratio(wiki):
    files = {"kpis/a.yml": "unit: jpy\n", "kpis/b.yml": "", "kpis/k.yml": "ratio: {of: a, to: b}\n"}
    assert codes(of(wiki, files).problems()) == ["kpis/k.yml:4:8: ratio-units"]


def test_a_circle_of_ratios_is_told_once_with_the_way_around(wiki):
    files = {
        "kpis/a.yml": "ratio: {of: x, to: b}\n",
        "kpis/b.yml": "ratio: {of: c, to: x}\n",
        "kpis/c.yml": "ratio: {of: x, to: a}\n",
        "kpis/d.yml": "ratio: {of: a, to: x}\n",
        "kpis/x.yml": "",
    }
    told = of(wiki, files).problems()
    assert codes(told) == ["kpis/a.yml:4:8: ratio-circle"]
    assert "a → b → c → a" in told[0]


# Figures as people type them


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("NaN", "number-form"),
        ("nan", "number-form"),
        ("Infinity", "number-form"),
        ("inf", "number-form"),
        ("-inf", "number-form"),
        ("1e3", "number-form"),
        ('"1,000"', "number-form"),
        ("１２３", "number-form"),
        ("¥1200", "number-form"),
        ("￥1200", "number-form"),
        ("1200円", "number-form"),
        ("12%", "number-form"),
        ("(5)", "number-form"),
        ("▲5", "number-form"),
        ("−5", "number-form"),
        ("012", "number-form"),
        ("=A1", "number-form"),
        ("#DIV/0!", "number-form"),
        ("", "missing-field"),
    ],
)
def test_a_figure_that_is_no_plain_number(wiki, cell, code):
    files = {"kpis/k.yml": "", "figures/k.csv": f"kpi,period,value\nk,2026-09,4\nk,2026-10,{cell}\n"}
    assert codes(of(wiki, files).problems()) == [f"figures/k.csv:3:11: {code}"]


@pytest.mark.parametrize("value", ["5", "-5", "0", "0.000001", "123456789012345.654321", "+7"])
def test_a_figure_that_is_one(wiki, value):
    of(wiki, {"kpis/k.yml": "", "figures/k.csv": f"kpi,period,value\nk,2026-10,{value}\n"})
    assert wiki.problems() == []
    assert view(wiki).actual is not None


@pytest.mark.parametrize(
    ("period", "code"),
    [
        ("2026-13", "impossible-date"),
        ("2026-10-01", "period-form"),
        ("10月", "period-form"),
        ("TBD", "period-form"),
        ("FY2026 Q2", "figure-period"),
        ("FY2026", "figure-period"),
    ],
)
def test_a_period_that_is_none_of_the_kpis(wiki, period, code):
    of(wiki, {"kpis/k.yml": "", "figures/k.csv": f"kpi,period,value\nk,{period},4\n"})
    assert codes(wiki.problems()) == [f"figures/k.csv:2:3: {code}"]


def test_a_missing_column_is_told_with_the_one_that_was_meant(wiki):
    told = of(wiki, {"kpis/k.yml": "", "figures/k.csv": "kpi,period,valeu\nk,2026-10,4\n"}).problems()
    assert codes(told) == ["figures/k.csv:1:12: unknown-field"]
    assert "`value`" in told[0]


def test_figures_in_another_encoding_are_refused_by_its_name(wiki):
    text = "kpi,period,value,note\nk,2026-10,4,展示会のあと\n"
    told = of(wiki, {"kpis/k.yml": "", "figures/k.csv": text.encode("cp932")}).problems()
    assert codes(told) == ["figures/k.csv:2:13: encoding"]
    assert "Shift_JIS" in told[0]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_figures_with_and_without_a_byte_order_mark_are_the_same(wiki, mark, end):
    text = mark + end.join([b"kpi,period,value", b"k,2026-10,4", b""])
    of(wiki, {"kpis/k.yml": "", "figures/k.csv": text})
    assert wiki.problems() == []
    assert view(wiki).actual == 4


def test_the_same_period_in_two_files_and_in_two_spellings_is_told(wiki):
    files = {
        "kpis/k.yml": "",
        "figures/a.csv": "kpi,period,value\nk,2026-10,4\n",
        "figures/b.csv": "kpi,period,value\nk,2026年10月,4\n",
    }
    assert codes(of(wiki, files).problems()) == ["figures/b.csv:2:3: figure-twice"]


def test_quarters_of_the_calendar_and_of_fiscal_years_may_not_overlap(wiki):
    figures = "kpi,period,value\nk,FY2026 Q1,1\nk,2026 Q2,2\nk,2026 Q4,2\n"
    of(wiki, {"kpis/k.yml": "cadence: quarterly\n", "figures/a.csv": figures})
    assert codes(wiki.problems(fiscal_year_start=5)) == ["figures/a.csv:2:3: figure-twice"]
    assert codes(wiki.problems(fiscal_year_start=4)) == ["figures/a.csv:3:3: figure-twice"]


def test_a_period_that_is_typed_and_worked_out_is_told(wiki):
    files = {
        "kpis/k.yml": "sql: SELECT '2026-10' AS period, 4 AS value\n",
        "figures/a.csv": "kpi,period,value\nk,2026-09,3\nk,2026-10,4\n",
    }
    assert [line.split()[1] for line in codes(of(wiki, files).problems())] == ["figure-twice"]


# What is found


def test_a_gap_is_a_finding_that_names_the_periods(wiki):
    files = {"kpis/k.yml": "", "figures/k.csv": "kpi,period,value\nk,2026-06,1\nk,2026-08,1\nk,2026-10,1\n"}
    told = of(wiki, files).findings()
    assert codes(told, "figures-gap") == ["kpis/k.yml:1:1: figures-gap"]
    assert "`2026-07`, `2026-09`" in next(line for line in told if "figures-gap" in line)
    assert wiki.problems() == []


@pytest.mark.parametrize(("start", "named"), [(4, "FY2026 Q1"), (1, "2026 Q2")])
def test_a_missing_quarter_is_called_as_the_site_calls_it(wiki, start, named):
    files = {"kpis/k.yml": "cadence: quarterly\n", "figures/k.csv": "kpi,period,value\nk,2026 Q1,1\nk,2026 Q3,1\n"}
    told = of(wiki, files).findings(fiscal_year_start=start)
    assert any(f"`{named}`" in line for line in told if "figures-gap" in line)


@pytest.mark.parametrize(
    ("limits", "last", "code", "status"),
    [
        ("", "2026-10", None, "no-target"),
        ("", "2026-09", "figures-due", "no-target"),
        ("", "2026-08", "figures-stale", "stale"),
        ("freshness_limits: {warn: 10 days, error: 20 days}", "2026-10", "figures-stale", "stale"),
        ("freshness_limits: {warn: 20 days, error: 30 days}", "2026-10", "figures-due", "no-target"),
        ("freshness_limits: {warn: 22 days, error: 22 days}", "2026-10", None, "no-target"),
        ("freshness_limits: {warn: 21 days}", "2026-10", "figures-due", "no-target"),
        ("freshness_limits: {error: 21 days}", "2026-10", "figures-stale", "stale"),
        ("freshness_limits: {warn: 90 days}", "2026-08", None, "no-target"),
        ("cadence: quarterly", "FY2026 Q2", None, "no-target"),
        ("cadence: quarterly", "FY2026 Q1", "figures-due", "no-target"),
        ("cadence: quarterly", "FY2025 Q4", "figures-stale", "stale"),
    ],
)
def test_figures_are_due_and_then_stale(wiki, limits, last, code, status):
    """22 November is 22 days after October, 53 after September, 83 after August."""
    of(wiki, {"kpis/k.yml": f"{limits}\n", "figures/k.csv": f"kpi,period,value\nk,{last},1\n"})
    assert codes(wiki.findings(), "figures-due", "figures-stale") == ([f"kpis/k.yml:1:1: {code}"] if code else [])
    assert view(wiki).status == status
    assert wiki.problems() == []


@pytest.mark.parametrize("last", ["2026-09", "2026-08"])
def test_who_has_figures_worked_out_is_not_told_to_type_them(wiki, last):
    figures = f"kpi,period,value\nk,{last},1\nby,{last},2\n"
    worked = "ratio: {of: k, to: by}\nunit: times\n"
    told = of(
        wiki, {"kpis/k.yml": "", "kpis/by.yml": "", "kpis/worked.yml": worked, "figures/k.csv": figures}
    ).findings()
    remedies = {
        line.split(":")[0]: "figures`" in line for line in told if "figures-due" in line or "figures-stale" in line
    }
    assert remedies == {"kpis/by.yml": True, "kpis/k.yml": True, "kpis/worked.yml": False}


def test_a_running_month_is_told_and_not_judged(wiki):
    files = {"kpis/k.yml": "target: 10\n", "figures/k.csv": "kpi,period,value\nk,2026-10,10\nk,2026-11,2\n"}
    seen = view(of(wiki, files))
    assert (seen.actual, seen.status) == (10, "on-track")
    assert seen.provisional
    assert (seen.provisional.point.value, seen.provisional.status, seen.provisional.attainment) == (2, None, None)
    assert seen.provisional.target == 10
    assert seen.provisional.why["previous"] == "running"


def test_a_gap_in_a_ratio_is_told_where_it_comes_from(wiki):
    figures = "kpi,period,value\na,2026-08,1\na,2026-10,1\nb,2026-08,1\nb,2026-09,1\nb,2026-10,1\n"
    files = {"kpis/a.yml": "", "kpis/b.yml": "", "kpis/k.yml": "ratio: {of: a, to: b}\n", "figures/k.csv": figures}
    assert codes(of(wiki, files).findings(), "figures-gap") == ["kpis/a.yml:1:1: figures-gap"]
    assert [period.written for period in view(wiki).gaps] == ["2026-09"]


def test_an_open_target_whose_day_has_passed_is_a_finding_of_its_own(wiki):
    files = {
        "kpis/a.yml": "target: tbd\ntarget_due: 2026-11-22\n",
        "kpis/b.yml": "target: tbd\ntarget_due: 2026-11-21\n",
        "kpis/c.yml": "",
    }
    told = of(wiki, files).findings()
    assert codes(told, "no-target", "target-overdue") == [
        "kpis/a.yml:4:9: no-target",
        "kpis/b.yml:5:13: target-overdue",
        "kpis/c.yml:1:1: no-target",
    ]


def test_a_target_from_before_a_break_is_none_after_it(wiki):
    text = "targets: [{since: 2026-04, value: 5}]\nbreaks: [{since: 2026-09, what: definition}]\n"
    files = {"kpis/k.yml": text, "figures/k.csv": "kpi,period,value\nk,2026-08,5\nk,2026-09,9\nk,2026-10,9\n"}
    seen = view(of(wiki, files))
    assert [row.target for row in seen.rows] == [5, None, None]
    assert (seen.status, seen.attainment) == ("no-target", None)
    assert seen.judged
    assert seen.judged.why["target"] == "break"
    assert codes(wiki.findings(), "target-before-break") == ["kpis/k.yml:4:10: target-before-break"]


def test_the_history_of_targets(wiki):
    text = """targets:
  - {since: 2026-04, value: 5, decided_on: 2026-03-12, reason: Last year's best}
  - {since: 2026-10, value: 7}
  - {since: FY2027, value: 9}
"""
    seen = view(of(wiki, {"kpis/k.yml": text}))
    assert [(one.since.written, one.before, one.after, one.is_ahead) for one in seen.targets] == [
        ("2026-04", None, 5, False),
        ("2026-10", 5, 7, False),
        ("FY2027", 7, 9, True),
    ]
    assert seen.targets[0].decided_on
    assert seen.ahead is seen.targets[2]
    assert seen.target == 7


# Maturity

DEFINED = "definition: D\nformula: F\nunit: count\n"
MEASURED = DEFINED + "baseline: 1\ntarget: 5\nsource: A report\n"
RUNNING = DEFINED + "baseline: 1\ntarget: 5\nsql: SELECT '2026-10' AS period, 4 AS value\n"


@pytest.mark.parametrize(
    ("text", "figures", "level", "missing"),
    [
        ("", "", 0, ("definition", "formula", "unit")),
        ("definition: D\nunit: count\n", "", 0, ("formula",)),
        (DEFINED, "", 1, ("baseline", "target", "source", "figures")),
        (DEFINED, "k,2026-10,4\n", 1, ("baseline", "target", "source")),
        (MEASURED, "", 1, ("figures",)),
        (MEASURED.replace("target: 5", "target: tbd\ntarget_due: 2027-01-01"), "k,2026-10,4\n", 1, ("target",)),
        (MEASURED, "k,2026-10,4\n", 2, ("worked", "freshness_limits", "goal")),
        (RUNNING, "", 2, ("freshness_limits", "goal")),
        (RUNNING + "goal: g\nfreshness_limits: {warn: 45 days}\n", "", 3, ()),
    ],
)
def test_maturity_and_what_the_next_level_asks_for(wiki, text, figures, level, missing):
    goal = "title: G\nowner: role:lead\nlevel: company\n"
    files = {"goals/g.yml": goal, "kpis/k.yml": text, "figures/k.csv": "kpi,period,value\n" + figures}
    assert view(of(wiki, files)).maturity == (level, missing)


# Too few cases

FEW = {
    "kpis/k.yml": "unit: score\ndecimals: 3\nminimum_n: 5\naggregation: mean\ntarget: 4\n",
    "kpis/sum.yml": "",
    "kpis/ratio.yml": "unit: score\nratio: {of: k, to: sum}\n",
    "figures/k.csv": "kpi,period,value,n,low,high,note\n"
    "k,2026-07,4.111,5,,,\nk,2026-08,3.777,4,2.777,4.777,somebody said 3.777\n"
    "k,2026-09,4.222,9,,,\nk,2026-10,4.333,9,,,\n"
    "sum,2026-08,1,,,,\nsum,2026-10,1,,,,\n",
}


@pytest.mark.parametrize("visibility", ["public", "internal", "draft"])
def test_a_figure_of_too_few_cases_is_told_nowhere(wiki, visibility):
    site = of(wiki, FEW).site(visibility=visibility)
    for path, text in wiki.outputs(site).items():
        for secret in ("3.777", "2.777", "4.777"):
            assert secret not in text, path


def test_it_is_no_gap_and_nothing_can_be_reckoned_back_from_others(wiki):
    seen = view(of(wiki, FEW))
    few = seen.rows[1]
    assert (few.point.value, few.point.why, few.status) == (None, "too-few", None)
    assert seen.gaps == ()
    assert seen.judged
    assert seen.judged.why["rolling_12"] in ("no-figure", "too-few")
    assert seen.rows[2].why["previous"] == "too-few"
    assert seen.rows[2].why["rolling_3"] == "too-few"
    assert [(whole.period.written, whole.value, whole.why) for whole in seen.quarters] == [
        ("FY2026 Q2", None, "too-few"),
        ("FY2026 Q3", seen.rows[3].point.value, "incomplete"),
    ]
    assert view(wiki, "ratio").rows[0].point.why == "too-few"


def test_the_catalog_itself_no_longer_has_it(wiki):
    found = of(wiki, FEW).study().catalog
    row = found.records["measurement"]["k@2026-08"]
    assert row.model_dump()["value"] is None
    assert "3.777" not in json.dumps(row.model_dump(mode="json"))
    assert "3.777" not in str(found.documents[row.ref].values)


def test_sql_cannot_ask_for_it_either(wiki):
    """What is worked out of too few cases is withheld as what is typed."""
    sql = "SELECT '2026-10' AS period, 3.777 AS value, 4 AS n"
    of(wiki, {"kpis/k.yml": f"minimum_n: 5\nsql: {sql}\n"})
    assert view(wiki).status == "no-data"


def test_a_snapshot_does_not_keep_it(wiki):
    snapshot = """kpi: k
profile: main
pulled_on: 2026-11-01
time_zone: Asia/Tokyo
query: 0123456789abcdef
rows: 2
figures:
  - {period: 2026-09, value: 3.777, n: 4}
  - {period: 2026-10, value: 4.333, n: 9}
"""
    of(wiki, {"kpis/k.yml": "minimum_n: 5\nsql: SELECT 1\nwarehouse: main\n", "snapshots/k.yml": snapshot})
    found = wiki.study().catalog
    assert [figure.value for figure in found.named("snapshot")[0].figures] == [None, Decimal("4.333")]
    assert "3.777" not in str(found.documents[found.named("snapshot")[0].ref].values)
    assert [(row.point.why, row.point.by) for row in view(wiki).rows] == [("too-few", "warehouse"), (None, "warehouse")]
    assert "3.777" not in "".join(wiki.outputs(wiki.site()).values())


def test_sql_over_the_catalog_finds_nothing_there(wiki):
    asked = "SELECT period, coalesce(value, -1) AS value FROM figures WHERE kpi = 'k' AND period = '2026-08'"
    of(wiki, {**FEW, "kpis/sly.yml": f"sql: {asked}\n"})
    assert [row.point.value for row in view(wiki, "sly").rows] == [-1]


def test_where_few_are_withheld_each_figure_says_of_how_many_it_is(wiki):
    files = {"kpis/k.yml": "minimum_n: 5\n", "figures/k.csv": "kpi,period,value\nk,2026-10,4\n"}
    assert codes(of(wiki, files).problems()) == ["figures/k.csv:1:1: figure-cases"]
    assert view(wiki).actual is None


# Ratios and what a site shows

PARTS = {
    "kpis/won.yml": "aggregation: sum\nvisibility: internal\n",
    "kpis/all.yml": "aggregation: sum\n",
    "kpis/k.yml": "ratio: {of: won, to: all}\nunit: percent\n",
    "figures/a.csv": "kpi,period,value\nwon,2026-09,1\nwon,2026-10,3\nall,2026-09,7\nall,2026-10,9\n",
}


def test_a_ratio_is_worked_out_from_its_parts(wiki):
    seen = view(of(wiki, PARTS), visibility="internal")
    assert [row.point.value for row in seen.rows] == [seen.rows[0].point.value, pytest.approx(100 / 3)]
    assert seen.actual
    assert seen.actual * 3 == 100
    assert seen.quarters[0].value is not None
    assert (seen.numerator and seen.numerator.id, seen.denominator and seen.denominator.id) == ("won", "all")


def test_a_ratio_of_what_is_hidden_has_no_figures(wiki):
    assert view(of(wiki, PARTS), visibility="public").points == ()


def test_unless_it_discloses_them(wiki):
    of(wiki, {**PARTS, "kpis/k.yml": PARTS["kpis/k.yml"] + "discloses: true\n"})
    seen = view(wiki, visibility="public")
    assert seen.actual
    assert seen.actual * 3 == 100
    assert seen.numerator is None


def test_what_disclosed_parts_say_of_their_breaks_stays_with_them(wiki):
    note = "breaks: [{since: 2026-10, what: tool, note: The secret tool}]\n"
    of(
        wiki,
        {
            **PARTS,
            "kpis/won.yml": PARTS["kpis/won.yml"] + note,
            "kpis/k.yml": PARTS["kpis/k.yml"] + "discloses: true\n",
        },
    )
    seen = view(wiki, visibility="public")
    assert [(mark.what, mark.note, mark.kpi.id) for mark in seen.marks] == [("tool", None, "k")]
    assert "The secret tool" not in "".join(wiki.outputs(wiki.site(visibility="public")).values())


def test_what_was_typed_before_a_ratio_stays_and_what_it_gives_is_not_typed_again(wiki):
    typed = "kpi,period,value\nk,2026-08,12\nk,2026-09,13\n"
    of(wiki, {**PARTS, "figures/k.csv": typed})
    assert codes(wiki.problems(visibility="internal")) == ["figures/k.csv:3:3: figure-twice"]
    wiki.put("figures/k.csv", typed.replace("k,2026-09,13\n", ""))
    assert wiki.problems(visibility="internal") == []
    points = view(wiki, visibility="internal").points
    assert [(point.period.written, point.by) for point in points] == [
        ("2026-08", "typed"),
        ("2026-09", "ratio"),
        ("2026-10", "ratio"),
    ]


def test_nothing_is_divided_by_nothing(wiki):
    files = {
        "kpis/a.yml": "",
        "kpis/b.yml": "",
        "kpis/k.yml": "ratio: {of: a, to: b}\nunit: times\n",
        "figures/a.csv": "kpi,period,value\na,2026-10,3\nb,2026-10,0\n",
    }
    seen = view(of(wiki, files))
    assert [(row.point.value, row.point.why) for row in seen.rows] == [(None, "zero")]
    assert seen.status == "no-data"

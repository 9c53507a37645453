"""KPIs by SQL: what it may ask, what comes back, and what a contributor is told when it goes wrong."""

from decimal import Decimal

import pytest

from mops_kb.query import Asking

LEADS = """
    datasets/lead-events.yml
    | title: Lead events
    | owner: team:ops
    | file: lead-events.csv
    | columns:
    |   - {name: lead, type: text}
    |   - {name: created_at, type: moment}
    |   - {name: amount, type: number}
    data/lead-events.csv
    | lead,created_at,amount
    | a,2026-09-30 23:59,10.50
    | b,2026-10-01 00:00,20
    | c,2026-10-31T15:00:00Z,0.1
    | d,2026-10-02 10:00,0.2
    teams/ops.yml
    | title: Marketing operations
    | owner: team:ops
"""


def kpi(sql: str, more: str = "") -> str:
    """A KPI with that SQL, as a block that begins in line 6."""
    block = "".join(f"    |   {line}\n" for line in sql.split("\n"))
    return f"    kpis/k.yml\n    | title: K\n    | owner: team:ops\n    | group: demand\n    | decimals: 2\n    | sql: |\n{block}{more}"


def figures(wiki, **settings):
    """The figures of the KPI `k`, by period."""
    found = wiki.study(**settings)
    assert not found.problems, wiki.told(found, "en")
    (one,) = (one for one in found.catalog.named("kpi") if one.id == "k")
    return {row.period.written: row.value for row in found.catalog.who(one, "figures")}


def told(wiki, sql, language="en"):
    """What is told of a KPI with that SQL."""
    wiki(LEADS + kpi(sql))
    return wiki.problems(language=language)


def test_data_by_month(wiki):
    wiki(
        LEADS
        + kpi("SELECT date_trunc('month', created_at) AS period, count(*) AS value\nFROM data.lead_events GROUP BY ALL")
    )
    assert figures(wiki) == {"2026-09": 1, "2026-10": 2, "2026-11": 1}


def test_sums_are_exact(wiki):
    wiki(LEADS + kpi("SELECT '2026-10' AS period, sum(amount) AS value FROM data.lead_events"))
    assert figures(wiki) == {"2026-10": Decimal("30.8")}


def test_the_catalog(wiki):
    wiki(
        LEADS
        + kpi("SELECT strftime(as_of, '%Y-%m') AS period, (SELECT count(*) FROM teams) AS value, 3 AS n\nFROM settings")
    )
    assert figures(wiki) == {"2026-11": 1}


def test_times_are_those_of_the_site(wiki):
    wiki(
        LEADS
        + kpi("SELECT strftime(created_at, '%Y-%m') AS period, count(*) AS value\nFROM data.lead_events GROUP BY ALL")
    )
    assert figures(wiki, time_zone="UTC") == {"2026-09": 1, "2026-10": 3}


@pytest.mark.parametrize(
    ("sql", "problem"),
    [
        (
            "SELECT 1 AS period,\n  createdat AS value FROM data.lead_events",
            "kpis/k.yml:7:5: sql-error the SQL fails: ",
        ),
        ("SELECT '2026-10' AS periode, 1 AS value", "kpis/k.yml:6:3: sql-column the SQL gives no column `period`, but `periode`, `value` (write `periode AS period`)"),
        ("SELECT '2026-10' AS period, 1 AS value\nUNION ALL SELECT '2026-10', 2", "kpis/k.yml:6:3: sql-twice the SQL gives more than one row for `2026-10` (GROUP BY the period)"),
        ("SELECT 'October' AS period, 1 AS value", "kpis/k.yml:6:3: sql-period "),
        ("SELECT 'FY2026 Q3' AS period, 1 AS value", "kpis/k.yml:6:3: sql-cadence the period `FY2026 Q3` is not as long as the KPI's (it is monthly: give months as in `2026-10`)"),
        ("SELECT '2026-10' AS period, 'many' AS value", "kpis/k.yml:6:3: sql-value `value` is not a number: `many` (CAST it to a number)"),
        ("SELECT '2026-10' AS period, 1e300 AS value", "kpis/k.yml:6:3: sql-value "),
    ],
)  # fmt: skip
def test_mistakes(wiki, sql, problem):
    (found,) = told(wiki, sql)
    assert found.startswith(problem.replace(":6:", ":6:").replace("6:3", "6:3")), found


def test_a_warm_build_asks_nobody(wiki, tmp_path):
    wiki(LEADS + kpi("SELECT '2026-10' AS period, sum(amount) AS value FROM data.lead_events"))
    from mops_kb.build import study
    from mops_kb.model.settings import Settings

    cold = study(wiki.docs, Settings(wiki.as_of), ask=Asking(tmp_path / "kept"))
    asking = Asking(tmp_path / "kept")
    warm = study(wiki.docs, Settings(wiki.as_of), ask=asking)
    assert not asking.started
    assert warm.catalog.records == cold.catalog.records

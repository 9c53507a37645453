"""The use of technology: seats, features, trained users and cost, by tool and in all."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mops_kb.measures.utilisation.parts import Part, rolled
from mops_kb.model.seats import Seats, seats

# CRM costs 1,200,000 a year and so 100,000 a month; MA 600,000 from July to June and so 50,000 a month. Nobody knows
# what BI costs.
WIKI = """
    people/hanako.yml
    | title: Hanako
    | owner: person:hanako
    | email: hanako@example.com
    people/taro.yml
    | title: Taro
    | owner: person:hanako
    | email: taro@example.com
    people/jiro.yml
    | title: Jiro
    | owner: person:hanako
    | email: jiro@example.com
    tools/crm.yml
    | title: CRM
    | owner: person:hanako
    | category: crm
    | seats: 20
    | seats_used: 18
    | seats_as_of: 2026-04-30
    tools/ma.yml
    | title: MA
    | owner: person:hanako
    | category: marketing-automation
    tools/bi.yml
    | title: BI
    | owner: person:hanako
    | category: analytics
    contracts/crm.yml
    | title: CRM
    | owner: person:hanako
    | tool: crm
    | price: 1200000
    | starts_on: 2026-04-01
    | ends_on: 2027-03-31
    contracts/ma.yml
    | title: MA
    | owner: person:hanako
    | tool: ma
    | price: 600000
    | starts_on: 2026-07-01
    | ends_on: 2027-06-30
    usage/2026.csv
    | tool,period,licensed,active,features_available,features_adopted
    | crm,2026-06,20,10,40,10
    | ma,2026-06,10,4,,
    | bi,2026-06,5,5,10,5
    | crm,2026-10,25,20,40,20
    | ma,2026-10,10,5,20,4
    | bi,2026-10,5,5,,
    trainings/crm.yml
    | title: CRM
    | owner: person:hanako
    | tools: crm
    | valid_for: 3 months
    trainings/ma.yml
    | title: MA
    | owner: person:hanako
    | tools: ma
    completions/2026.csv
    | person,training,on
    | hanako,crm,2026-06-30
    | hanako,ma,2026-08-10
    | taro,crm,2026-09-01
    | jiro,ma,2026-11-02
"""

UNITS = {"seats": "percent", "features": "percent", "trained": "people"}


def kpi(statistic, tools=""):
    return f"""
    kpis/use.yml
    | title: Use
    | owner: person:hanako
    | group: technology
    | target: 1
    | measure: {{name: utilisation, statistic: {statistic}{f", tools: [{tools}]" if tools else ""}}}
    | unit: {UNITS.get(statistic, "jpy")}
"""


def figures(wiki, **settings):
    catalog = wiki.study(**settings).catalog
    return [(row.period.written, round(row.value, 1), row.n) for row in catalog.named("measurement")]


def internal(notation):
    return notation.replace("price: 600000", "price: 600000\n    | visibility: internal")


@pytest.mark.parametrize(
    ("statistic", "tools", "expected"),
    [
        # (10 + 4 + 5) of (20 + 10 + 5); (20 + 5 + 5) of (25 + 10 + 5)
        ("seats", "", [("2026-06", Decimal("54.3"), 35), ("2026-10", Decimal("75.0"), 40)]),
        ("seats", "crm", [("2026-06", Decimal("50.0"), 20), ("2026-10", Decimal("80.0"), 25)]),
        # (10 + 5) of (40 + 10); (20 + 4) of (40 + 20)
        ("features", "", [("2026-06", Decimal("30.0"), 50), ("2026-10", Decimal("40.0"), 60)]),
        # In June nobody knows of the features of MA.
        ("features", "crm, ma", [("2026-10", Decimal("40.0"), 60)]),
        # What BI costs is not known, so nobody knows what all of them cost.
        ("cost-per-active-user", "", []),
        # 100,000 by 10; 100,000 by 20.
        ("cost-per-active-user", "crm", [("2026-06", Decimal("10000.0"), 10), ("2026-10", Decimal("5000.0"), 20)]),
        # (100,000 + 50,000) by (20 + 5); in June MA had no contract yet.
        ("cost-per-active-user", "crm, ma", [("2026-10", Decimal("6000.0"), 25)]),
        ("cost-per-active-user", "bi", []),
    ],
)
def test_kpi_of_what_is_used(wiki, statistic, tools, expected):
    assert figures(wiki(WIKI + kpi(statistic, tools))) == expected


@pytest.mark.parametrize(
    ("tools", "expected"),
    [
        # Hanako's CRM counts to 28 September, her MA from August; Taro's CRM to 30 November; November is not over.
        ("", [1, 1, 1, 2, 2]),
        ("crm", [1, 1, 1, 1, 1]),
        ("ma", [1, 1, 1]),
        ("bi", []),
    ],
)
def test_people_trained_at_the_end_of_each_month(wiki, tools, expected):
    found = figures(wiki(WIKI + kpi("trained", tools)), visibility="internal")
    assert [value for _, value, _ in found] == expected
    assert [period for period, _, _ in found] == ["2026-06", "2026-07", "2026-08", "2026-09", "2026-10"][
        -len(expected) or 5 :
    ]


def test_a_public_site_tells_of_no_two_people_that_they_were_trained(wiki):
    wiki(WIKI + kpi("trained"))
    assert figures(wiki) == []
    wiki.put("completions/more.csv", "person,training,on\njiro,crm,2026-10-05\n")
    assert figures(wiki) == [("2026-10", 3, None)]


def test_cost_is_as_private_as_the_contracts(wiki):
    wiki(internal(WIKI) + kpi("cost-per-active-user", "crm, ma"))
    assert figures(wiki) == []
    assert figures(wiki, visibility="internal") == [("2026-10", Decimal("6000.0"), 25)]


def test_what_all_tools_cost_is_known_where_it_is_known_of_each(wiki):
    """(100,000 + 50,000 + 0) by (20 + 5 + 5): what is free has a contract that says so."""
    free = """
        contracts/bi.yml
        | title: BI
        | owner: person:hanako
        | tool: bi
        | price: 0
        | starts_on: 2026-04-01
        | ends_on: 2027-03-31
    """
    assert figures(wiki(WIKI + kpi("cost-per-active-user"))(free)) == [("2026-10", Decimal("5000.0"), 30)]
    months = wiki.page("utilisation.md", language="en").partition("{ #months }")[2]
    assert "for 1 tool the cost is not known" in months.partition("June 2026")[2]
    assert "¥5,000" in months.partition("June 2026")[0]


def test_use_is_as_private_as_the_tools(wiki):
    wiki(WIKI.replace("category: analytics", "category: analytics\n    | visibility: internal") + kpi("seats"))
    assert figures(wiki) == []
    assert len(figures(wiki, visibility="internal")) == 2


def test_a_year_without_users_costs_but_gives_no_figure(wiki):
    wiki(WIKI.replace("crm,2026-10,25,20,40,20", "crm,2026-10,25,0,40,20") + kpi("cost-per-active-user", "crm"))
    assert figures(wiki) == [("2026-06", Decimal("10000.0"), 10)]


PARTS = st.lists(st.builds(Part, st.fractions(0, 1000), st.integers(1, 1000)), min_size=1, max_size=12)


@given(PARTS)
def test_a_roll_up_lies_between_the_lowest_and_the_highest(parts):
    shares = [part.of / part.by * 100 for part in parts]
    found = rolled("seats", parts)
    assert min(shares) - Fraction(1, 10**20) <= Fraction(found.value) <= max(shares) + Fraction(1, 10**20)
    assert found.by == sum(part.by for part in parts)


@given(PARTS)
def test_a_roll_up_does_not_depend_on_the_order(parts):
    assert rolled("features", parts) == rolled("features", parts[::-1])


# Seats


def test_the_latest_row_about_seats_counts(wiki):
    study = wiki(WIKI).study()
    found = {tool.id: seats(tool, study.catalog, study.settings) for tool in study.catalog.named("tool")}
    assert (found["crm"].licensed, found["crm"].used, found["crm"].counted_on) == (25, 20, date(2026, 10, 31))
    assert found["crm"].share == Decimal("0.8")
    assert found["bi"].unused == 0


def test_seats_of_the_record_count_where_no_row_does(wiki):
    study = wiki(WIKI.partition("usage/2026.csv")[0]).study()
    crm = next(tool for tool in study.catalog.named("tool") if tool.id == "crm")
    assert seats(crm, study.catalog, study.settings) == Seats(20, 18, date(2026, 4, 30))


def test_a_record_that_says_otherwise(wiki):
    wiki(WIKI.replace("2026-04-30", "2026-10-31"))
    told = [finding for finding in wiki.findings() if "seats-contradicted" in finding]
    assert told == [
        (
            "tools/crm.yml:4:8: seats-contradicted `crm` says `seats: 20`, but 25 were counted for 2026-10 "
            "(the row counts; correct the field, or take it out)"
        ),
        (
            "tools/crm.yml:5:13: seats-contradicted `crm` says `seats_used: 18`, but 20 were counted for 2026-10 "
            "(the row counts; correct the field, or take it out)"
        ),
    ]


def test_a_record_that_says_that_it_is_older_contradicts_nothing(wiki):
    assert not any("seats-contradicted" in finding for finding in wiki(WIKI).findings())


def test_a_tool_that_nobody_counts(wiki):
    wiki(
        WIKI.replace("| crm,2026-06,20,10,40,10\n", "| ma,2026-05,10,4,,\n").replace(
            "| crm,2026-10,25,20,40,20\n", "| ma,2026-04,1,1,,\n"
        )
    )
    assert [finding for finding in wiki.findings() if "no-usage" in finding] == [
        (
            "tools/crm.yml:4:8: no-usage `crm` is adopted and has seats, but nobody counts how much it is used "
            "(add a row a month to a file in `usage/`)"
        )
    ]
    assert "In use, and not counted" in wiki.page("utilisation.md", language="en")


def test_more_users_than_seats(wiki):
    wiki(WIKI.replace("crm,2026-10,25,20,40,20", "crm,2026-10,25,27,40,20"))
    assert "tools/crm.yml:5:13: seat-overrun `crm` has 25 seats and 27 in use" in " ".join(wiki.findings())


# Pages


def test_page_answers_first(wiki):
    page = wiki(WIKI).page("utilisation.md", language="en")
    used, idle, least = page.partition("</dl>")[0].split("data-answer=")[1:]
    assert "<strong>75%</strong>" in used
    assert "30 of 40 seats" in used
    # A fifth of 1,200,000 and half of 600,000.
    assert "10 seats · ¥540,000 a year" in idle
    assert "MA" in least
    assert "50%" in least


def test_page_without_contracts_tells_no_costs(wiki):
    page = wiki(internal(WIKI)).page("utilisation.md", language="en")
    assert "for 1 tool the cost is not known" in page
    assert "¥10,000" not in page.partition("## By month")[0].partition("MA</a>")[2].partition("</tr>")[0]


def test_there_is_no_page_where_nobody_counts(wiki):
    wiki(WIKI.partition("usage/2026.csv")[0])
    assert not any(page.path == "utilisation.md" for page in wiki.site().pages)


def test_a_tool_shows_its_months(wiki):
    page = wiki(WIKI).page("tools/crm.md", language="en")
    section = page.partition("{ #use }")[2]
    assert section.index("October 2026") < section.index("June 2026")
    assert "20/25" in section
    assert "¥5,000" in section


def test_kpi_says_how_it_was_worked_out(wiki):
    section = (
        wiki(WIKI + kpi("cost-per-active-user", "crm, ma")).page("kpis/use.md", language="en").partition("{ #use }")[2]
    )
    assert "¥150,000" in section
    assert "The tools:" in section


# Mistakes


def test_more_features_used_than_there_are(wiki):
    wiki(WIKI.replace("crm,2026-10,25,20,40,20", "crm,2026-10,25,20,40,41"))
    assert wiki.problems() == [
        (
            "usage/2026.csv:5:22: adopted-over-available more features are used than there are: `41 > 40` "
            "(check `features_adopted` and `features_available`)"
        )
    ]


def test_the_same_month_twice(wiki):
    wiki(WIKI.replace("ma,2026-10,10,5,20,4", "crm,2026年10月,10,5,20,4"))
    assert wiki.problems() == [
        "usage/2026.csv:6:5: month-twice `crm` has another row for this month, at usage/2026.csv:5 (take one of the rows away)"
    ]


def test_a_period_that_is_no_month(wiki):
    wiki(WIKI.replace("ma,2026-10,", "ma,FY2026 Q2,"))
    assert wiki.problems() == [
        "usage/2026.csv:6:4: month-form `period` is not one month: `FY2026 Q2` (write the month, as in `2026-10`)"
    ]


def test_less_than_nobody(wiki):
    wiki(WIKI.replace("ma,2026-10,10,5", "ma,2026-10,10,-5"))
    assert wiki.problems() == ["usage/2026.csv:6:15: out-of-range `active` is out of range (write a number >= 0)"]

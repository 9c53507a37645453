"""Contracts: their terms, the day to decide by, what is said about it, and amounts in other currencies."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mops_kb.kinds.contract.model import Contract, Term, after, later
from mops_kb.kinds.contract.rates import converted
from mops_kb.kinds.contract.views import page, state
from mops_kb.model.settings import Settings
from tests.conftest import AS_OF

WIKI = """
    roles/lead.yml
    | title: Lead
    | owner: role:lead
    people/ann.yml
    | title: Ann
    | owner: role:lead
    tools/crm.yml
    | title: CRM
    | owner: role:lead
    | category: crm
    teams/all.yml
    | - {id: ops, title: Ops, owner: role:lead}
    | - {id: field, title: Field, owner: role:lead}
    contracts/crm.yml
    | title: CRM contract
    | owner: role:lead
    | tool: crm
    | price: 1200
    | starts_on: 2026-04-01
"""


def contract(**fields) -> Contract:
    given = {"id": "a", "title": "A", "owner": "role:lead", "tool": "crm", "price": "1200", "starts_on": "2026-04-01"}
    return Contract.model_validate(given | fields)


def term(text: str) -> Term:
    first, last = text.split(" ")
    return Term(date.fromisoformat(first), date.fromisoformat(last))


# Terms

RENEWING = {"ends_on": "2027-03-31", "auto_renew": "true", "notice": "90 days"}


@pytest.mark.parametrize(
    ("fields", "terms"),
    [
        ({"ends_on": "2027-03-31"}, ["2026-04-01 2027-03-31"]),
        (RENEWING, ["2026-04-01 2027-03-31", "2027-04-01 2028-03-31", "2028-04-01 2029-03-31"]),
        (RENEWING | {"renews_for": "6 months"}, ["2026-04-01 2027-03-31", "2027-04-01 2027-09-30", "2027-10-01 2028-03-31"]),
        # The end of February is the end of February.
        (
            {"starts_on": "2026-03-01", "ends_on": "2027-02-28", "auto_renew": "true"},
            ["2026-03-01 2027-02-28", "2027-03-01 2028-02-29", "2028-03-01 2029-02-28"],
        ),
        # 2026-12-31 is the last day of a notice of 90 days.
        (RENEWING | {"cancelled_on": "2026-12-31"}, ["2026-04-01 2027-03-31"]),
        (RENEWING | {"cancelled_on": "2027-01-01"}, ["2026-04-01 2027-03-31", "2027-04-01 2028-03-31"]),
        (RENEWING | {"cancelled_on": "2026-03-01"}, ["2026-04-01 2027-03-31"]),
        (RENEWING | {"decision": {"what": "cancel", "on": "2027-05-01", "by": "ann"}}, ["2026-04-01 2027-03-31", "2027-04-01 2028-03-31"]),
    ],
)  # fmt: skip
def test_terms_by_hand(fields, terms):
    assert list(islice(contract(**fields).terms(), 3)) == [term(text) for text in terms]


def test_one_without_an_end_runs_until_it_is_cancelled():
    assert list(contract().terms()) == [Term(date(2026, 4, 1), None)]
    assert list(contract(cancelled_on="2026-11-01", notice="30 days").terms()) == [term("2026-04-01 2026-12-01")]


@given(
    st.dates(date(2000, 1, 1), date(2040, 12, 31)),
    st.integers(1, 800),
    st.sampled_from(["1 month", "3 months", "6 months", "1 year", "2 years", "45 days"]),
)
def test_terms_follow_without_a_gap(first, days, span):
    """And each is as long as it should be: a calendar month is 28 to 31 days."""
    one = contract(starts_on=str(first), ends_on=str(first + timedelta(days=days)), auto_renew="true", renews_for=span)
    terms = list(islice(one.terms(), 8))
    assert len(terms) == 8
    for before, following in pairwise(terms):
        assert following.first == before.last + timedelta(days=1)
        length = (following.last - following.first).days + 1
        assert abs(length - one.renews_for.days) <= 1 + one.renews_for.days // 60 + 2


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [("2026-01-31", 1, "2026-02-28"), ("2028-01-31", 1, "2028-02-29"), ("2026-12-15", 1, "2027-01-15"), ("2026-03-31", -1, "2026-02-28")],
)  # fmt: skip
def test_a_month_later(day, months, then):
    assert later(date.fromisoformat(day), months) == date.fromisoformat(then)


def test_thirty_days_are_a_month_and_forty_five_are_not():
    assert after(date(2026, 1, 1), timedelta(days=30), 2) == date(2026, 3, 1)
    assert after(date(2026, 1, 1), timedelta(days=45), 2) == date(2026, 4, 1)


# Prices


def test_a_price_is_spread_over_the_months_of_its_term():
    one = contract(starts_on="2026-04-16", ends_on="2027-04-15")
    months = list(one.months(term("2026-04-16 2027-04-15")))
    assert len(months) == 12
    assert months[0] == (date(2026, 4, 16), date(2026, 5, 15), Fraction(100))
    assert sum(amount for _, _, amount in months) == 1200


def test_half_a_month_costs_half():
    one = contract(per="month", price="300")
    assert [amount for _, _, amount in one.months(term("2026-04-01 2026-05-15"))] == [300, Fraction(300 * 15, 31)]


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(1, 36), st.integers(1, 10**9))
def test_whole_months_cost_exactly_the_price(first, months, price):
    one = contract(starts_on=str(first), price=str(price))
    last = later(first, months) - timedelta(days=1)
    assert sum(amount for _, _, amount in one.months(Term(first, last))) == Fraction(price * months, 12)


# The decision


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "endless"),
        ({"ends_on": "2026-11-21"}, "ended"),
        ({"ends_on": "2026-11-22"}, "soon"),
        ({"ends_on": "2027-01-21"}, "soon"),
        ({"ends_on": "2027-01-22"}, "later"),
        ({"ends_on": "2027-01-22", "notice": "1 day"}, "soon"),
        ({"ends_on": "2027-01-22", "notice": "62 days"}, "past"),
        ({"ends_on": "2027-01-22", "notice": "61 days"}, "soon"),
        ({"ends_on": "2026-12-31", "cancelled_on": "2026-11-01"}, "cancel"),
        ({"ends_on": "2026-12-31", "decision": {"what": "renew", "on": "2026-11-01", "by": "ann"}}, "renew"),
        ({"ends_on": "2026-12-31", "decision": {"what": "renegotiate", "on": "2026-11-01", "by": "ann"}}, "renegotiate"),
        # What was decided before it began is about its first term.
        ({"ends_on": "2026-12-31", "decision": {"what": "renew", "on": "2026-03-01", "by": "ann"}}, "renew"),
        # The term that began in January has to be decided about anew.
        ({"starts_on": "2025-01-01", "ends_on": "2025-12-31", "auto_renew": "true", "decision": {"what": "renew", "on": "2025-11-01", "by": "ann"}}, "soon"),
        ({"starts_on": "2025-01-01", "ends_on": "2025-12-31", "auto_renew": "true", "notice": "60 days"}, "past"),
        # Cancelled too late for the first term, and so in time for the second.
        ({"starts_on": "2025-01-01", "ends_on": "2025-12-31", "auto_renew": "true", "notice": "60 days", "cancelled_on": "2025-12-01"}, "cancel"),
    ],
)  # fmt: skip
def test_where_a_decision_stands(wiki, fields, expected):
    catalog = wiki(WIKI).study().catalog
    assert state(contract(**fields), catalog, AS_OF) == expected


def told(wiki) -> list[str]:
    return [line for line in wiki.findings() if " decide-by-" in line]


def test_another_contract_takes_over(wiki):
    wiki(WIKI)
    wiki.put("contracts/crm.yml", (wiki.docs / "contracts/crm.yml").read_text() + "ends_on: 2026-12-31\n")
    assert [line.split(" ")[1] for line in told(wiki)] == ["decide-by-soon"]
    wiki("""
        contracts/next.yml
        | title: Next
        | owner: role:lead
        | tool: crm
        | price: 1300
        | starts_on: 2027-01-01
    """)
    assert told(wiki) == []


def test_findings_tell_the_day(wiki):
    wiki(WIKI)
    text = (wiki.docs / "contracts/crm.yml").read_text()
    wiki.put("contracts/crm.yml", text + "ends_on: 2027-01-31\nnotice: 60 days\n")
    assert told(wiki) == [
        "contracts/crm.yml:6:10: decide-by-soon decide about `crm` within 10 days, by 2026-12-02; the term ends on 2027-01-31 (write what is decided in `decision`)"
    ]
    wiki.put("contracts/crm.yml", text + "ends_on: 2027-01-31\nnotice: 90 days\nauto_renew: true\n")
    assert told(wiki) == [
        "contracts/crm.yml:6:10: decide-by-past nobody has decided about `crm`, and 2026-11-02 was the last day to cancel (it renews after 2027-01-31; write `decision`, and cancel in time for the next term)"
    ]


def test_time_alone_makes_no_problem(wiki):
    """Whatever a contract says, in ten years it is still right."""
    wiki(WIKI)
    wiki.put("contracts/crm.yml", (wiki.docs / "contracts/crm.yml").read_text() + "ends_on: 2027-03-31\n")
    for year in (2020, 2026, 2036, 2150):
        assert wiki.problems(as_of=date(year, 11, 22)) == []


# Rates

RATES = """
    rates/usd.csv
    | currency,since,rate,source
    | USD,2026-10-01,155,Plan
    | USD,2026-04-01,150.5,Plan
"""


@pytest.mark.parametrize(
    ("day", "amount"), [("2026-09-30", "301"), ("2026-10-01", "310"), ("2030-01-01", "310"), ("2020-01-01", "301")]
)
def test_the_rate_of_the_day_counts(wiki, day, amount):
    """Before the first one, the first."""
    catalog = wiki(WIKI)(RATES).study().catalog
    found = converted(Fraction(2), "USD", date.fromisoformat(day), catalog, Settings(AS_OF))
    assert found == Fraction(amount)


def test_the_page_tells_both_amounts(wiki):
    wiki(WIKI)(RATES)
    wiki.put("contracts/crm.yml", (wiki.docs / "contracts/crm.yml").read_text() + "currency: USD\n")
    study = wiki.study()
    [one] = study.catalog.of(Contract)
    view = page(one, study.catalog, Settings(AS_OF))
    assert (view.a_year, view.rate.rate) == (Decimal(1200 * 155), Decimal(155))
    text = wiki.page("contracts/crm.md", language="en")
    assert "$1,200.00" in text
    assert "¥186,000" in text


# Mistakes


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["ends_on: 2026-03-31"], "6:10: end-before-start"),
        (["ends_on: 2026-04-30", "notice: 31 days"], "7:9: notice-too-long"),
        (["ends_on: 2027-03-31", "notice: 6 months", "renews_for: 3 months", "auto_renew: true"], "7:9: notice-too-long"),
        (["currency: USD"], "6:11: no-rate"),
        (["currency: yen"], "6:11: currency-form"),
        (["price_per_seat: 3"], "6:1: unknown-field"),
        (["cost_split: [{team: ops, share: 0.5}, {team: field, share: 0.4}]"], "6:13: split-sum"),
        (["cost_split:", "  - {team: ops, share: 0.5}", "  - {team: ops, share: 0.5}"], "8:5: split-twice"),
        (["cost_split: [{team: ops, share: 1.2}]"], "6:33: out-of-range"),
        (["cost_split: [{team: opps, share: 1}]"], "6:21: dangling-ref"),
        (["decision: {what: keep, on: 2026-11-01, by: ann}"], "6:18: not-a-choice"),
        (["decision: {what: renew, on: 2026-11-01, by: bob}"], "6:45: dangling-ref"),
        (["per: week"], "6:6: not-a-choice"),
    ],
)  # fmt: skip
def test_every_mistake_has_its_place(wiki, lines, told):
    wiki(WIKI)
    wiki.put(
        "contracts/crm.yml", (wiki.docs / "contracts/crm.yml").read_text() + "".join(f"{line}\n" for line in lines)
    )
    assert [" ".join(line.split(" ")[:2]) for line in wiki.problems()] == [f"contracts/crm.yml:{told}"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("USD,2026-10-01,0,", "3:16: out-of-range"),
        ("dollar,2026-10-01,150,", "3:1: currency-form"),
        ("USD,2026-04-01,151,", "3:1: duplicate-id"),
        ("USD,soon,151,", "3:5: date-form"),
    ],
)
def test_every_mistake_in_a_rate_has_its_place(wiki, row, told):
    wiki(WIKI).put("rates/usd.csv", f"currency,since,rate,source\nUSD,2026-04-01,150,Plan\n{row}\n")
    assert [" ".join(line.split(" ")[:2]) for line in wiki.problems()] == [f"rates/usd.csv:{told}"]


def test_a_notice_as_long_as_the_term_is_right(wiki):
    wiki(WIKI)
    text = (wiki.docs / "contracts/crm.yml").read_text()
    wiki.put("contracts/crm.yml", text + "ends_on: 2026-04-30\nnotice: 30 days\n")
    assert wiki.problems() == []

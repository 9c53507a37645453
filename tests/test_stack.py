"""The stack under management: what tools cost and whom, spend by month and year, renewals, overlaps and gaps."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mops_kb.kinds.contract.model import DAY, Contract, after
from mops_kb.kinds.contract.spent import stretches
from mops_kb.kinds.tool.model import Tool
from mops_kb.model.catalog import Catalog
from mops_kb.model.settings import Settings
from mops_kb.reports.stack.costs import by_capability, by_team, per_user, unused, yearly_costs
from mops_kb.reports.stack.spend import by_month, years
from tests.conftest import AS_OF

WIKI = """
    roles/lead.yml
    | title: Lead
    | owner: role:lead
    teams/all.yml
    | - {id: ops, title: Ops, owner: role:lead}
    | - {id: field, title: Field, owner: role:lead}
    | - {id: web, title: Web, owner: role:lead}
    capabilities/all.yml
    | - {id: mail, title: Mail, owner: role:lead, group: nurture}
    | - {id: forms, title: Forms, owner: role:lead, group: nurture}
    | - {id: chat, title: Chat, owner: role:lead, group: collaborate}
    | - {id: video, title: Video, owner: role:lead, group: create, needed: false}
    tools/all.yml
    | - {id: ma, title: MA, owner: role:lead, category: marketing-automation, seats: 10, seats_used: 4,
    |    used_by: [ops, field], capabilities: [mail, forms]}
    | - {id: sender, title: Sender, owner: role:lead, category: marketing-automation, used_by: [web], capabilities: mail}
    | - {id: free, title: Free, owner: role:lead, category: web}
    | - {id: old, title: Old, owner: role:lead, category: web, state: retired}
    | - {id: tried, title: Tried, owner: role:lead, category: collaboration, state: trial, capabilities: chat}
    contracts/all.yml
    | - {id: ma-2026, title: MA 2026, owner: role:lead, tool: ma, price: 1200, starts_on: 2026-04-01, ends_on: 2027-03-31,
    |    auto_renew: true, notice: 90 days}
    | - {id: ma-extra, title: MA extra, owner: role:lead, tool: ma, price: 10, per: month, currency: USD,
    |    starts_on: 2026-10-01, ends_on: 2026-12-31, reviewed_on: 2026-10-05,
    |    cost_split: [{team: ops, share: 0.25}, {team: field, share: 0.75}]}
    | - {id: sender-2026, title: Sender 2026, owner: role:lead, tool: sender, price: 600, starts_on: 2026-01-01,
    |    ends_on: 2026-12-31, cancelled_on: 2026-11-01}
    rates/usd.csv
    | currency,since,rate,source
    | USD,2026-04-01,2,Plan
    | USD,2026-12-01,3,Plan
"""
SETTINGS = Settings(AS_OF)


def amounts(sums) -> dict[str, dict[str, int]]:
    return {
        id: {tool: int(amount) if amount == int(amount) else amount for tool, amount in tools.items()}
        for id, tools in sums.items()
    }


def facts(wiki, path: str, **settings):
    return next(view.facts for view in wiki.study(**settings).views if view.path == path)


# Cost


def test_the_yearly_cost_by_hand(wiki):
    """1,200, and 10 dollars a month at 2: 1,440 for MA; Sender 600."""
    assert yearly_costs(wiki(WIKI).study().catalog, SETTINGS) == {"ma": 1440, "sender": 600}


def test_by_capability_by_hand(wiki):
    """MA does two things, half each."""
    assert amounts(by_capability(wiki(WIKI).study().catalog, SETTINGS)) == {
        "mail": {"ma": 720, "sender": 600},
        "forms": {"ma": 720},
    }


def test_by_team_by_hand(wiki):
    """1,200 evenly between Ops and Field, 240 as it is written; Sender is Web's alone."""
    assert amounts(by_team(wiki(WIKI).study().catalog, SETTINGS)) == {
        "ops": {"ma": 600 + 60},
        "field": {"ma": 600 + 180},
        "web": {"sender": 600},
    }


def test_what_a_user_costs_and_what_nobody_uses(wiki):
    catalog = wiki(WIKI).study().catalog
    ma, sender = catalog.some(Tool, ["ma", "sender"])
    assert (per_user(ma, catalog, SETTINGS), unused(ma, catalog, SETTINGS)) == (360, 1440 * Fraction(6, 10))
    assert (per_user(sender, catalog, SETTINGS), unused(sender, catalog, SETTINGS)) == (None, None)


def test_the_pages_agree(wiki):
    wiki(WIKI)
    cost, tools = facts(wiki, "stack/cost.md"), facts(wiki, "tools/index.md").view
    assert cost.a_year == tools.a_year == facts(wiki, "contracts/index.md").view.a_year == 2040
    for shares in (cost.capabilities, cost.teams):
        assert sum(share.a_year for share in shares) == 2040
        assert sum(share.part for share in shares) == 1
        assert all(share.a_year == sum(amount for _, amount in share.tools) for share in shares)
    assert [tool.id for tool in cost.unknown] == ["free", "tried"]
    assert tools.unknown == 2


def test_a_tool_without_a_contract_costs_nobody_knows_what(wiki):
    wiki(WIKI)
    assert "No contract has been written down." in wiki.page("tools/free.md", language="en")
    assert "No contract has been written down." not in wiki.page("tools/old.md", language="en")
    assert "MA 2026" in wiki.page("tools/ma.md")


def test_a_team_reads_what_its_tools_cost(wiki):
    page = wiki(WIKI).page("teams/field.md", language="en")
    assert "¥780 a year" in page


def test_paid_and_hardly_used_is_a_finding(wiki):
    wiki(WIKI)
    assert [line.split(" ")[:2] for line in wiki.findings() if "shelfware" in line] == [
        ["tools/all.yml:1:96:", "shelfware"]
    ]
    wiki.put("contracts/all.yml", (wiki.docs / "contracts/all.yml").read_text().replace("tool: ma,", "tool: sender,"))
    assert [line for line in wiki.findings() if "shelfware" in line] == []


def test_a_hidden_contract_is_in_no_figure(wiki):
    text = WIKI.replace("title: MA 2026,", "title: MA 2026, visibility: internal,")
    assert yearly_costs(wiki(text).study().catalog, SETTINGS) == {"ma": 240, "sender": 600}
    assert "MA 2026" not in str([page.text for page in wiki.site().pages])


# Spend


def test_months_by_hand(wiki):
    """100 a month for MA; 10 dollars at 2, in December at 3; 50 for Sender to the end of 2026, which is cancelled.

    The dollars end in December unless somebody renews, by a year. MA can be stopped until December 31: what follows
    in April is open."""
    spent = by_month(wiki(WIKI).study().catalog, SETTINGS)
    told = {f"{month:%Y-%m}": (int(one.committed), int(one.open)) for month, one in sorted(spent.items())}
    assert told["2026-01"] == (50, 0)
    assert told["2026-04"] == (150, 0)
    assert told["2026-10"] == (150 + 20, 0)
    assert told["2026-12"] == (150 + 30, 0)
    assert told["2027-01"] == (100, 30)
    assert told["2027-03"] == (100, 30)
    assert told["2027-04"] == (0, 100 + 30)
    assert told["2028-03"] == (0, 100 + 30)
    assert "2028-04" not in told


def test_years_by_hand(wiki):
    now, following = years(wiki(WIKI).study().catalog, SETTINGS)
    assert (now.year, now.committed, now.open, now.total) == (2026, 1200 + 450 + 70, 90, 1810)
    assert (following.year, following.committed, following.open) == (2027, 0, 12 * 130)
    for year in (now, following):
        assert sum(month.committed for month in year.months) == year.committed
        assert sum(month.open for month in year.months) == year.open
        assert all(month.total == month.committed + month.open for month in year.months)


@pytest.mark.parametrize(
    ("as_of", "committed"),
    [("2026-12-31", [True, False]), ("2027-01-01", [True, True]), ("2027-04-01", [True, True])],
)
def test_what_can_no_longer_be_stopped_is_committed(wiki, as_of, committed):
    catalog = wiki(WIKI).study().catalog
    [one] = catalog.some(Contract, ["ma-2026"])
    found = list(stretches(one, catalog, date.fromisoformat(as_of), date(2028, 3, 31)))
    assert [settled for _, settled in found] == committed


def test_what_is_decided_to_go_on_is_committed(wiki):
    text = WIKI.replace("notice: 90 days}", "notice: 90 days, decision: {what: renew, on: 2026-11-01, by: ann}}")
    wiki(text)("""
        people/ann.yml
        | title: Ann
        | owner: role:lead
    """)
    _, following = years(wiki.study().catalog, SETTINGS)
    assert (following.committed, following.open) == (1200, 360)


def test_one_without_an_end_is_committed_for_its_notice(wiki):
    wiki(WIKI)
    wiki.put(
        "contracts/all.yml",
        "- {id: a, title: A, owner: role:lead, tool: ma, price: 365, starts_on: 2026-04-01, notice: 9 days}\n",
    )
    now, _ = years(wiki.study().catalog, SETTINGS)
    assert now.months[7].committed + now.months[7].open == now.months[6].committed
    assert now.months[8].committed > 0
    assert now.months[9].committed == 0
    assert now.total == 365


@given(
    st.lists(
        st.tuples(
            st.dates(date(2024, 1, 1), date(2027, 6, 1)),
            st.integers(1, 10**7),
            st.sampled_from(["6 months", "1 year", "2 years"]),
            st.booleans(),
            st.sampled_from(["month", "year"]),
        ),
        max_size=5,
    ),
    st.integers(1, 12),
)
def test_totals_agree_whatever_the_contracts(terms, start):
    """Months add up to years, and both to what the terms of single contracts cost."""
    catalog = _catalog(tuple(_contract(number, *term) for number, term in enumerate(terms)))
    settings = Settings(AS_OF, fiscal_year_start=start)
    spent = by_month(catalog, settings)
    for year in years(catalog, settings):
        months = [one for month, one in spent.items() if (month.year - (month.month < start)) == year.year]
        assert year.committed == decimal(sum((one.committed for one in months), Fraction(0)))
        assert year.total == decimal(sum((one.committed + one.open for one in months), Fraction(0)))
    end = date(AS_OF.year - (AS_OF.month < start) + 2, start, 1)
    whole = sum(
        (
            amount
            for one in catalog.of(Contract)
            for term, _ in stretches(one, catalog, AS_OF, end)
            for _, last, amount in one.months(term)
            if last < end
        ),
        Fraction(0),
    )
    counted = sum((one.committed + one.open for one in spent.values()), Fraction(0))
    assert whole <= counted <= whole + sum((one.a_month for one in catalog.of(Contract)), Fraction(0))


def decimal(amount: Fraction) -> Decimal:
    return Decimal(amount.numerator) / Decimal(amount.denominator)


def _contract(number: int, first: date, price: int, span: str, renews: bool, per: str) -> Contract:
    given = {
        "id": f"c{number}",
        "title": "C",
        "owner": "role:lead",
        "tool": f"t{number}",
        "price": str(price),
        "per": per,
    }
    made = Contract.model_validate(
        given | {"starts_on": str(first), "renews_for": span, "auto_renew": str(renews).lower()}
    )
    return made.model_copy(update={"ends_on": after(first, made.renews_for) - DAY})


def _catalog(contracts) -> Catalog:
    return Catalog(("contract",), {"contract": {one.id: one for one in contracts}}, {}, {}, {})


# Renewals


def test_renewals_stand_in_the_order_of_their_days(wiki):
    found = facts(wiki(WIKI), "stack/contracts.md").renewals
    assert [(one.contract.id, one.state, str(one.decide_by)) for one in found.open] == [
        ("ma-2026", "soon", "2026-12-31"),
        ("ma-extra", "soon", "2026-12-31"),
    ]
    assert [one.contract.id for one in found.decided] == ["sender-2026"]
    assert found.at_stake == 1200 + 10 * 12 * 2


def test_the_feed_has_the_days(wiki):
    site = wiki(WIKI).site(language="en")
    text = next(file.content for file in site.files if file.path == "stack/renewals.ics")
    found = re.findall(r"SUMMARY:(.*?)\r\nDTSTART;VALUE=DATE:(\d+)", text)
    assert sorted(found) == [
        ("Contract ends: MA 2026", "20270331"),
        ("Contract ends: MA extra", "20261231"),
        ("Contract ends: Sender 2026", "20261231"),
        ("Decide by today: MA 2026", "20261231"),
        ("Decide by today: MA extra", "20261231"),
    ]
    assert "DTSTAMP:20261005T000000Z" in text
    assert "renewals.ics" in next(page.text for page in site.pages if page.path == "stack/contracts.md")


def test_an_ended_contract_of_a_tool_in_use_is_a_finding(wiki):
    wiki(WIKI)
    text = (wiki.docs / "contracts/all.yml").read_text()
    wiki.put("contracts/all.yml", text.replace("ends_on: 2026-12-31, cancelled_on: 2026-11-01", "ends_on: 2026-06-30"))
    assert [line for line in wiki.findings() if "contract-ended" in line] == [
        "contracts/all.yml:7:13: contract-ended `sender-2026` ended on 2026-06-30, and `sender` is still in use (write the new contract, or `cancelled_on` and the state of the tool)"
    ]
    wiki.put(
        "contracts/more.yml",
        "- {id: next, title: N, owner: role:lead, tool: sender, price: 1, starts_on: 2026-07-01}\n",
    )
    assert [line for line in wiki.findings() if "contract-ended" in line] == []


def test_a_contract_for_a_retired_tool_is_a_finding(wiki):
    wiki(WIKI)
    text = (wiki.docs / "contracts/all.yml").read_text()
    wiki.put("contracts/all.yml", text.replace("tool: sender,", "tool: old,"))
    assert [line.partition(" (")[0] for line in wiki.findings() if "of-retired" in line] == [
        "contracts/all.yml:6:65: contract-of-retired `sender-2026` runs, and `old` is retired"
    ]


# Overlaps and gaps


def test_overlaps_and_gaps(wiki):
    found = facts(wiki(WIKI), "stack/capabilities.md")
    [overlap] = found.overlaps
    assert (overlap.capability.id, [(tool.id, amount) for tool, amount in overlap.tools], overlap.a_year) == (
        "mail",
        [("ma", 720), ("sender", 600)],
        1320,
    )
    assert found.gaps == ()
    assert [one.capability.id for one in found.trials] == ["chat"]
    assert (found.count, found.covered) == (3, 2)


def test_a_gap_is_a_finding(wiki):
    wiki(WIKI.replace(", capabilities: chat", ""))
    assert [line.partition(" (")[0] for line in wiki.findings() if "capability-gap" in line] == [
        "capabilities/all.yml:3:8: capability-gap no tool is adopted or on trial for `chat`, which is needed"
    ]
    assert [one.capability.id for one in facts(wiki, "stack/capabilities.md").gaps] == ["chat"]


def test_what_a_hidden_tool_does_is_not_called_lacking(wiki):
    wiki(WIKI.replace("state: trial, capabilities: chat", "visibility: internal, capabilities: chat"))
    assert [line for line in wiki.findings() if "capability-gap" in line] == []
    page = wiki.page("capabilities/chat.md", language="en")
    assert "Tried" not in page
    assert "not shown here" in page


def test_an_unknown_capability_is_told(wiki):
    wiki(WIKI.replace("capabilities: mail}", "capabilities: mial}"))
    assert wiki.problems() == [
        "tools/all.yml:3:111: dangling-ref no capability is called `mial` (did you mean `mail`?)"
    ]


def test_a_wiki_without_contracts_has_no_pages_about_them(wiki):
    wiki("""
        roles/lead.yml
        | title: Lead
        | owner: role:lead
        tools/a.yml
        | title: A
        | owner: role:lead
        | category: crm
    """)
    paths = {page.path for page in wiki.site().pages}
    assert "tools/index.md" in paths
    assert not any(path.startswith("stack/") for path in paths)

"""The page of a KPI: what its chart is given, and what its tables say."""

import re
from datetime import date

import pytest

from mops_kb.kinds.kpi.views import all_views
from mops_kb.model.settings import Settings
from tests.conftest import AS_OF

LEAD = """
    roles/lead.yml
    | title: Lead
    | owner: role:lead
"""
KPI = (
    LEAD
    + """
    kpis/mql.yml
    | title: MQL
    | owner: role:lead
    | group: demand
    | aggregation: sum
    | tolerance: 0.1
    | minimum_n: 5
    | targets:
    |   - {since: 2026-05, value: 10, decided_on: 2026-04-10, reason: A beginning}
    |   - {since: 2026-09, value: 20}
    |   - {since: 2027-01, value: 30}
    | breaks: [{since: 2026-08, what: definition, note: Without competitors}]
    figures/all.csv
    | kpi,period,value,n,low,high,note
    | mql,2026-04,5,9,,,
    | mql,2026-05,8,9,7,9,
    | mql,2026-07,7,4,,,Summer
    | mql,2026-08,12,40,10,14,
    | mql,2026-09,19,41,17,21,
    | mql,2026-10,21,42,19,23,Fair
    | mql,2026-11,9,20,,,
    """
)


def view(wiki):
    found = wiki(KPI).study()
    assert found.problems == ()
    return all_views(found.catalog, Settings(AS_OF))["mql"]


def page(wiki, **settings) -> str:
    return wiki(KPI).page("kpis/mql.md", language="en", default_language="en", **settings)


def cells(made: str, heading: str) -> list[list[str]]:
    """The rows of the table below a heading, in words."""
    table = made[made.index(heading) :]
    rows = re.findall(r"<tr.*?</tr>", table[: table.index("</table>")])
    return [
        [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]
        for row in rows
    ]


def test_the_chart_has_a_slot_for_every_month(wiki):
    slots = view(wiki).plot.slots
    assert [slot.when.written for slot in slots] == [f"2026-{month:02}" for month in range(4, 12)]
    assert [slot.value for slot in slots] == [5, 8, None, None, 12, 19, 21, 9]  # June is missing, July of too few
    assert [slot.aim for slot in slots] == [None, 10, 10, 10, None, 20, 20, 20]  # that of May is of another definition
    assert [slot.edge for slot in slots] == [None, 9, 9, 9, None, 18, 18, 18]
    assert [slot.broken for slot in slots] == ["", "", "", "", "kpi.break.definition", "", "", ""]
    assert [slot.is_open for slot in slots] == [False] * 7 + [True]
    assert slots[0].begins_year
    assert not slots[3].begins_year


def test_the_chart_explains_what_is_on_it(wiki):
    assert view(wiki).plot.parts == ("line", "open", "bounds", "target", "band", "break")


@pytest.mark.parametrize(
    ("figures", "drawn"), [("", False), ("| mql,2026-10,5", False), ("| mql,2026-09,5\n | mql,2026-10,6", True)]
)
def test_a_dot_is_no_chart(wiki, figures, drawn):
    wiki(
        f"{LEAD}    kpis/mql.yml\n    | {{title: MQL, owner: role:lead, group: demand}}\n    figures/a.csv\n    | kpi,period,value\n {figures}"
    )
    assert ("mk-chart" in wiki.page("kpis/mql.md")) == drawn


def test_the_chart_shows_three_years(wiki):
    rows = "\n".join(
        f"    | mql,{year}-{month:02},5" for year in (2021, 2022, 2023, 2024, 2025) for month in range(1, 13)
    )
    wiki(
        f"{LEAD}    kpis/mql.yml\n    | {{title: MQL, owner: role:lead, group: demand}}\n    figures/a.csv\n    | kpi,period,value\n{rows}"
    )
    slots = all_views(wiki.study().catalog, Settings(date(2026, 1, 5)))["mql"].plot.slots
    assert (slots[0].when.written, slots[-1].when.written, len(slots)) == ("2022-12", "2025-12", 37)


def test_the_table_has_all_figures_and_the_break(wiki):
    assert cells(page(wiki), "{ #figures }") == [
        ["Period", "Actual", "Interval (95%)", "Cases", "Target", "Attainment", "Status", "Note"],
        ["November 2026", "9", "–", "20", "20", "–", "so far", ""],
        ["October 2026", "21", "19–23", "42", "20", "105%", "✓ On track", "Fair"],
        ["September 2026", "19", "17–21", "41", "20", "95%", "△ At risk", ""],
        ["August 2026", "12", "10–14", "40", "–", "–", "– No target", ""],
        ["New definition from August 2026: Without competitors Not comparable with figures before."],
        ["July 2026", "too few", "–", "–", "10", "–", "–", ""],
        ["May 2026", "8", "7–9", "9", "10", "80%", "✕ Off track", ""],
        ["April 2026", "5", "–", "9", "–", "–", "– No target", ""],
    ]


def test_the_break_stands_across_the_table(wiki):
    made = page(wiki)
    row = re.search(r'<tr class="mk-break"><td colspan="(\d)">', made)
    assert row
    assert int(row[1]) == len(cells(made, "{ #figures }")[0])


@pytest.mark.parametrize(
    ("aggregation", "told"),
    [
        ("sum", {"Last 3 months": "12 in all", "Fiscal year to date": "18 in all"}),
        ("mean", {"Last 3 months": "4 on average", "Fiscal year to date": "3 on average"}),
        ("last", {"Last 3 months": "4 on average"}),
        ("none", {}),
    ],
)
def test_what_several_months_make_says_how(wiki, aggregation, told):
    wiki(
        f"""{LEAD}
    kpis/mql.yml
    | {{title: MQL, owner: role:lead, group: demand, aggregation: {aggregation}}}
    figures/all.csv
    | kpi,period,value
    | mql,2026-05,2
    | mql,2026-04,0
    | mql,2026-06,2
    | mql,2026-07,2
    | mql,2026-08,2
    | mql,2026-09,6
    | mql,2026-10,4
    """
    )
    made = wiki.page("kpis/mql.md", language="en", default_language="en")
    facts = {
        name: " ".join(re.sub(r"<[^>]+>", " ", words).split())
        for name, words in re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", made, re.DOTALL)
    }
    assert {name: facts[name] for name in ("Last 3 months", "Fiscal year to date") if name in facts} == told


def test_quarters_say_what_they_lack(wiki):
    rows = {row[0]: row for row in cells(page(wiki), "{ #quarters }")}
    assert rows["FY2026 Q1"] == ["FY2026 Q1", "13", "–", "–", "2 of 3 periods", "–"]
    assert rows["FY2026 Q2"][1] == "not comparable"
    assert rows["FY2026 Q3"][1:5] == ["21", "60", "–", "1 of 3 periods"]


def test_the_history_of_targets(wiki):
    made = page(wiki)
    history = made[made.index("{ #targets }") :]
    items = re.findall(r'<li class="mk-timeline__item">(.*?)</li>', history)
    told = [" ".join(re.sub(r"<[^>]+>", " ", item).split()) for item in items]
    assert told == [
        "January 2027 20 → 30 ◇ to come",
        "September 2026 10 → 20",
        "May 2026 10 A beginning decided Apr 10, 2026",
    ]


def test_no_trend_is_told_across_the_break(wiki):
    made = view(wiki)
    assert made.judged.why["last_year"]
    assert made.last_year is None
    assert made.previous is not None


def test_what_the_contract_lacks_is_said(wiki):
    made = page(wiki)
    assert 'href="#maturity">Maturity 0/3</a>' in made
    assert "Missing for the next level: Definition, Formula, Unit" in re.sub(r"\s+", " ", made)

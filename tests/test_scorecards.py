"""Scorecards: which KPI stands where on them, and cells of KPIs over periods, worked out by hand."""

import re
from fractions import Fraction

from mops_kb.build import KINDS
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings
from mops_kb.reports.scorecards.table import Cell, table
from mops_kb.reports.scorecards.views import views
from tests.conftest import AS_OF

WIKI = """
    teams/ops.yml
    | {title: Operations, owner: role:lead}
    roles/lead.yml
    | {title: Lead, owner: role:lead, team: ops}
    people/ann.yml
    | {title: Ann, owner: role:lead}
    goals/all.yml
    | - {id: grow, title: Grow, owner: role:lead, level: company}
    | - {id: pipe, title: Pipeline, owner: role:lead, level: marketing, serves: grow}
    kpis/all.yml
    | - {id: good, title: Good, owner: team:ops, group: demand, target: 10, aggregation: sum, goal: pipe}
    | - {id: risk, title: Risk, owner: role:lead, group: demand, target: 100, aggregation: mean}
    | - {id: bad, title: Bad, owner: person:ann, group: revenue, target: 100, aggregation: last, better: higher}
    | - {id: bare, title: Bare, owner: role:lead, group: brand}
    | - {id: none, title: None, owner: role:lead, group: brand, target: 5}
    | - {id: cut, title: Cut, owner: role:lead, group: brand, target: 5, aggregation: sum,
    |    breaks: [{since: 2026-09, what: tool}]}
    figures/all.csv
    | kpi,period,value
    | good,2026-07,10
    | good,2026-08,11
    | good,2026-09,12
    | good,2026-10,13
    | good,2026-11,4
    | risk,2026-07,90
    | risk,2026-08,100
    | risk,2026-09,101
    | risk,2026-10,95
    | bad,2026-10,50
    | bare,2026-10,7
    | cut,2026-07,5
    | cut,2026-08,6
    | cut,2026-09,7
    | cut,2026-10,8
"""


def cells(wiki, sort: str) -> dict[str, dict[str, Cell]]:
    """By KPI and period."""
    found = wiki(WIKI).study()
    assert found.problems == ()
    made = table(sort, found.catalog, Settings(AS_OF))
    return {
        line.view.kpi.id: {cell.when.written: cell for cell in line.cells if cell}
        for _, lines in made.groups
        for line in lines
    }


def told(cell: Cell) -> tuple[object, ...]:
    return (cell.value, cell.status, "open" if cell.is_open else "", f"{cell.has}/{cell.of}")


def test_months(wiki):
    months = cells(wiki, "months")
    assert told(months["good"]["2026-10"]) == (13, "on-track", "", "1/1")
    assert told(months["good"]["2026-11"]) == (4, None, "open", "1/1")  # November runs until the 30th
    assert told(months["risk"]["2026-07"]) == (90, "at-risk", "", "1/1")
    assert told(months["risk"]["2026-09"]) == (101, "on-track", "", "1/1")
    assert told(months["bad"]["2026-10"]) == (50, "off-track", "", "1/1")
    assert told(months["bare"]["2026-10"]) == (7, "no-target", "", "1/1")
    assert "2026-11" not in months["bad"]
    assert "none" not in months


def test_quarters(wiki):
    quarters = cells(wiki, "quarters")
    assert told(quarters["good"]["FY2026 Q2"]) == (33, "on-track", "", "3/3")  # 10 + 11 + 12 of 3 × 10
    assert told(quarters["good"]["FY2026 Q3"]) == (13, None, "open", "1/3")
    assert told(quarters["risk"]["FY2026 Q2"]) == (97, "at-risk", "", "3/3")  # (90 + 100 + 101) ÷ 3
    assert told(quarters["bad"]["FY2026 Q3"]) == (50, None, "open", "1/3")
    assert "bare" not in quarters  # nobody says how its figures make one


def test_nothing_is_put_together_across_a_break(wiki):
    quarters = cells(wiki, "quarters")
    assert (quarters["cut"]["FY2026 Q2"].value, quarters["cut"]["FY2026 Q2"].why) == (None, "break")
    assert quarters["cut"]["FY2026 Q2"].broken
    assert not quarters["cut"]["FY2026 Q3"].broken
    assert [period for period, cell in cells(wiki, "months")["cut"].items() if cell.broken] == ["2026-09"]


def test_years(wiki):
    years = cells(wiki, "years")
    assert told(years["good"]["FY2026"]) == (46, None, "open", "4/12")
    assert told(years["risk"]["FY2026"]) == (Fraction(386, 4), None, "open", "4/12")


def groups(wiki, name: str) -> list[tuple[str, list[str], dict[str, int]]]:
    """What each group is about, its KPIs in their order, and how many of them stand how."""
    found = wiki(WIKI).study()
    made = {view.path: view.facts for view in views(Wiki(found.catalog, KINDS, Settings(AS_OF), ()))}
    return [
        (
            group.about.id if group.about else group.status or "",
            [row.kpi.id for row in group.rows],
            dict(group.tally),
        )
        for group in made[f"scorecards/{name}.md"].groups
    ]


def test_all_the_worst_first(wiki):
    assert [(name, kpis) for name, kpis, _ in groups(wiki, "index")] == [
        ("off-track", ["bad"]),
        ("at-risk", ["risk"]),
        ("no-data", ["none"]),
        ("no-target", ["bare"]),
        ("on-track", ["good", "cut"]),
    ]


def test_by_team_of_the_owner(wiki):
    assert groups(wiki, "by-team") == [
        (
            "ops",
            ["risk", "none", "bare", "good", "cut"],
            {"on-track": 2, "at-risk": 1, "no-data": 1, "no-target": 1},
        ),
        ("", ["bad"], {"off-track": 1}),
    ]


def test_by_goal(wiki):
    assert [(name, kpis) for name, kpis, _ in groups(wiki, "by-goal")] == [
        ("pipe", ["good"]),
        ("", ["bad", "risk", "none", "bare", "cut"]),
    ]


def test_by_owner(wiki):
    assert [(name, kpis) for name, kpis, _ in groups(wiki, "by-owner")] == [
        ("ops", ["good"]),
        ("lead", ["risk", "none", "bare", "cut"]),
        ("ann", ["bad"]),
    ]


def test_a_wiki_without_kpis_has_none(wiki):
    wiki("    roles/lead.yml\n    | {title: Lead, owner: role:lead}")
    assert not [page.path for page in wiki.site().pages if page.path.startswith("scorecards/")]


def test_a_wiki_without_goals_has_no_card_by_goal(wiki):
    wiki(WIKI.replace(", goal: pipe", ""))
    paths = [page.path for page in wiki.site().pages]
    assert "scorecards/by-team.md" in paths
    assert "scorecards/by-goal.md" not in paths
    assert "by-goal" not in wiki.page("scorecards/index.md")


def test_what_is_not_settled_is_not_shown_as_good(wiki):
    made = wiki(WIKI).page("scorecards/months.md", language="en", default_language="en")
    row = next(line for line in made.splitlines() if ">Good</a>" in line)
    last = re.findall(r"<td[^>]*>.*?</td>", row)[-1]
    assert last == '<td class=" mk-open">4<span class="mk-table__sub">so far</span></td>'


def test_the_home_page_shows_the_worst_first_and_nothing_without_figures_as_good(wiki):
    made = wiki(WIKI).page("index.md", language="en", default_language="en")
    cards = re.findall(r'<li class="mk-score mk-score--(\w+)">.*?>(\w+)</a>', made)
    assert cards == [
        ("bad", "Bad"),
        ("warn", "Risk"),
        ("none", "None"),
        ("none", "Bare"),
        ("good", "Good"),
        ("good", "Cut"),
    ]

"""Goals: from the company down to the KPIs, and how far they are, counted by hand."""

import pytest

from mops_kb.model.settings import Settings
from mops_kb.reports.goals.tree import branches, roots
from tests.conftest import AS_OF

LEAD = """
    roles/lead.yml
    | title: Lead
    | owner: role:lead
"""
WIKI = (
    LEAD
    + """
    goals/all.yml
    | - {id: grow, title: Grow, owner: role:lead, level: company}
    | - {id: pipeline, title: More pipeline, owner: role:lead, level: marketing, serves: grow, by: FY2026}
    | - {id: leads, title: Better leads, owner: role:lead, level: marketing, serves: grow}
    | - {id: bare, title: Bare, owner: role:lead, level: marketing}
    kpis/all.yml
    | - {id: good, title: Good, owner: role:lead, group: demand, target: 10, goal: pipeline}
    | - {id: near, title: Near, owner: role:lead, group: demand, target: 10, goal: pipeline}
    | - {id: bad, title: Bad, owner: role:lead, group: demand, target: 10, goal: leads}
    | - {id: own, title: Own, owner: role:lead, group: demand, goal: grow}
    | - {id: loose, title: Loose, owner: role:lead, group: demand, target: 10}
    figures/a.csv
    | kpi,period,value
    | good,2026-10,10
    | near,2026-10,9
    | bad,2026-10,8
    | own,2026-10,1
    | loose,2026-10,10
"""
)


def tree(wiki, **settings):
    catalog, given = wiki.study(**settings).catalog, Settings(AS_OF, **settings)
    return catalog.once(branches, given), roots(catalog, given)


def test_a_goal_stands_as_the_worst_of_its_kpis_does(wiki):
    found, tops = tree(wiki(WIKI))
    assert {id: (branch.status, branch.below) for id, branch in found.items()} == {
        "grow": ("off-track", 4),
        "pipeline": ("at-risk", 2),
        "leads": ("off-track", 1),
        "bare": (None, 0),
    }
    assert found["grow"].tally == (("off-track", 1), ("at-risk", 1), ("on-track", 1), ("no-target", 1))
    assert [branch.goal.id for branch in tops] == ["grow", "bare"]


def test_the_kpis_of_a_goal_stand_with_the_worst_first(wiki):
    found, _ = tree(wiki(WIKI))
    assert [view.kpi.id for view in found["pipeline"].kpis] == ["near", "good"]


def test_what_cannot_be_judged_does_not_make_a_goal_worse(wiki):
    figures = "    figures/a.csv\n    | kpi,period,value\n    | good,2026-10,10\n"
    found, _ = tree(wiki(WIKI.partition("    figures/a.csv")[0] + figures))
    assert found["pipeline"].tally == (("on-track", 1), ("no-data", 1))
    assert found["leads"].status == "no-data"


def test_a_kpi_without_a_goal_and_a_goal_without_a_kpi_are_findings(wiki):
    wiki(WIKI)
    found = [line.split()[:2] for line in wiki.findings() if "goal" in line.split()[1]]
    assert found == [["goals/all.yml:4:3:", "goal-without-kpi"], ["kpis/all.yml:5:3:", "kpi-without-goal"]]


def test_where_nobody_writes_goals_down_no_kpi_lacks_one(wiki):
    wiki(LEAD + "    kpis/k.yml\n    | title: K\n    | owner: role:lead\n    | group: demand\n")
    assert not [line for line in wiki.findings() if "kpi-without-goal" in line]


def test_what_a_site_does_not_show_is_in_no_tally(wiki):
    hidden = WIKI.replace("target: 10, goal: leads", "target: 10, goal: leads, visibility: internal")
    found, _ = tree(wiki(hidden), visibility="public")
    assert found["leads"].status is None
    assert found["grow"].status == "at-risk"
    told = wiki.findings(visibility="public")
    assert not [line for line in told if "goal-without-kpi" in line and "leads" in line]
    assert "Bad" not in wiki.page("goals/index.md", visibility="public")


@pytest.mark.parametrize(("hidden", "tops"), [("grow", ["leads", "pipeline", "bare"]), ("bare", ["grow"])])
def test_a_goal_whose_greater_goal_is_hidden_stands_at_the_top(wiki, hidden, tops):
    wiki(WIKI.replace(f"id: {hidden},", f"id: {hidden}, visibility: internal,"))
    _, found = tree(wiki, visibility="public")
    assert sorted(branch.goal.id for branch in found) == sorted(tops)


def test_the_page_of_all_goals_leads_to_all_of_them_and_to_their_kpis(wiki):
    page = wiki(WIKI).page("goals/index.md")
    for title in ("Grow", "More pipeline", "Better leads", "Bare", "Good", "Near", "Bad", "Own", "Loose"):
        assert f">{title}</a>" in page
    assert "4件" in page


def test_the_page_of_a_goal_names_what_it_serves_and_what_serves_it(wiki):
    page = wiki(WIKI).page("goals/pipeline.md")
    assert ">Grow</a>" in page
    assert ">Near</a>" in page
    assert ">Bad</a>" not in page
    assert "△" in page


def test_the_goals_of_the_company_serve_none_of_marketing(wiki):
    wiki(
        LEAD
        + """
    goals/all.yml
    | - {id: a, title: A, owner: role:lead, level: company, serves: b}
    | - {id: b, title: B, owner: role:lead, level: marketing}
"""
    )
    assert [line.split()[:2] for line in wiki.problems()] == [["goals/all.yml:1:63:", "goal-level"]]


def test_goals_that_serve_each_other_are_a_problem_and_no_endless_walk(wiki):
    wiki(
        LEAD
        + """
    goals/all.yml
    | - {id: a, title: A, owner: role:lead, level: company, serves: b}
    | - {id: b, title: B, owner: role:lead, level: company, serves: a}
"""
    )
    assert wiki.problems() == [
        "goals/all.yml:1:63: cycle `a` comes back to itself by `serves` (a → b → a; change `serves` of one of them)"
    ]
    assert wiki.problems(language="ja") == [
        (
            "goals/all.yml:1:63: cycle `a` の `serves` をたどると、自分に戻ってきます "
            "(a → b → a。どれか1つの `serves` を直してください)"
        )
    ]
    assert wiki.page("goals/a.md")


@pytest.mark.parametrize("serves", [("b", "a", ""), ("b", "c", "a"), ("b", "a", "a"), ("a", "", "")])
def test_goals_in_a_circle_stand_in_the_tree_once(wiki, serves):
    """However they serve each other, with a KPI each."""
    goals = [
        f"    | - {{id: {id}, title: {id.upper()}, owner: role:lead, level: company{f', serves: {up}' if up else ''}}}\n"
        for id, up in zip("abc", serves, strict=True)
    ]
    kpis = [f"    | - {{id: k{id}, title: K, owner: role:lead, group: demand, goal: {id}}}\n" for id in "abc"]
    wiki(LEAD + "    goals/all.yml\n" + "".join(goals) + "    kpis/all.yml\n" + "".join(kpis))
    assert [one.code for one in wiki.study().problems] == ["cycle"]
    found, tops = tree(wiki)
    assert sorted(id for top in tops for id in top.ids()) == ["a", "b", "c"]
    assert sum(top.below for top in tops) == 3
    assert all(branch.status == "no-data" for branch in found.values())

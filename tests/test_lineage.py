"""Where figures come from: each way that a KPI can have them, its goals, and who uses it."""

import re

from mops_kb.render import fenced

LEAD = """
    roles/lead.yml
    | title: Lead
    | owner: role:lead
    tools/crm.yml
    | {title: CRM, owner: role:lead, category: crm}
    goals/all.yml
    | - {id: grow, title: Grow, owner: role:lead, level: company}
    | - {id: pipe, title: Pipeline, owner: role:lead, level: marketing, serves: grow}
    datasets/leads.yml
    | {title: Lead events, owner: role:lead, file: leads.csv, tool: crm, columns: [{name: lead}]}
    data/leads.csv
    | lead
    | a
"""


def flow(wiki, kpi: str = "mql", **settings) -> list[str]:
    """The steps of the lineage, without their marks."""
    page = wiki.page(f"kpis/{kpi}.md", language="en", default_language="en", **settings)
    shown = page[page.index('<ol class="mk-lineage">') :]
    steps = re.findall(r"<li>(.*?)</li>", shown[: shown.index("</ol>")], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", step).split()) for step in steps]


def test_typed_figures(wiki):
    wiki(
        LEAD
        + """
    kpis/mql.yml
    | {title: MQL, owner: role:lead, group: demand, tools: crm, source: Report 7, goal: pipe}
    figures/a.csv
    | kpi,period,value
    | mql,2026-10,5
    """
    )
    assert flow(wiki) == [
        "System CRM : Report 7",
        "Data typed in figures/a.csv",
        "KPI MQL",
        "Marketing Pipeline",
        "Company Grow",
    ]


def test_sql_over_a_dataset(wiki):
    wiki(
        LEAD
        + """
    kpis/mql.yml
    | title: MQL
    | owner: role:lead
    | group: demand
    | sql: |
    |   SELECT '2026-10' AS period, count(*) AS value
    |   FROM data.leads
    """
    )
    assert flow(wiki) == ["System CRM", "Data Lead events", "Worked out by SQL", "KPI MQL"]
    page = wiki.page("kpis/mql.md")
    assert "```sql\nSELECT '2026-10' AS period, count(*) AS value\nFROM data.leads\n```" in page


def test_sql_over_what_the_site_does_not_show_is_not_shown(wiki):
    wiki(
        LEAD.replace("file: leads.csv", "visibility: internal, file: leads.csv")
        + """
    kpis/mql.yml
    | title: MQL
    | owner: role:lead
    | group: demand
    | sql: SELECT '2026-10' AS period, count(*) AS value FROM data.leads
    """
    )
    assert flow(wiki) == ["Worked out by SQL", "KPI MQL"]
    assert "SELECT" not in wiki.page("kpis/mql.md")
    assert "SELECT" in wiki.page("kpis/mql.md", visibility="internal")


def test_a_ratio(wiki):
    wiki(
        LEAD
        + """
    kpis/all.yml
    | - {id: a, title: Above, owner: role:lead, group: demand}
    | - {id: b, title: Below, owner: role:lead, group: demand}
    | - {id: mql, title: Share, owner: role:lead, group: demand, unit: percent, ratio: {of: a, to: b}}
    """
    )
    assert flow(wiki) == ["Worked out by Above ÷ Below", "KPI Share"]
    assert flow(wiki, "a")[-1] == "Used by KPIs with it above the line Share"
    assert flow(wiki, "b")[-1] == "Used by KPIs with it below the line Share"


def test_who_uses_it(wiki):
    wiki(
        LEAD
        + """
    kpis/mql.yml
    | {title: MQL, owner: role:lead, group: demand}
    initiatives/all.yml
    | - {id: push, title: Push, owner: role:lead, state: running, kpis: mql}
    insights/all.yml
    | - {id: fast, title: Fast, owner: role:lead, kpi: mql, on: 2026-10-01}
    """
    )
    assert flow(wiki)[-1] == "Used by Initiatives Push Insights Fast"
    page = wiki.page("kpis/mql.md", language="en")
    assert "{ #insights }" in page


def test_code_keeps_its_fence():
    assert fenced("a `b` ```` c", "sql") == "`````sql\na `b` ```` c\n`````\n"

"""Insights: what they must say, and which of them nobody has followed up."""

import pytest

LEAD = """
    roles/lead.yml
    | title: Lead
    | owner: role:lead
    kpis/mql.yml
    | {title: MQL, owner: role:lead, group: demand}
"""


def insights(wiki, *rows: str):
    return wiki(LEAD + "    insights/all.yml\n" + "\n".join(f"    | - {row}" for row in rows))


def waiting(wiki) -> list[str]:
    return [dict(found.params)["id"] for found in wiki.study().findings if found.code == "insight-open"]


@pytest.mark.parametrize(
    ("given", "waits"),
    [
        ("state: tried, on: 2026-08-23", True),  # 91 days ago
        ("state: tried, on: 2026-08-24", False),  # 90 days ago
        ("state: tried, on: 2026-01-01, result: It rose.", False),
        ("state: open, on: 2026-01-01", False),
        ("state: proved, on: 2026-01-01", False),
        ("state: dropped, on: 2026-01-01", False),
    ],
)
def test_what_was_tried_has_a_result_within_ninety_days(wiki, given, waits):
    insights(wiki, f"{{id: fast, title: Fast, owner: role:lead, kpi: mql, {given}}}")
    assert waiting(wiki) == (["fast"] if waits else [])


def test_the_finding_stands_at_its_state(wiki):
    wiki(
        LEAD
        + """
    insights/fast.yml
    | title: Fast
    | owner: role:lead
    | kpi: mql
    | on: 2026-08-01
    | state: tried
    """
    )
    expected = (
        "insights/fast.yml:5:8: insight-open `fast` has been tried for 113 days and has no result "
        "(write down in `result` what came of it, or set `state: dropped` if it was given up)"
    )
    assert expected in wiki.findings()


@pytest.mark.parametrize("given", ["kpi: []", "kpi: ''"])
def test_an_insight_without_a_kpi_is_none(wiki, given):
    insights(wiki, f"{{id: fast, title: Fast, owner: role:lead, on: 2026-08-01, {given}}}")
    assert len(wiki.problems()) == 1


def test_the_index_goes_by_state_and_day(wiki):
    insights(
        wiki,
        "{id: a, title: Aaa, owner: role:lead, kpi: mql, on: 2026-10-01, state: proved}",
        "{id: b, title: Bbb, owner: role:lead, kpi: mql, on: 2026-10-02, state: open}",
        "{id: c, title: Ccc, owner: role:lead, kpi: mql, on: 2026-10-03, state: open}",
    )
    made = wiki.page("insights/index.md", language="en")
    places = [made.index(words) for words in ("## To be tried", "Ccc", "Bbb", "## Proved", "Aaa")]
    assert places == sorted(places)
    assert "3 insights" in made

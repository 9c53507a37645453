"""The roadmap: quarter by quarter, what is late, and what waits for what."""

import pytest

from mops_kb.kinds.roadmap_item.views import index
from mops_kb.model.settings import Settings
from tests.conftest import AS_OF

CODES = ("roadmap-late", "needs-later")
LEAD = """
    roles/lead.yml
    | title: Lead
    | owner: role:lead
    tools/crm.yml
    | title: CRM
    | owner: role:lead
    | category: crm
    kpis/mql.yml
    | title: MQL
    | owner: role:lead
    | group: demand
    initiatives/faster.yml
    | title: Faster
    | owner: role:lead
    | state: planned
"""


def items(*lines: str) -> str:
    """Items such as `a, when: 2026-10`, each on a line of its own."""
    return "    roadmap/all.yml\n" + "".join(
        f"    | - {{title: {line.partition(',')[0].upper()}, owner: role:lead, id: {line}}}\n" for line in lines
    )


def findings(wiki, **settings):
    return [line for line in wiki.findings(**settings) if line.split(" ")[1] in CODES]


@pytest.mark.parametrize(
    ("when", "state", "late"),
    [
        ("2026-11-21", "planned", True),
        ("2026-11-22", "planned", False),
        ("2026-10", "doing", True),
        ("2026-11", "doing", False),
        ("FY2026 Q2", "planned", True),
        ("FY2026 Q3", "planned", False),
        ("FY2026 Q2", "done", False),
        ("FY2026 Q2", "dropped", False),
        ("TBD", "planned", False),
    ],
)
def test_what_is_late(wiki, when, state, late):
    wiki(LEAD + items(f"a, when: {when}, state: {state}"))
    assert bool(findings(wiki)) == late
    assert ("Late</span>" in wiki.page("roadmap/a.md", language="en")) == late


def test_what_is_late_is_told_at_its_date(wiki):
    wiki(LEAD + items("a, when: 2027-01", "b, when: FY2026 H1"))
    assert findings(wiki) == [
        (
            "roadmap/all.yml:2:45: roadmap-late `b` was due by 2026-09-30 and is not done "
            "(write `state: done` if it is, else give it a new `when`)"
        )
    ]


def test_the_fiscal_year_decides_when_a_quarter_is_over(wiki):
    wiki(LEAD + items("a, when: FY2026 Q4"))
    assert findings(wiki) == []
    assert len(findings(wiki, fiscal_year_start=1, as_of=AS_OF.replace(year=2027, month=1))) == 1


def test_waiting_for_what_ends_later(wiki):
    wiki(
        LEAD
        + items(
            "a, when: FY2026 Q3, depends_on: [b, c, d, e]", "b, when: FY2026 Q4", "c, when: 2026-12", "d, when: TBD"
        )
    )
    wiki("roadmap/e.yml\n| title: E\n| owner: role:lead\n| when: 2027-12\n| state: dropped\n")
    assert findings(wiki) == [
        (
            "roadmap/all.yml:1:69: needs-later `a` waits for `b`, which is planned to end later "
            "(change the `when` of one of them, or take it out of `depends_on`)"
        )
    ]


@pytest.mark.parametrize(
    ("lines", "chain"),
    [
        (("a, when: TBD, depends_on: a",), "a → a"),
        (("a, when: TBD, depends_on: b", "b, when: TBD, depends_on: a"), "a → b → a"),
        (("a, when: TBD, depends_on: [b, c]", "b, when: TBD", "c, when: TBD, depends_on: [b, a]"), "a → c → a"),
        (("a, when: TBD, depends_on: [c, b]", "b, when: TBD, depends_on: a", "c, when: TBD"), "a → b → a"),
    ],
)
def test_nobody_waits_for_themselves(wiki, lines, chain):
    wiki(LEAD + items(*lines))
    (problem,) = wiki.problems()
    assert " cycle " in problem
    assert f"({chain};" in problem


def test_two_ways_to_the_same_are_no_circle(wiki):
    wiki(
        LEAD
        + items(
            "a, when: TBD, depends_on: [b, c]",
            "b, when: TBD, depends_on: d",
            "c, when: TBD, depends_on: d",
            "d, when: TBD",
        )
    )
    assert wiki.problems() == []


def test_done_has_a_day_and_nothing_else_has(wiki):
    wiki(LEAD + items("a, when: 2026-10, state: done, done_on: 2026-10-30", "b, when: 2026-12, done_on: 2026-10-30"))
    assert wiki.problems() == [
        (
            "roadmap/all.yml:2:63: done-too-soon there is a `done_on`, but `state` is `planned` "
            "(write `state: done` if it is done, else take `done_on` out)"
        )
    ]


def test_the_roadmap_goes_by_the_quarter_in_which_things_are_due_and_what_is_over_comes_last(wiki):
    wiki(
        LEAD
        + items(
            "a, when: 2026-11",
            "b, when: 2026-03-31",
            "c, when: FY2026 H2",
            "d, when: TBD",
            "e, when: 2026-12-01/2027-01-15",
        )
    )
    facts = index(wiki.study().catalog, Settings(AS_OF))
    told = [(one.quarter and one.quarter.written, list(one.ids)) for one in facts.quarters]
    assert told == [("FY2026 Q3", ["a"]), ("FY2026 Q4", ["c", "e"]), (None, ["d"]), ("FY2025 Q4", ["b"])]
    assert [one.is_current for one in facts.quarters] == [True, False, False, False]
    assert facts.late == ("b",)
    assert facts.states == (("planned", 5),)


def test_tools_kpis_and_initiatives_show_what_is_ahead_of_them(wiki):
    wiki(
        LEAD
        + items(
            "a, when: 2026-10, state: done, tools: crm, kpis: mql, initiative: faster", "b, when: 2026-12, tools: crm"
        )
    )
    assert "1 of 2 done" in wiki.page("tools/crm.md", language="en")
    for path in ("kpis/mql.md", "initiatives/faster.md"):
        assert "1 of 1 done" in wiki.page(path, language="en")

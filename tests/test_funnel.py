"""The way of leads through the stages: by hand, and against a plain count of random leads."""

import re
from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from statistics import median

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from mops_kb.kinds.dataset.model import Dataset
from mops_kb.measures.funnel import sql
from mops_kb.measures.funnel.facts import HORIZON
from mops_kb.model.question import Column, Source
from mops_kb.model.settings import Settings
from tests.conftest import AS_OF
from tests.plain import ask

STAGES = """
    teams/ops.yml
    | title: Marketing operations
    | owner: team:ops
    stages/stages.yml
    | - {id: lead, title: Lead, owner: "team:ops", rank: 1, definition: Somebody we may write to}
    | - {id: mql, title: MQL, owner: "team:ops", rank: 2, definition: Handed over}
    | - {id: sal, title: SAL, owner: "team:ops", rank: 3, definition: Taken on}
    | - {id: won, title: Won, owner: "team:ops", rank: 4, definition: Signed}
    datasets/lead-stages.yml
    | title: Stages of leads
    | owner: team:ops
    | file: lead-stages.csv
    | exported_on: 2026-11-02
    | columns:
    |   - {name: lead}
    |   - {name: stage}
    |   - {name: reached_at, type: moment}
    |   - {name: channel}
"""

UNITS = {"conversion": "percent", "velocity": "days", "count": "count"}


def funnel(wiki, csv, statistic="conversion", way=("lead", "mql"), more="", **settings):
    """The figures of a KPI, period → (value, n), and the facts behind them."""
    asked = f"name: funnel, of: lead-stages, from_stage: {way[0]}, to_stage: {way[1]}, statistic: {statistic}{more}"
    wiki(STAGES)(f"""
        kpis/way.yml
        | title: Way
        | owner: team:ops
        | group: demand
        | measure: {{{asked}}}
        | unit: {UNITS[statistic]}
    """)
    wiki.put("data/lead-stages.csv", "lead,stage,reached_at,channel\n" + csv)
    found = wiki.study(**settings)
    assert found.problems == ()
    figures = {row.period.written: (row.value, row.n) for row in found.catalog.named("measurement")}
    return figures, found.catalog.measured["funnel", "lead-stages"].facts


LEADS = """\
a,lead,2026-06-01 09:00,ads
a,mql,2026-06-03 21:00,ads
a,sal,2026-06-10 09:00,ads
a,won,2026-10-30 09:00,ads
b,lead,2026-06-02 09:00,web
b,mql,2026-06-06 09:00,web
b,lead,2026-06-08 09:00,web
c,lead,2026-06-20 09:00,web
d,lead,2026-06-20 09:00,web
d,sal,2026-06-30 09:00,web
e,lead,2026-06-30 09:00,web
e,mql,2026-09-29 09:00,web
f,mql,2026-07-01 00:30,ads
g,lead,2026-10-01 09:00,ads
g,mql,2026-10-02 09:00,ads
"""


def test_conversion_within_the_horizon_of_cohorts_that_have_had_it(wiki):
    """In June a, b and d passed on within 90 days; e took 91. In July f was first seen as an MQL, so it passed both at
    once. October has not had its 90 days."""
    figures, facts = funnel(wiki, LEADS)
    assert figures == {"2026-06": (Decimal(60), 5), "2026-07": (Decimal(100), 1)}
    step = facts.steps["lead", "mql"]
    assert (step.n, step.gone, step.by(90).share.hits, step.by(90).share.n) == (7, 6, 4, 6)


def test_a_kpi_may_name_its_horizon(wiki):
    """By 2 November October's last leads have had a day, but not three."""
    figures, _ = funnel(wiki, LEADS, more=", horizon: 3 days")
    assert figures == {"2026-06": (Decimal(20), 5), "2026-07": (Decimal(100), 1)}
    figures, _ = funnel(wiki, LEADS, more=", horizon: 1 day")
    assert figures == {"2026-06": (Decimal(0), 5), "2026-07": (Decimal(100), 1), "2026-10": (Decimal(100), 1)}


def test_any_way_may_be_asked_for(wiki):
    assert funnel(wiki, LEADS, way=("mql", "sal"))[0]["2026-06"] == (Decimal(200) / 3, 3)
    assert funnel(wiki, LEADS, way=("lead", "won"))[0]["2026-06"] == (Decimal(0), 5)


def test_velocity_is_of_leads_that_were_seen_in_both(wiki):
    """a took 2.5 days and b 4; d skipped the MQL and e came too late."""
    assert funnel(wiki, LEADS, "velocity")[0] == {"2026-06": (Decimal("3.25"), 2)}


def test_a_count_is_of_the_month_in_which_the_stage_was_passed(wiki):
    figures, _ = funnel(wiki, LEADS, "count")
    assert {month: n for month, (_, n) in figures.items()} == {"2026-06": 3, "2026-07": 1, "2026-09": 1, "2026-10": 1}


def test_where_leads_stand(wiki):
    _, facts = funnel(wiki, LEADS)
    assert [(one.stage, one.passed, one.seen, one.sitting) for one in facts.stages] == [
        ("lead", 7, 6, 1),
        ("mql", 6, 5, 4),
        ("sal", 2, 2, 1),
        ("won", 1, 1, 1),
    ]
    assert facts.stages[0].sitting_days == Decimal("134.625")  # from 20 June 9:00 to 2 November 0:00
    assert (facts.leads, facts.until) == (7, date(2026, 11, 2))


def test_channels_are_those_of_the_first_record(wiki):
    _, facts = funnel(wiki, LEADS)
    steps = {channel: (step.n, step.gone) for channel, step in facts.channels["lead", "mql"]}
    assert steps == {"ads": (3, 3), "web": (4, 3)}


def test_out_of_order_is_counted_and_never_negative(wiki):
    csv = "a,lead,2026-06-05 09:00,\na,mql,2026-06-01 09:00,\nb,lead,2026-06-01 09:00,\nb,mql,2026-06-02 09:00,\n"
    figures, facts = funnel(wiki, csv, "velocity")
    assert figures == {"2026-06": (Decimal(1), 1)}
    assert facts.disordered == 1


def test_nothing_known_nothing_told(wiki):
    assert funnel(wiki, "") == ({}, None)


def test_stages_that_there_are_not(wiki):
    wiki(STAGES)("""
        kpis/way.yml
        | title: Way
        | owner: team:ops
        | group: demand
        | measure: {name: funnel, of: lead-stages, from_stage: mql, to_stage: lead, statistic: conversion}
        | unit: percent
        data/lead-stages.csv
        | lead,stage,reached_at,channel
        | a,MQL,2026-06-01 09:00,
        | a,won,2026-06-01 09:00,
        | b,MQL,2026-06-01 09:00,
        | long-lead,demo,2026-06-01 09:00,
        | c,won,,
    """)
    assert wiki.problems() == [
        "data/lead-stages.csv:2:3: row-stage no stage is called `MQL`; 2 rows say so, this one first (there are: `lead`, `mql`, `sal`, `won`)",
        "data/lead-stages.csv:5:11: row-stage no stage is called `demo` (there are: `lead`, `mql`, `sal`, `won`)",
        "data/lead-stages.csv:6:7: row-moment this is no time that can be read: `` (write it as in `2026-11-02 09:30:00`, or with its offset, `2026-11-02T09:30:00+09:00`)",
        "kpis/way.yml:4:69: funnel-order `way` asks for the way from `mql` to `lead`, which is not later (swap `from_stage` and `to_stage`, or look at the `rank` of the stages)",
    ]


DATASET = Dataset.model_validate(
    {
        "id": "lead-stages",
        "title": "Stages",
        "owner": "team:ops",
        "file": "lead-stages.csv",
        "columns": [{"name": name} for name in ("lead", "stage", "reached_at")],
    }
)
IDS = ("s0", "s1", "s2", "s3")
FIRST = datetime(2026, 5, 1)
END = datetime(2026, 11, 23)
RECORDS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.integers(0, 200 * 24)), min_size=1, max_size=40)


def counted(records, horizon):
    """(from, to) → leads that passed, that went on, that had the time, that went on in time, and their median."""
    seen = defaultdict(dict)
    for lead, place, hour in records:
        at = FIRST + timedelta(hours=hour)
        seen[lead][place] = min(at, seen[lead].get(place, at))
    until = max(FIRST + timedelta(hours=hour) for _, _, hour in records)
    found = {}
    for came in range(4):
        for went in range(came + 1, 4):
            passed = {
                lead: min(t for p, t in own.items() if p >= came) for lead, own in seen.items() if max(own) >= came
            }
            later = {
                lead: min(t for p, t in seen[lead].items() if p >= went) for lead in passed if max(seen[lead]) >= went
            }
            had = [lead for lead in passed if until - passed[lead] >= timedelta(days=horizon)]
            gone = [lead for lead in had if lead in later and later[lead] - passed[lead] <= timedelta(days=horizon)]
            both = [seen[lead] for lead in gone if came in seen[lead] and went in seen[lead]]
            days = [(own[went] - own[came]) / timedelta(days=1) for own in both if own[went] >= own[came]]
            if passed:
                middle = round(median(days), 4) if days else None
                found[came, went] = (len(passed), len(later), len(had), len(gone), middle)
    return found


@pytest.mark.slow
@examples(max_examples=40)
@given(RECORDS, st.sampled_from([1, 30, 90]))
def test_a_plain_count_gives_the_same(records, horizon):
    rows = tuple(
        (f"l{lead}", IDS[place], f"{FIRST + timedelta(hours=hour):%Y-%m-%d %H:%M}") for lead, place, hour in records
    )
    written = Source("data.lead_stages_as_written", tuple(Column(one.name, "text") for one in DATASET.columns), rows)
    answer = ask(sql.steps(DATASET, [horizon], Settings(AS_OF)), written, sql.stages(IDS))
    found = {}
    for row in answer.rows:
        one = dict(zip(answer.columns, row, strict=True))
        if one["part"] == "whole":
            middle = one[f"median_{horizon}"]
            found[int(one["came"][1]), int(one["went"][1])] = (
                one["n"],
                one["gone"],
                one[f"had_{horizon}"],
                one[f"gone_{horizon}"],
                None if middle is None else round(float(middle), 4),
            )
    assert found == counted(records, horizon)


@pytest.mark.parametrize("month", ["2026-06", "2026-07"])
def test_a_cohort_is_ripe_once_its_last_lead_is(wiki, month):
    _, facts = funnel(wiki, LEADS)
    assert facts.is_ripe(month, 90)
    assert facts.is_ripe("2026-08", 62)  # 31 August and 62 days: 1 November, the day before the export
    assert not facts.is_ripe("2026-08", 63)


def told(page, name):
    found = re.search(rf'data-answer="{name}"><dt>[^<]*</dt><dd>(.*?)</dd>', page)
    return re.sub(r"<[^>]+>", "", found[1])


def test_the_page_answers_first(wiki):
    funnel(wiki, LEADS)
    page = wiki.page("funnel.md", language="en")
    assert told(page, "through") == "Lead → Won 0.0% 0.0%–39.0% within 90 days, of 6 leads that have had so long"
    assert told(page, "stops") == "SAL → Won 0.0% 0.0%–65.8%"
    assert told(page, "takes").strip() == "Slowest: MQL → SAL 6.5 d"
    assert "100.0% so far" in page  # of October


def test_months_that_cannot_be_compared_are_kept_apart(wiki):
    funnel(wiki, LEADS)
    file = wiki.docs / "kpis/way.yml"
    broken = "breaks: [{since: 2026-07, what: definition, note: A stricter line}, {since: 2020-01, what: data}]\n"
    file.write_text(file.read_text(encoding="utf-8") + broken, encoding="utf-8")
    page = wiki.page("funnel.md", language="en")
    rows = [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in re.findall(r"<tr.*?</tr>", page)]
    (mark,) = (number for number, row in enumerate(rows) if "not comparable" in row.lower())
    assert rows[mark] == "New definition from July 2026 ( Way ): A stricter line Not comparable with figures before."
    assert rows[mark - 1].startswith("July 2026")
    assert rows[mark + 1].startswith("June 2026")


def test_the_index_of_stages_is_the_lifecycle(wiki):
    funnel(wiki, LEADS)
    page = wiki.page("stages/index.md", language="en")
    places = [page.index(f'data-sort="{number}">{number}</td>') for number in range(1, 5)]
    assert places == sorted(places)
    assert "66.7%" in page
    assert f"within {HORIZON} days" in page


def test_stages_without_data_have_an_index_too(wiki):
    page = wiki(STAGES.split("    datasets/", maxsplit=1)[0]).page("stages/index.md", language="en")
    assert "Handed over" in page
    assert "funnel" not in page


def test_a_stage_tells_how_leads_go_on(wiki):
    funnel(wiki, LEADS)
    file = wiki.docs / "stages/stages.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("rank: 1,", "rank: 1, sla: 2 days,"), encoding="utf-8")
    page = wiki.page("stages/lead.md", language="en")
    assert "longer than 2 days" in page
    assert '<strong>66.7%</strong> <span class="mk-quiet mk-whole">30.0%–90.3%</span>' in page
    assert "for 134.6 d (median)" in page


def test_a_page_of_a_kpi_shows_its_cohorts(wiki):
    funnel(wiki, LEADS)
    page = wiki.page("kpis/way.md", language="en")
    assert "How leads got there, month by month" in page
    assert "60.0%" in page


def test_leads_out_of_order_are_found(wiki):
    funnel(wiki, "a,lead,2026-06-05 09:00,\na,mql,2026-06-01 09:00,\nb,lead,2026-06-01 09:00,\n")
    assert [one for one in wiki.findings() if "out-of-order" in one] == [
        "datasets/lead-stages.yml:3:7: stages-out-of-order 1 of 2 leads in `lead-stages` was seen in a later stage before an earlier one (look whether they fell back or their times are wrong; they count by the first time they had got so far)"
    ]


def test_two_stages_of_one_rank(wiki):
    wiki("""
        stages/stages.yml
        | - {id: lead, title: Lead, owner: "team:ops", rank: 1, definition: Somebody}
        | - {id: mql, title: MQL, owner: "team:ops", rank: 1, definition: Handed over}
        teams/ops.yml
        | title: Marketing operations
        | owner: team:ops
    """)
    assert wiki.problems() == [
        "stages/stages.yml:2:50: stage-rank-twice `mql` and `lead` both have rank 1 (give every stage a rank of its own, in the order of the lifecycle)"
    ]

"""The communication plan: hours worked out by hand, and what the audit asks about."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mops_kb.kinds.channel.audit import overlap
from mops_kb.kinds.channel.model import Channel
from mops_kb.kinds.channel.views import index
from mops_kb.model.settings import Settings
from tests.conftest import AS_OF

WIKI = """
    roles/lead.yml
    | title: Lead
    | owner: role:lead
    teams/ops.yml
    | title: Ops
    | owner: role:lead
    teams/lost.yml
    | title: Lost
    | owner: role:lead
    people/all.yml
    | - {id: ann, title: Ann, owner: role:lead, team: ops, posts: [lead]}
    | - {id: ben, title: Ben, owner: role:lead, team: ops}
    | - {id: cat, title: Cat, owner: role:lead, team: lost}
    tools/chat.yml
    | title: Chat
    | owner: role:lead
    | category: collaboration
    channels/all.yml
    | - {id: weekly, title: W, owner: role:lead, purpose: p, output: o, agenda: [x], format: online,
    |    topics: [a, b], participants: [team:ops, role:lead], frequency: weekly, minutes: 60}
    | - {id: twin, title: T, owner: role:lead, purpose: p, output: o, agenda: [x], format: online,
    |    topics: [a, b, c], participants: [person:ann, person:ben], frequency: biweekly, minutes: 30}
    | - {id: status, title: S, owner: role:lead, purpose: p, output: o, agenda: [x], format: online, direction: one-way,
    |    topics: [z], participants: [role:lead], could_use: chat, frequency: monthly, minutes: 120}
    | - {id: vague, title: V, owner: role:lead, topics: [y], participants: [team:ops],
    |    frequency: quarterly, minutes: 90}
"""


def channel(**fields: object) -> Channel:
    return Channel.model_validate({"id": "c", "title": "C", "owner": "role:x", **fields})


def plan(wiki):
    found = wiki.study()
    assert found.problems == ()
    return index(found.catalog, Settings(AS_OF))


@pytest.mark.parametrize(
    ("frequency", "minutes", "hours"),
    [
        ("daily", 15, Fraction(249, 48)),
        ("weekly", 60, Fraction(13, 3)),
        ("biweekly", 60, Fraction(13, 6)),
        ("monthly", 90, Fraction(3, 2)),
        ("quarterly", 60, Fraction(1, 3)),
        ("yearly", 120, Fraction(1, 6)),
        ("ad-hoc", 60, 0),
        (None, 60, 0),
    ],
)
def test_hours_of_one_participant_in_an_average_month(frequency, minutes, hours):
    assert channel(minutes=minutes, **({"frequency": frequency} if frequency else {})).hours_each() == hours


def test_reading_a_standing_channel_costs_time_too():
    assert channel(sort="standing", minutes_per_week=30).hours_each() == Fraction(13, 6)


@pytest.mark.parametrize(
    ("verdict", "after"),
    [
        ({"decision": "keep"}, Fraction(13, 3)),
        ({"decision": "stop"}, 0),
        ({"decision": "merge"}, 0),
        ({"decision": "move"}, 0),
        ({"decision": "change", "minutes": 30}, Fraction(13, 6)),
        ({"decision": "change", "frequency": "monthly"}, 1),
        ({"decision": "change", "minutes": 30, "frequency": "biweekly"}, Fraction(13, 12)),
    ],
)
def test_a_verdict_changes_the_hours(verdict, after):
    given_ = {"on": "2026-10-01", "by": "person:x", "reason": "r"}
    assert channel(frequency="weekly", minutes=60, verdict=given_ | verdict).hours_each_after() == after


def test_person_hours_count_each_person_once(wiki):
    view = plan(wiki(WIKI))
    hours = {one.channel.id: (len(one.people), round(one.hours, 4)) for _, rows in view.groups for one in rows}
    assert {id: (n, float(h)) for id, (n, h) in hours.items()} == {
        "weekly": (2, 8.6667),
        "twin": (2, 2.1667),
        "status": (1, 2.0),
        "vague": (2, 1.0),
    }


def test_the_sum_over_people_is_the_total(wiki):
    view = plan(wiki(WIKI))
    assert round(sum(hours for _, hours in view.busiest), 6) == round(view.hours, 6)


def test_the_audit_asks_about_the_right_meetings(wiki):
    asked = {(one.candidate.sort, one.candidate.channel.id) for one in plan(wiki(WIKI)).asked}
    assert asked == {("merge", "twin"), ("tool", "status"), ("unneeded", "vague")}


def test_the_costliest_comes_first(wiki):
    assert [one.candidate.channel.id for one in plan(wiki(WIKI)).asked] == ["twin", "status", "vague"]


def test_one_participant_less_changes_hours_and_candidates(wiki):
    wiki(WIKI.replace("[person:ann, person:ben]", "[person:cat]"))
    view = plan(wiki)
    assert ("merge", "twin") not in {(one.candidate.sort, one.candidate.channel.id) for one in view.asked}
    assert {one.channel.id: float(one.hours) for _, rows in view.groups for one in rows}["twin"] == pytest.approx(
        13 / 12
    )


def test_a_tool_that_is_not_in_use_is_no_way_out(wiki):
    wiki(WIKI.replace("category: collaboration", "category: collaboration\n    | state: trial"))
    assert "status" not in {one.candidate.channel.id for one in plan(wiki).asked}


def test_undecided_candidates_are_findings(wiki):
    wiki(WIKI)
    assert len([line for line in wiki.findings() if "undecided-channel" in line]) == 3


def test_a_team_that_appears_nowhere_is_named(wiki):
    assert [team.id for team in plan(wiki(WIKI)).absent] == ["lost"]


def test_completeness_counts_the_five_columns(wiki):
    assert plan(wiki(WIKI)).complete == Decimal(17) / 20


@given(st.sets(st.text(max_size=2)), st.sets(st.text(max_size=2)))
def test_overlap_is_symmetric_and_a_share(one, other):
    assert overlap(one, other) == overlap(other, one)
    assert 0 <= overlap(one, other) <= 1
    assert overlap(one, one) == (1 if one else 0)

"""Conflicts of the calendar: what gets into the way of what, with both places, what is accepted, and until when."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import settings as property_test
from hypothesis import strategies as st

from mops_kb.kinds import KINDS
from mops_kb.kinds.blackout.model import Blackout
from mops_kb.kinds.event.model import Event
from mops_kb.kinds.person.model import Person
from mops_kb.kinds.team.model import Team
from mops_kb.kinds.tool.model import Tool
from mops_kb.model.catalog import Catalog
from mops_kb.model.document import Document
from mops_kb.model.entity import Entity
from mops_kb.model.problem import ENOUGH
from mops_kb.model.settings import Settings
from mops_kb.reports.conflicts.found import Found, find
from mops_kb.resolve import resolve
from tests.conftest import AS_OF, Wiki

SETTINGS = Settings(AS_OF, visibility="internal")
CODES = (
    "acceptance-idle", "audience-conflict", "double-booked", "in-blackout", "licence-conflict", "on-holiday",
    "over-capacity",
)  # fmt: skip


def fill(wiki: Wiki, *events: str, more: str = "") -> Wiki:
    """Events `a`, `b`, `c` … of a small company, each with its fields in one line; `when` is always their first."""
    wiki("""
        roles/lead.yml
        | title: Lead
        | owner: role:lead
        teams/ops.yml
        | title: Ops
        | owner: role:lead
        | events_per_week: 2
        teams/pr.yml
        | title: PR
        | owner: role:lead
        people/ann.yml
        | title: Ann
        | owner: role:lead
        | posts: [lead]
        tools/zoom.yml
        | title: Zoom
        | owner: role:lead
        | category: events
        | events_at_once: 1
        tools/booth.yml
        | title: Booth
        | owner: role:lead
        | category: events
        | events_at_once: 2
    """)
    for id, fields in zip("abcdefgh", events, strict=False):
        given = fields.split("; ")
        category = next((line for line in given if line.startswith("category")), "category: webinar")
        lines = [category, *(line for line in given if line != category)]
        wiki.put(f"events/{id}.yml", "\n".join([f"title: {id.upper()}", "owner: role:lead", *lines]) + "\n")
    return wiki(more)


def told(wiki: Wiki, **settings: object) -> list[str]:
    """Findings of ours: the place, the code and the message without its remedy."""
    found = [line.rpartition(" (")[0] for line in wiki.findings(**{"visibility": "internal", **settings})]
    return [line for line in found if line.split(": ")[1].split()[0] in CODES]


AUDIENCE = "segment: New prospects; channel: [email, web]"


# The same audience on the same channel


def test_the_same_audience_by_the_same_channel(wiki):
    fill(wiki, f"when: 2026-12-01; {AUDIENCE}", f"when: 2026-12-01/2026-12-03; {AUDIENCE}")
    assert wiki.problems() == []
    assert told(wiki) == [
        ("events/b.yml:4:7: audience-conflict `b` reaches the same audience as `a` (`events/a.yml:4`) by `email`, `web`"
        " on 2026-12-01")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "collide"),
    [
        (f"when: 2026-12-01; {AUDIENCE}", f"when: 2026-12-02; {AUDIENCE}", False),
        (f"when: 2026-12-01; {AUDIENCE}", "when: 2026-12-01; segment: new　PROSPECTS; channel: Email", True),
        (f"when: 2026-12-01; {AUDIENCE}", "when: 2026-12-01; segment: Customers; channel: email", False),
        (f"when: 2026-12-01; {AUDIENCE}", "when: 2026-12-01; segment: New prospects; channel: phone", False),
        (f"when: 2026-12-01; {AUDIENCE}", "when: 2026-12-01; channel: email", False),
        (f"when: 2026-12-01; time: 10:00; {AUDIENCE}", f"when: 2026-12-01; time: 15:00; {AUDIENCE}", True),
        (f"when: 2026-12-01; {AUDIENCE}", f"when: 2026-12-01; status: cancelled; {AUDIENCE}", False),
        (f"when: 2026-12-01; {AUDIENCE}", f"when: 2026-12-01; status: done; {AUDIENCE}", False),
        (f"when: 2026-11-01; {AUDIENCE}", f"when: 2026-11-01; {AUDIENCE}", False),
        (f"when: 2026-11-01/2026-11-22; {AUDIENCE}", f"when: 2026-11-22; {AUDIENCE}", True),
        (f"when: 2027-11-22; {AUDIENCE}", f"when: 2027-11-22; {AUDIENCE}", True),
        (f"when: 2027-11-23; {AUDIENCE}", f"when: 2027-11-23; {AUDIENCE}", False),
        (f"when: 2026-12 中旬; {AUDIENCE}", f"when: 2026-12-11; {AUDIENCE}", False),
        (f"when: 2026-12 中旬; {AUDIENCE}", f"when: 2026-12-11/2026-12-20; {AUDIENCE}", True),
        (f"when: FY2026 Q3; {AUDIENCE}", f"when: 2026-04-01/2027-03-31; {AUDIENCE}", False),
        (f"when: TBD; {AUDIENCE}", f"when: 2026-12-11; {AUDIENCE}", False),
    ],
)
def test_who_reaches_whom_when(wiki, one, other, collide):
    assert [line.split()[1] for line in told(fill(wiki, one, other))] == ["audience-conflict"] * collide


def test_a_vague_date_makes_it_possible_and_no_finding(wiki):
    fill(wiki, f"when: 2026-12; {AUDIENCE}", f"when: 2026-12-11; {AUDIENCE}", f"when: 2026-12 下旬; {AUDIENCE}")
    found = find(wiki.study(visibility="internal").catalog, SETTINGS)
    assert [(one.event.id, [other.id for other in one.others], one.state) for one in found.conflicts] == [
        ("a", ["b"], "possible"),
        ("c", ["a"], "possible"),
    ]
    assert told(wiki) == []


# Licences


ZOOM = "tools: zoom"


def test_one_licence_for_two_webinars(wiki):
    fill(wiki, f"when: 2026-12-01; time: 14:00-15:00; {ZOOM}", f"when: 2026-12-01; time: 14:30-15:30; {ZOOM}")
    assert told(wiki) == [
        ("events/b.yml:4:7: licence-conflict `b` is on at the same time as `a` (`events/a.yml:4`) on 2026-12-01, more than"
        " `zoom` has licences for")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "collide"),
    [
        ("when: 2026-12-01; time: 14:00-15:00", "when: 2026-12-01; time: 15:00-16:00", False),
        ("when: 2026-12-01; time: 14:00", "when: 2026-12-01; time: 14:59-16:00", True),
        ("when: 2026-12-01; time: 14:00", "when: 2026-12-01; time: 15:00-16:00", False),
        ("when: 2026-12-01; time: 14:00", "when: 2026-12-01", True),
        ("when: 2026-12-01", "when: 2026-12-01", True),
        ("when: 2026-12-01; time: 23:00-00:30", "when: 2026-12-01; time: 23:59", True),
        ("when: 2026-12-01/2026-12-03; time: 10:00-12:00", "when: 2026-12-02; time: 13:00-14:00", False),
        ("when: 2026-12-01/2026-12-03; time: 10:00-12:00", "when: 2026-12-02; time: 11:00-14:00", True),
    ],
)
def test_a_licence_is_for_one_at_a_time(wiki, one, other, collide):
    fill(wiki, f"{one}; {ZOOM}", f"{other}; {ZOOM}")
    assert [line.split()[1] for line in told(wiki)] == ["licence-conflict"] * collide


def test_two_licences_are_enough_for_two(wiki):
    booths = [
        f"when: 2026-12-01; time: {hours}; tools: booth" for hours in ("10:00-12:00", "11:00-14:00", "12:00-13:00")
    ]
    assert told(fill(wiki, *booths)) == []


def test_two_licences_are_not_enough_for_three(wiki):
    booths = [
        f"when: 2026-12-01; time: {hours}; tools: booth" for hours in ("10:00-12:00", "11:00-14:00", "11:59-13:00")
    ]
    (line,) = told(fill(wiki, *booths))
    assert line.startswith("events/c.yml:4:7: licence-conflict `c` is on at the same time as `a`, `b`")


def test_of_three_for_two_licences_one_that_is_accepted_does_not_count(wiki):
    accepted = "accepted: {conflict: licence, with: a, reason: A takes its own, until: 2026-12-01, by: ann}"
    booths = ["when: 2026-12-01; tools: booth", "when: 2026-12-01; tools: booth", f"when: 2026-12-01; tools: booth; {accepted}"]  # fmt: skip
    assert told(fill(wiki, *booths)) == []


def test_a_tool_without_a_number_is_for_all(wiki):
    fill(wiki, "when: 2026-12-01; tools: crm", "when: 2026-12-01; tools: crm")
    wiki.put("tools/crm.yml", "title: CRM\nowner: role:lead\ncategory: crm\n")
    assert told(wiki) == []


def test_no_licence_at_all_is_a_mistake(wiki):
    fill(wiki).put("tools/zoom.yml", "title: Zoom\nowner: role:lead\ncategory: events\nevents_at_once: 0\n")
    assert [line.partition(" (")[0] for line in wiki.problems()] == [
        "tools/zoom.yml:4:17: out-of-range `events_at_once` is out of range"
    ]


# People


def test_nobody_is_in_two_places(wiki):
    fill(
        wiki,
        "when: 2026-12-03/2026-12-04; time: 10:00-17:00; category: exhibition; people: ann",
        "when: 2026-12-03; time: 14:00-15:00; people: ann",
    )
    assert told(wiki) == [
        ("events/b.yml:4:7: double-booked `b` and `a` (`events/a.yml:4`) are at once on 2026-12-03, and `ann` can be at"
        " one of them only")
    ]  # fmt: skip
    assert told(wiki, visibility="public") == []


@pytest.mark.parametrize(
    ("one", "other", "collide"),
    [
        ("when: 2026-12-03; time: 10:00-11:00", "when: 2026-12-03; time: 11:00-12:00", False),
        ("when: 2026-12-03", "when: 2026-12-03", False),
        ("when: 2026-12-03; place: Osaka", "when: 2026-12-03; place: Tokyo", True),
        ("when: 2026-12-03; place: Osaka", "when: 2026-12-03; place: {en: Tokyo, ja: 東京}; time: 10:00", True),
        ("when: 2026-12-03; place: Online", "when: 2026-12-03; place: Online (Zoom)", False),
        ("when: 2026-12-03; place: Osaka", "when: 2026-12-03; place: Tokyo; category: campaign", False),
        ("when: 2026-12-03; place: Osaka", "when: 2026-12-01/2026-12-05; place: Tokyo", True),
        ("when: 2026-12-03; place: Osaka", "when: 2026-12-01/2026-12-06; place: Tokyo", False),
    ],
)
def test_where_somebody_is_expected(wiki, one, other, collide):
    fill(wiki, f"{one}; people: ann", f"{other}; people: ann")
    assert [line.split()[1] for line in told(wiki)] == ["double-booked"] * collide


# Capacity


def test_more_than_a_team_can_begin_in_a_week(wiki):
    days = ("2026-12-07", "2026-12-13", "2026-12-10/2026-12-20", "2026-12-14", "2026-12")
    fill(wiki, *(f"when: {day}; team: ops" for day in days))
    assert told(wiki) == [
        ("events/b.yml:4:7: over-capacity `b` is more than `ops` can begin in the week of 2026-12-07, beside `a`, `c`"
        " (`events/a.yml:4`, `events/c.yml:4`)")
    ]  # fmt: skip


def test_as_much_as_it_can_is_well(wiki):
    assert told(fill(wiki, *(f"when: 2026-12-0{day}; team: ops" for day in (7, 8)))) == []


def test_a_team_that_does_not_say_is_not_asked(wiki):
    assert told(fill(wiki, *(f"when: 2026-12-0{day}; team: pr" for day in (7, 8, 9)))) == []


# Blackouts and holidays

CLOSED = """
    blackouts/end.yml
    | title: End
    | owner: role:lead
    | when: 2026-12-29/2027-01-04
    blackouts/accounts.yml
    | title: Accounts
    | owner: role:lead
    | when: 2027-03-29/2027-03-31
    | teams: ops
    | categories: [email]
    | channels: email
"""


def test_what_falls_into_a_blackout(wiki):
    fill(wiki, "when: 2026-12-25/2026-12-29", "when: 2027-01-05", more=CLOSED)
    assert told(wiki) == [
        "events/a.yml:4:7: in-blackout `a` falls into the blackout `end` (`blackouts/end.yml:3`) on 2026-12-29"
    ]


@pytest.mark.parametrize(
    ("fields", "closed"),
    [
        ("team: ops; category: email; channel: email", True),
        ("team: ops; category: email; channel: [web, email]", True),
        ("team: ops; category: email; channel: web", False),
        ("team: ops; category: press; channel: email", False),
        ("team: pr; category: email; channel: email", False),
        ("category: email; channel: email", False),
    ],
)
def test_a_blackout_is_for_whom_it_says(wiki, fields, closed):
    assert bool(told(fill(wiki, f"when: 2027-03-30; {fields}", more=CLOSED))) is closed


def test_a_vague_date_inside_a_blackout_is_sure(wiki):
    blackout = "blackouts/long.yml\n| title: Long\n| owner: role:lead\n| when: 2026-12-15/2027-01-15\n"
    (line,) = told(fill(wiki, "when: 2026-12 下旬", "when: 2026-12 中旬", more=blackout))
    assert line.startswith("events/a.yml:4:7: in-blackout")


@pytest.mark.parametrize(
    ("fields", "told_of"),
    [
        ("when: 2027-01-11", True),  # Coming of Age Day
        ("when: 2027-01-09/2027-01-13; category: exhibition", True),
        ("when: 2027-01-08/2027-01-13", False),
        ("when: 2027-01-11; category: campaign", False),
        ("when: 2027-01-11; category: content", False),
        ("when: 2027-01-16/2027-01-17", False),
        ("when: 2027-01 中旬", False),
    ],
)
def test_public_holidays(wiki, fields, told_of):
    fill(wiki, fields)
    expected = ["events/a.yml:4:7: on-holiday `a` is on a public holiday, 2027-01-11"] if told_of else []
    assert told(wiki) == expected


def test_a_holiday_in_a_blackout_is_told_once(wiki):
    assert [line.split()[1] for line in told(fill(wiki, "when: 2027-01-01", more=CLOSED))] == ["in-blackout"]


# What is accepted

BOTH = f"when: 2026-12-01; {AUDIENCE}"
ACCEPTED = "accepted: [{{conflict: audience, with: {}, reason: One mail for both, until: {}, by: ann}}]"


@pytest.mark.parametrize("who", ["a", "b"])
def test_it_may_be_accepted_on_either_side(wiki, who):
    said = {"a": "b", "b": "a"}[who]
    fill(wiki, *(f"{BOTH}; {ACCEPTED.format(said, '2026-12-01')}" if id == who else BOTH for id in "ab"))
    assert wiki.problems() == []
    assert told(wiki) == []
    (conflict,) = find(wiki.study(visibility="internal").catalog, SETTINGS).conflicts
    assert (conflict.state, conflict.accepted.event.id, conflict.others[0].id) == ("accepted", who, "a")


def test_an_acceptance_expires(wiki):
    fill(wiki, BOTH, f"{BOTH}; {ACCEPTED.format('a', '2026-11-22')}")
    assert told(wiki) == []
    fill(wiki, BOTH, f"{BOTH}; {ACCEPTED.format('a', '2026-11-21')}")
    (line,) = [line for line in wiki.findings() if "audience-conflict" in line]
    assert line.startswith("events/b.yml:4:7: audience-conflict `b` reaches the same audience as `a`")
    assert line.endswith(
        "(it was accepted until 2026-11-21; change a day or an audience, or set a new end in `accepted`)"
    )


def test_to_accept_one_is_not_to_accept_the_other(wiki):
    fill(wiki, BOTH, BOTH, f"{BOTH}; {ACCEPTED.format('a', '2026-12-31')}")
    assert [line.partition(" by ")[0] for line in told(wiki)] == [
        "events/b.yml:4:7: audience-conflict `b` reaches the same audience as `a` (`events/a.yml:4`)",
        "events/c.yml:4:7: audience-conflict `c` reaches the same audience as `b` (`events/b.yml:4`)",
    ]


@pytest.mark.parametrize(
    ("sort", "fields"),
    [("capacity", "when: 2026-12-07; team: ops"), ("blackout", "when: 2026-12-30"), ("holiday", "when: 2027-01-11")],
)
def test_what_is_with_no_other_event_is_accepted_alone(wiki, sort, fields):
    accepted = f"accepted: {{conflict: {sort}, reason: It has to be, until: 2027-03-31, by: ann}}"
    others = [fields, fields] if sort == "capacity" else []
    fill(wiki, f"{fields}; {accepted}", *others, more=CLOSED)
    assert wiki.problems() == []
    assert told(wiki) == []


def test_an_acceptance_that_nothing_needs(wiki):
    fill(wiki, "when: 2026-12-02", f"{BOTH}; {ACCEPTED.format('a', '2026-12-31')}")
    assert told(wiki) == ["events/b.yml:7:23: acceptance-idle `b` accepts a conflict that is no more"]


@pytest.mark.parametrize("gone", ["when: 2026-11-01", "when: 2026-12-01; status: done", "when: TBD", "when: FY2027"])
def test_nobody_tidies_up_what_is_over_or_has_no_date(wiki, gone):
    assert told(fill(wiki, BOTH, f"{gone}; {ACCEPTED.format('a', '2026-12-31')}")) == []


def test_what_is_hidden_still_needs_its_acceptance(wiki):
    accepted = "accepted: {conflict: capacity, reason: R, until: 2027-03-31, by: ann}"
    week = "when: 2026-12-07; team: ops"
    fill(wiki, f"{week}; {accepted}", week, f"{week}; visibility: internal")
    assert told(wiki) == []
    assert told(wiki, visibility="public") == []


@pytest.mark.parametrize(
    ("accepted", "problem"),
    [
        ("{conflict: audience, with: b, until: 2026-12-01, by: ann}", "5:12: missing-field a calendar event needs the field `accepted.reason`"),
        ("{conflict: audience, with: b, reason: R, by: ann}", "5:12: missing-field a calendar event needs the field `accepted.until`"),
        ("{conflict: audience, with: b, reason: R, until: 2026-12-01}", "5:12: missing-field a calendar event needs the field `accepted.by`"),
        ("{conflict: audience, reason: R, until: 2026-12-01, by: ann}", "5:12: accepted-without-entry a conflict of the sort `audience` is accepted, but not with which event"),
        ("{conflict: holiday, with: b, reason: R, until: 2026-12-01, by: ann}", "5:38: accepted-with-entry a conflict of the sort `holiday` is with no other event"),
        ("{conflict: audience, with: a, reason: R, until: 2026-12-01, by: ann}", "5:39: accepted-itself `a` accepts to collide with itself"),
        ("{conflict: audience, with: x, reason: R, until: 2026-12-01, by: ann}", "5:39: dangling-ref no calendar event is called `x`"),
        ("{conflict: budget, reason: R, until: 2026-12-01, by: ann}", "5:23: not-a-choice `conflict` cannot be `budget`"),
    ],
)  # fmt: skip
def test_mistakes_in_accepting(wiki, accepted, problem):
    fill(wiki, f"when: 2026-12-01; accepted: [{accepted}]", "when: 2026-12-02")
    assert [line.partition(" (")[0] for line in wiki.problems()] == [f"events/a.yml:{problem}"]


# Times and repetition


def test_what_repeats_collides_once_for_all_times(wiki):
    weekly = "category: campaign; when: 毎週火曜 2026-04-07から; segment: New prospects; channel: email"
    fill(wiki, weekly, weekly)
    (line,) = told(wiki)
    assert line.endswith("by `email` on 2026-11-24")


@pytest.mark.parametrize(
    ("one", "other", "collide"),
    [
        ("when: 毎週火曜 2026-04-07から; time: 14:00-15:00", "when: 2027-05-11; time: 14:30-15:30", True),
        ("when: 毎週火曜 2026-04-07から; time: 14:00-15:00", "when: 2027-05-12; time: 14:30-15:30", False),
        ("when: 毎週火曜 2026-04-07から2027-03-30まで; time: 14:00", "when: 2027-05-11; time: 14:30", False),
        ("when: 2026-12-01 14:00-15:00", "when: 2026-12-01; time: 14:30", True),
        ("when: 2026-12-01 14:00-15:00", "when: 2026-12-01; time: 15:00", False),
        ("when: 2026-12-01 14:00-15:00", "when: 2026-12-01 05:30 UTC", True),
        ("when: 2026-12-01 14:00-15:00", "when: 2026-12-01 14:30 UTC", False),
        ("when: 2026-12-01 22:00 – 2026-12-02 02:00", "when: 2026-12-02; time: 01:00-03:00", True),
        ("when: 2026-12-01 22:00 – 2026-12-02 02:00", "when: 2026-12-01; time: 21:00-22:00", False),
        ("when: 2026-12-01 09:00-10:00", "when: 2026-11-30 19:30 America/New_York", True),
    ],
)
def test_at_which_time(wiki, one, other, collide):
    fill(wiki, *(f"category: campaign; {fields}; {ZOOM}" for fields in (one, other)))
    assert wiki.problems() == []
    assert [line.split()[1] for line in told(wiki)] == ["licence-conflict"] * collide


def test_a_day_that_is_excepted_is_no_holiday(wiki):
    second_thursday = "when: 毎月第2木曜 2027-01-14から2027-03-31まで"
    assert [line.rpartition(" ")[2] for line in told(fill(wiki, second_thursday))] == ["2027-02-11"]
    assert told(fill(wiki, f"{second_thursday}（2027-02-11を除く）")) == []


def test_what_repeats_counts_each_time(wiki):
    fill(wiki, "when: 平日毎日 2027-01-18から2027-01-20まで; team: ops; category: internal")
    assert [line.split()[:2] for line in told(wiki)] == [["events/a.yml:4:7:", "over-capacity"]]


# Pages


def page(wiki: Wiki, path: str, **settings: object) -> str:
    return wiki.page(path, **{"language": "en", "visibility": "internal", **settings})


def test_the_page_of_conflicts(wiki):
    fill(
        wiki,
        f"{BOTH}; team: ops; people: ann; place: Osaka",
        f"{BOTH}; team: ops; people: ann; place: Tokyo; {ACCEPTED.format('a', '2026-12-01')}",
        f"when: 2026-12; {AUDIENCE}",
        "when: 2026-12-02; team: ops",
    )
    text = page(wiki, "calendar/conflicts.md")
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        '## Person booked twice <span class="mk-n">1</span> { #person }',
        '## Week over capacity <span class="mk-n">1</span> { #capacity }',
        "## Load of the teams { #load }",
        '## Accepted conflicts <span class="mk-n">1</span> { #accepted }',
        '## To be avoided when a day is fixed <span class="mk-n">1</span> { #possible }',
        "## How it is looked at { #rules }",
    ]
    assert "One mail for both" in text
    assert '<td class="mk-heat-over" title="A B D">3<span class="mk-short__of">/2</span>' in text
    assert "Ann" not in page(wiki, "calendar/conflicts.md", visibility="public").partition("Accepted conflicts")[0]


def test_pages_of_what_is_in_a_conflict(wiki):
    fill(wiki, f"when: 2026-12-30; team: ops; {ZOOM}", f"when: 2026-12-30; team: ops; {ZOOM}", more=CLOSED)
    for id, other in (("a", "b"), ("b", "a")):
        section = page(wiki, f"events/{id}.md").partition("{ #conflicts }")[2]
        assert f'href="../{other}/"' in section
        assert 'href="../../blackouts/end/"' in section
    assert page(wiki, "tools/zoom.md").partition("{ #bookings }")[2].count("collides") == 2
    assert "<strong>2</strong>/2" in page(wiki, "teams/ops.md").partition("{ #load }")[2]
    inside = page(wiki, "blackouts/end.md").partition("{ #inside }")[2]
    assert all(f'href="../../events/{id}/"' in inside for id in "ab")
    assert page(wiki, "blackouts/index.md").count('href="../events/') == 2


def test_what_meets_nothing_says_nothing(wiki):
    fill(wiki, "when: 2026-12-01", more=CLOSED)
    assert "{ #conflicts }" not in page(wiki, "events/a.md")
    assert "{ #bookings }" in page(wiki, "tools/zoom.md")
    assert "{ #load }" not in page(wiki, "teams/pr.md")
    assert "Nothing collides until" in page(wiki, "calendar/conflicts.md")


def test_a_wiki_without_events_has_no_page_of_conflicts(wiki):
    assert "calendar/conflicts.md" not in {one.path for one in fill(wiki).site().pages}


def test_what_is_hidden_collides_with_nothing(wiki):
    fill(wiki, BOTH, f"{BOTH}; visibility: internal; {ACCEPTED.format('a', '2026-12-01')}")
    assert told(wiki, visibility="public") == []
    wiki.put("events/b.yml", "title: B\nowner: role:lead\nwhen: 2026-12-01\ncategory: webinar\n")
    fill(wiki, f"{BOTH}; {ACCEPTED.format('b', '2026-12-01')}", f"{BOTH}; visibility: internal")
    assert told(wiki, visibility="public") == []
    assert "accepted" not in page(wiki, "calendar/conflicts.md", visibility="public").partition("{ #rules }")[0]


# Against comparing everything with everything


def days_of(what: Event | Blackout) -> set[int]:
    first, last = what.when.span(4)
    return set(range(first.toordinal(), last.toordinal() + 1))


def hours_of(event: Event) -> set[int]:
    hours = range(*(int(part[:2]) for part in event.time.split("-"))) if is_timed(event) else range(24)
    return {24 * day + hour for day in days_of(event) for hour in hours}


def is_timed(event: Event) -> bool:
    return event.when.is_exact and event.time is not None


def clash(one: Event, other: Event, taken: Callable[[Event], set[int]]) -> str:
    """Yes, no or maybe, day by day or hour by hour."""
    here, there = taken(one), taken(other)
    if not here & there:
        return "no"
    sure = {(True, True): True, (True, False): there <= here, (False, True): here <= there, (False, False): False}
    return "yes" if sure[one.when.is_exact, other.when.is_exact] else "maybe"


def is_attended(event: Event) -> bool:
    return event.category == "webinar" and (len(days_of(event)) <= 5 or not event.when.is_exact)


def oracle(events: list[Event], blackouts: list[Blackout]) -> set[tuple[str, ...]]:
    """The sort, the events and yes or maybe of everything that collides."""
    found = set()
    for one, other in combinations(events, 2):
        pair = sorted([one.id, other.id])
        if one.segment and one.segment == other.segment and set(one.channel) & set(other.channel):
            found.add(("audience", *pair, clash(one, other, days_of)))
        if one.tools and other.tools:
            found.add(("licence", *pair, clash(one, other, hours_of)))
        if one.people and other.people and is_attended(one) and is_attended(other):
            apart = one.place and other.place and one.place != other.place
            if apart or (is_timed(one) and is_timed(other)):
                found.add(("person", *pair, clash(one, other, hours_of)))
    for event in events:
        closed = [days_of(blackout) for blackout in blackouts]
        if any(days_of(event) & each if event.when.is_exact else days_of(event) <= each for each in closed):
            found.add(("blackout", event.id, "yes"))
    weeks = Counter(monday(event) for event in events if event.when.is_exact)
    found |= {("capacity", str(week), "yes") for week, count in weeks.items() if count > 2}
    return {each for each in found if each[-1] != "no"}


def monday(event: Event) -> date:
    first = event.when.span(4)[0]
    return first - timedelta(days=first.weekday())


def swept(found: Found) -> set[tuple[str, ...]]:
    told = set()
    for one in found.conflicts:
        sure = "maybe" if one.state == "possible" else "yes"
        if one.sort == "capacity":
            told.add((one.sort, str(one.day), sure))
        elif one.others:
            told |= {(one.sort, *sorted([one.event.id, other.id]), sure) for other in one.others}
        else:
            told.add((one.sort, one.event.id, sure))
    return {each for each in told if each[0] != "holiday"}


days = st.integers(0, 40).map(lambda n: date(2026, 12, 1) + timedelta(days=n))
ranges = st.tuples(days, st.integers(0, 12)).map(lambda pair: f"{pair[0]}/{pair[0] + timedelta(days=pair[1])}")
vague = st.sampled_from(["2026-12 上旬", "2026-12 中旬", "2026-12", "2027-01"])
hours = st.tuples(st.integers(0, 21), st.integers(1, 4)).map(lambda pair: (pair[0], min(pair[0] + pair[1], 23)))
fields = st.fixed_dictionaries(
    {
        "when": st.one_of(days.map(str), ranges, vague),
        "time": st.none() | hours.map(lambda pair: f"{pair[0]:02}:00-{pair[1]:02}:00"),
        "segment": st.sampled_from(["x", "y", None]),
        "channel": st.lists(st.sampled_from(["email", "web", "ads"]), unique=True),
        "tools": st.sampled_from([(), ("zoom",)]),
        "people": st.sampled_from([(), ("ann",)]),
        "place": st.sampled_from([None, "Tokyo", "Osaka"]),
        "category": st.sampled_from(["webinar", "press"]),
        "team": st.just("ops"),
    }
)


def catalog_of(*records: Entity) -> Catalog:
    documents = [(record, Document(record.kind, f"{record.path}.yml", {})) for record in records]
    return resolve(documents, KINDS, SETTINGS).catalog


def made(model: type[Entity], id: str, **fields: object) -> Entity:
    return model.model_validate({"id": id, "title": id, "owner": None, **fields})


@property_test(max_examples=200)
@given(st.lists(fields, max_size=12), st.lists(ranges, max_size=3))
def test_the_sweep_finds_what_comparing_everything_finds(given_events, closed):
    events = [made(Event, f"e{n}", **fields) for n, fields in enumerate(given_events)]
    blackouts = [made(Blackout, f"b{n}", when=when) for n, when in enumerate(closed)]
    zoom = made(Tool, "zoom", category="events", events_at_once=1)
    everything = catalog_of(*events, *blackouts, zoom, made(Team, "ops", events_per_week=2), made(Person, "ann"))
    assert swept(find(everything, SETTINGS)) == oracle(events, blackouts)


@pytest.mark.slow
def test_a_calendar_in_which_all_meet_all_is_no_more_work():
    """Of each event a hundred others are told at the most."""
    events = [made(Event, f"e{n}", when="2026-12-01", category="press", segment="x", channel="web") for n in range(400)]
    found = find(catalog_of(*events), SETTINGS)
    assert max(len(one.others) for one in found.conflicts) == ENOUGH

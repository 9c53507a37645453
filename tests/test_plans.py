"""Plans: a playbook counted back from the day of an event, who does what, what is late, and what is next."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mops_kb.kinds.playbook.model import Timing
from mops_kb.model.ref import Ref
from mops_kb.model.settings import Settings
from mops_kb.model.workdays import Workdays
from mops_kb.reports.plans.coming import Agenda, agendas, when
from mops_kb.reports.plans.plan import Days, Plan, due, plans
from tests.conftest import AS_OF, Wiki

SETTINGS = Settings(AS_OF)
JAPAN = Workdays("JP")
CLOSED = Workdays("JP", frozenset({(date(2026, 12, 29), date(2027, 1, 3))}))
WIKI = """
    teams/all.yml
    | - {id: ops, title: Ops, owner: role:lead}
    | - {id: field, title: Field, owner: role:lead}
    roles/all.yml
    | - {id: lead, title: Lead, owner: role:lead, team: ops}
    | - {id: doer, title: Doer, owner: role:lead, team: field, reports_to: lead, headcount: 2}
    | - {id: gone, title: Gone, owner: role:lead, team: field, reports_to: lead}
    people/all.yml
    | - {id: ann, title: Ann, owner: role:lead, team: ops, posts: [lead]}
    | - {id: bob, title: Bob, owner: role:lead, team: field, posts: [doer]}
    | - {id: cid, title: Cid, owner: role:lead, team: field, posts: [doer]}
    tools/all.yml
    | - {id: mailer, title: Mailer, owner: role:lead, category: crm, state: adopted}
    | - {id: scanner, title: Scanner, owner: role:lead, category: crm, state: retiring}
    playbooks/send.yml
    | title: Send
    | owner: role:lead
    | steps:
    |   - {id: ask, title: Ask, role: doer, timing: T-10, approval: lead}
    |   - {id: test, title: Test, role: lead, tools: [mailer], timing: T-1}
    |   - {id: look, title: Look, role: doer, timing: T-1d}
    |   - {id: send, title: Send it, role: doer, timing: T}
    |   - {id: answer, title: Answer, role: doer, timing: within 4 hours}
    |   - {id: report, title: Report, role: lead, timing: T+2}
"""


def event(when: str, more: str = "") -> str:
    return f"""
        events/letter.yml
        | title: Letter
        | owner: role:lead
        | category: email
        | status: confirmed
        | when: {when}
        | playbook: send
        {more}
    """


def plan(wiki: Wiki, **settings: object) -> Plan:
    (found,) = wiki.study(**settings).catalog.once(plans, Settings(**{"as_of": AS_OF, **settings})).values()
    return found


def agenda(wiki: Wiki, kind: str, id: str) -> Agenda:
    return wiki.study().catalog.once(agendas, SETTINGS)[Ref(kind, id)]


def told(wiki: Wiki, code: str, **settings: object) -> list[str]:
    return [line for line in wiki.findings(**settings) if f" {code} " in line]


# Days


@pytest.mark.parametrize(
    ("timing", "first", "last", "day"),
    [
        # 2026-11-23 (Mon) is a holiday: Labour Thanksgiving Day.
        ("T", "2026-11-25", "2026-11-25", "2026-11-25"),
        ("T-1", "2026-11-25", "2026-11-25", "2026-11-24"),
        ("T-2", "2026-11-25", "2026-11-25", "2026-11-20"),
        ("T-2d", "2026-11-25", "2026-11-25", "2026-11-23"),
        ("T+1", "2026-11-20", "2026-11-20", "2026-11-24"),
        ("T+1d", "2026-11-20", "2026-11-20", "2026-11-21"),
        # Golden Week 2027: April 29 (Thu), May 3 to 5 (Mon to Wed).
        ("T-1", "2027-05-06", "2027-05-06", "2027-04-30"),
        ("T-2", "2027-05-06", "2027-05-06", "2027-04-28"),
        ("T-3", "2027-05-06", "2027-05-06", "2027-04-27"),
        ("T+3", "2027-04-28", "2027-04-28", "2027-05-07"),
        # Around the end of the year the office is closed from December 29 to January 3.
        ("T-2", "2027-01-06", "2027-01-06", "2027-01-04"),
        ("T-3", "2027-01-06", "2027-01-06", "2026-12-28"),
        ("T-4", "2027-01-06", "2027-01-06", "2026-12-25"),
        ("T+1", "2026-12-28", "2026-12-28", "2027-01-04"),
        # Before a range from its first day, after it from its last.
        ("T-1", "2026-12-09", "2026-12-11", "2026-12-08"),
        ("T", "2026-12-09", "2026-12-11", "2026-12-09"),
        ("T+1", "2026-12-09", "2026-12-11", "2026-12-14"),
        ("T+1d", "2026-12-09", "2026-12-11", "2026-12-12"),
        # A day on which nobody works is still the day of the event.
        ("T", "2026-11-22", "2026-11-22", "2026-11-22"),
        ("T-1", "2026-11-22", "2026-11-22", "2026-11-20"),
    ],
)
def test_days_by_hand(timing, first, last, day):
    days = Days(date.fromisoformat(first), date.fromisoformat(last))
    assert due(Timing.of(timing), days, CLOSED.shift) == date.fromisoformat(day)


@pytest.mark.parametrize("written", [None, "within 4 hours"])
def test_what_is_not_counted_from_the_day_has_none(written):
    days = Days(date(2026, 11, 25), date(2026, 11, 25))
    assert due(written and Timing.of(written), days, JAPAN.shift) is None


def test_what_has_no_day_yet_dates_nothing():
    assert due(Timing.of("T-10"), None, JAPAN.shift) is None


@given(
    st.dates(date(2024, 1, 1), date(2031, 12, 31)),
    st.integers(0, 5),
    st.lists(st.integers(-30, 30), min_size=2, max_size=6),
    st.sampled_from(["", "d"]),
)
def test_later_offsets_are_never_due_earlier(first, length, offsets, unit):
    days = Days(first, first + timedelta(days=length))
    dues = [due(Timing.of(f"T{offset:+}{unit}"), days, CLOSED.shift) for offset in sorted(offsets)]
    assert dues == sorted(dues)


@given(st.dates(date(2024, 1, 1), date(2031, 12, 31)), st.integers(1, 60), st.sampled_from([-1, 1]))
def test_business_days_never_land_on_a_closed_day(day, offset, sign):
    landed = due(Timing.of(f"T{sign * offset:+}"), Days(day, day), CLOSED.shift)
    assert CLOSED.is_open(landed)
    passed = [day + timedelta(days=sign * n) for n in range(1, abs((landed - day).days) + 1)]
    assert sum(CLOSED.is_open(one) for one in passed) == offset


@given(st.dates(date(2024, 1, 1), date(2031, 12, 31)), st.integers(-20, 20), st.integers(-20, 20))
def test_steps_that_are_said_to_cross_do_cross(day, business, calendar):
    one, other = Timing.of(f"T{business:+}"), Timing.of(f"T{calendar:+}d")
    dues = [due(timing, Days(day, day), CLOSED.shift) for timing in (one, other)]
    if one.is_before(other):
        assert dues[0] < dues[1]
    if other.is_before(one):
        assert dues[1] < dues[0]


def test_the_end_of_the_year_is_no_time_to_work(wiki):
    wiki(WIKI)(event("2027-01-06"))("""
        blackouts/new-year.yml
        | {title: New year, owner: role:lead, when: 2026-12-29/2027-01-03, stops_work: true}
    """)
    assert [task.due and task.due.isoformat() for task in plan(wiki).tasks] == [
        "2026-12-17",
        "2027-01-05",
        "2027-01-05",
        "2027-01-06",
        None,
        "2027-01-08",
    ]


# People and states


def test_roles_become_people(wiki):
    made = plan(wiki(WIKI)(event("2026-12-10")))
    assert [[person.id for person in task.people] for task in made.tasks][:3] == [
        ["bob", "cid"],
        ["ann"],
        ["bob", "cid"],
    ]
    assert [person.id for person in made.tasks[0].approvers] == ["ann"]


def test_where_the_event_names_one_of_them_it_is_theirs(wiki):
    made = plan(wiki(WIKI)(event("2026-12-10", "| people: [cid]")))
    assert [[person.id for person in task.people] for task in made.tasks][:3] == [["cid"], ["ann"], ["cid"]]


def test_how_each_step_stands(wiki):
    # 2026-11-25 (Wed): asked by Nov 10, tested on Nov 24, looked at on Nov 24, reported on Nov 27. Today is Sunday, Nov 22.
    made = plan(wiki(WIKI)(event("2026-11-25", "| steps_done: [ask]")))
    assert [task.state for task in made.tasks] == ["done", "later", "later", "later", "undated", "later"]
    assert (made.done, made.fits, made.start) == (1, True, date(2026, 11, 10))


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        ("2026-12-07", "week"),
        ("2026-12-08", "week"),
        ("2026-12-09", "today"),
        ("2026-12-10", "late"),
        ("2026-12-06", "later"),
    ],
)
def test_how_a_step_stands_from_day_to_day(wiki, as_of, state):
    made = plan(wiki(WIKI)(event("2026-12-10")), as_of=date.fromisoformat(as_of))
    assert (made.tasks[1].due, made.tasks[1].state) == (date(2026, 12, 9), state)


def test_nobody_is_late_with_what_is_only_an_idea(wiki):
    wiki(WIKI)(event("2026-11-25").replace("confirmed", "idea"))
    assert plan(wiki).tasks[0].state == "past"
    assert told(wiki, "plan-does-not-fit") == []


def test_steps_are_done_by_id_or_number(wiki):
    made = plan(wiki(WIKI)(event("2026-12-24", "| steps_done: [ask, 2, 5]")))
    assert [task.number for task in made.tasks if task.state == "done"] == [1, 2, 5]


@pytest.mark.parametrize(
    ("written", "latest"),
    [("2026-12", "2026-12-17"), ("2026-12 上旬", "2026-11-26"), ("2026 Q4", None), ("TBD", None)],
)
def test_what_has_no_day_is_not_dated(wiki, written, latest):
    made = plan(wiki(WIKI)(event(written)))
    assert (made.days, [task.due for task in made.tasks if task.due]) == (None, [])
    assert (made.latest_start and made.latest_start.isoformat()) == latest
    page = wiki.page("events/letter.md", language="en")
    assert "The steps will be dated when the day is fixed." in page
    assert agendas(wiki.study().catalog, SETTINGS).get(Ref("person", "bob")) is None


def test_a_recurring_event_has_a_plan_for_its_next_time(wiki):
    # Every Thursday from October on: next on November 26, asked by November 11; nobody is late with what comes round again.
    wiki(WIKI)(event("毎週木曜 2026-10-01から"))
    made = plan(wiki)
    assert (made.days, made.is_recurring) == (Days(date(2026, 11, 26), date(2026, 11, 26)), True)
    assert [task.state for task in made.tasks] == ["past", "later", "later", "later", "undated", "later"]
    assert [line for line in wiki.findings() if " plan-" in line] == []
    feed = wiki.outputs(wiki.site(language="en"))["next/person-bob.ics"]
    assert [line for line in feed.split("\r\n") if line.startswith("UID")] == [
        "UID:plan:letter:look:2026-11-26@mops-wiki",
        "UID:plan:letter:send:2026-11-26@mops-wiki",
    ]


def test_finished_and_cancelled_events_have_no_plan(wiki):
    for status in ("done", "cancelled"):
        wiki(WIKI)(event("2026-11-25").replace("confirmed", status))
        assert wiki.study().catalog.once(plans, SETTINGS) == {}


# Findings and mistakes


def test_late_steps_are_a_finding(wiki):
    wiki(WIKI)(event("2026-11-20", "| steps_done: [ask, send]"))
    (line,) = told(wiki, "plan-late")
    assert line == (
        "events/letter.yml:7:13: plan-late 2 steps of the plan of `letter` are late (`Test`, `Look`) "
        "(write what is done into `steps_done`, and agree on new days for the rest)"
    )


def test_an_event_that_leaves_too_little_time_is_a_finding(wiki):
    wiki(WIKI)(event("2026-11-26"))
    (line,) = told(wiki, "plan-does-not-fit")
    assert line == (
        "events/letter.yml:6:11: plan-does-not-fit work on `letter` should have begun on 2026-11-11, nothing is done, "
        "and 1 step is late (`Ask`) "
        "(move the day or leave out steps; if work has begun, write what is done into `steps_done`)"
    )
    assert told(wiki, "plan-late") == []


def test_a_plan_in_time_is_no_finding(wiki):
    wiki(WIKI)(event("2026-12-24"))
    assert [line for line in wiki.findings() if " plan-" in line] == []


def test_steps_that_nobody_or_no_tool_can_do_are_findings(wiki):
    wiki(WIKI)("""
        playbooks/scan.yml
        | title: Scan
        | owner: role:lead
        | steps:
        |   - {title: Scan, role: gone, tools: [mailer, scanner]}
        |   - {title: Scan again, role: gone, tools: scanner}
    """)
    assert [line.split(" (")[0] for line in wiki.findings() if " step-" in line] == [
        "playbooks/scan.yml:4:25: step-role-vacant nobody holds the role `gone`, which does step 1 of `scan`",
        "playbooks/scan.yml:4:47: step-tool-retiring step 1 of `scan` uses `scanner`, which is retiring or retired",
    ]


def test_a_step_that_is_done_must_be_one(wiki):
    wiki(WIKI)(event("2026-12-24", "| steps_done: [ask, tset, 7, 6]"))
    assert wiki.problems() == [
        "events/letter.yml:7:19: unknown-step the playbook `send` has no step `tset` (did you mean `test`?)",
        "events/letter.yml:7:25: unknown-step the playbook `send` has no step `7` (write the id of a step, or its number)",
    ]


def test_steps_are_done_of_a_playbook(wiki):
    wiki(WIKI)("""
        events/letter.yml
        | {title: Letter, owner: role:lead, category: email, when: 2026-12-24, steps_done: [ask]}
    """)
    (line,) = wiki.problems()
    assert line.startswith("events/letter.yml:1:82: steps-without-playbook")


# What is next


@pytest.mark.parametrize(
    ("day", "as_of", "told"),
    [
        ("2026-11-22", "2026-11-23", "late"),
        ("2026-11-23", "2026-11-23", "week-0"),
        ("2026-11-29", "2026-11-23", "week-0"),
        ("2026-11-30", "2026-11-23", "week-1"),
        ("2026-12-07", "2026-11-23", "week-2"),
        ("2026-12-13", "2026-11-29", "week-2"),
        ("2026-12-14", "2026-11-23", "later"),
    ],
)
def test_weeks_begin_on_monday(day, as_of, told):
    assert when(date.fromisoformat(day), Settings(date.fromisoformat(as_of))) == told


def test_what_is_next_for_a_person_and_a_team(wiki):
    wiki(WIKI)(
        event(
            "2026-12-03",
            "| team: ops\n        | people: [bob]\n        | reviewed_on: 2026-06-04\n        | review_cycle: 180 days",
        )
    )
    bob = agenda(wiki, "person", "bob")
    assert [(item.day.isoformat(), item.sort, item.when, item.task and item.task.name) for item in bob.items] == [
        ("2026-11-18", "task", "late", "ask"),
        ("2026-12-02", "task", "week-2", "look"),
        ("2026-12-03", "event", "week-2", None),
        ("2026-12-03", "task", "week-2", "send"),
    ]
    assert [(item.sort, item.task and item.task.name) for item in agenda(wiki, "person", "ann").items] == [
        ("approval", "ask"),
        ("review", None),
        ("task", "test"),
        ("task", "report"),
    ]
    assert [item.task.name for item in agenda(wiki, "team", "field").items] == ["ask", "look", "send"]
    assert [item.sort for item in agenda(wiki, "team", "ops").items] == ["review", "task", "event", "task"]


def test_decisions_on_contracts_are_next_for_who_keeps_them(wiki):
    wiki(WIKI)("""
        contracts/mailer.yml
        | title: Mailer
        | owner: role:lead
        | tool: mailer
        | price: 1200000
        | starts_on: 2026-01-01
        | ends_on: 2026-12-31
        | auto_renew: true
        | notice: 30 days
    """)
    for kind, id in (("person", "ann"), ("team", "ops")):
        assert [(item.sort, item.day, item.when) for item in agenda(wiki, kind, id).items] == [
            ("contract", date(2026, 12, 1), "week-2")
        ]


def test_pages_and_links_to_what_is_next(wiki):
    made = wiki.outputs(wiki(WIKI)(event("2026-12-03", "| people: [bob]")).site(language="en"))
    assert {"next/index.md", "next/team-field.md", "next/person-bob.md", "next/team-field.ics"} <= set(made)
    assert "next/person-cid.md" not in made  # bob was named
    assert 'href="../../next/person-bob/"' in made["people/bob.md"]
    assert 'href="../../next/team-field/"' in made["teams/field.md"]
    assert 'href="../../events/letter/#plan"' in made["next/person-bob.md"]


def test_entries_of_a_feed_keep_their_names(wiki):
    made = wiki.outputs(wiki(WIKI)(event("2026-12-03", "| steps_done: [ask, 3]")).site(language="en"))
    lines = made["next/person-bob.ics"].split("\r\n")
    assert [line for line in lines if line.startswith(("UID", "DTSTART", "DTEND", "SUMMARY"))] == [
        "SUMMARY:Send it – Letter",
        "DTSTART;VALUE=DATE:20261203",
        "DTEND;VALUE=DATE:20261204",
        "UID:plan:letter:send@mops-wiki",
    ]


def test_what_is_hidden_is_gone(wiki):
    wiki(WIKI)(event("2026-12-03", "| people: [bob]"))
    file = wiki.docs / "people/all.yml"
    file.write_text(file.read_text().replace("id: bob, title: Bob", "id: bob, title: Bob, visibility: internal"))
    made = wiki.outputs(wiki.site(visibility="public"))
    assert not any("bob" in text.lower() for path, text in made.items())
    assert "next/person-cid.md" in made
    (playbook,) = (wiki.docs / "playbooks").iterdir()
    playbook.write_text(f"visibility: internal\n{playbook.read_text()}")
    made = wiki.outputs(wiki.site(visibility="public"))
    assert "next/person-cid.md" not in made
    assert "plan" not in made["events/letter.md"].split("mk-related")[0].split("mk-answers")[0].replace("planned", "")


def test_a_page_may_not_stand_where_the_next_things_come_out(wiki):
    wiki(WIKI)("""
        next/person-bob.md
        | ---
        | title: Bob
        | ---
    """)
    assert [line.split(" (")[0].split(" ")[1] for line in wiki.problems()] == ["same-page"]

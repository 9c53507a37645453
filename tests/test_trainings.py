"""Trainings: who needs them on a day, who has them and who is late, worked out by hand; and what a public site tells."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mops_kb.kinds import KINDS
from mops_kb.kinds.training.model import Training
from mops_kb.kinds.training.needs import Coverage, Trained, counted, coverage_of, needs, trained
from mops_kb.kinds.training.views import index, page
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings
from mops_kb.reports.curriculum.facts import FACTS
from mops_kb.reports.curriculum.views import of_role, of_team
from tests.conftest import AS_OF

INTERNAL = Settings(AS_OF, visibility="internal")
PUBLIC = Settings(AS_OF)

WIKI = """
    teams/all.yml
    | - {id: ops, title: Ops, owner: role:lead}
    | - {id: sales, title: Sales, owner: role:lead}
    roles/all.yml
    | - {id: lead, title: Lead, owner: role:lead, team: ops}
    | - {id: agent, title: Agent, owner: role:lead, team: ops, reports_to: lead, headcount: 4}
    | - {id: seller, title: Seller, owner: role:lead, team: sales, reports_to: lead}
    people/all.yml
    | - {id: ann, title: Ann, owner: role:lead, team: ops, posts: [{role: lead, since: 2026-04-01}], joined: 2020-01-01}
    | - {id: ben, title: Ben, owner: role:lead, team: ops, posts: [{role: agent, since: 2026-08-24}]}
    | - {id: cat, title: Cat, owner: role:lead, team: ops, posts: [{role: agent, since: 2026-08-23}], joined: 2026-11-01}
    | - {id: dan, title: Dan, owner: role:lead, team: sales, joined: 2019-04-01,
    |    posts: [{role: seller, share: 0.6}, {role: agent, share: 0.4, since: 2026-11-01}]}
    | - {id: eve, title: Eve, owner: role:lead, team: ops, posts: [agent]}
    | - {id: fay, title: Fay, owner: role:lead, team: sales, posts: [{role: agent, until: 2026-11-21}]}
    | - {id: gil, title: Gil, owner: role:lead, team: sales, posts: [{role: agent, since: 2026-11-23}]}
    tools/crm.yml
    | title: CRM
    | owner: role:lead
    | category: crm
    | seats: 10
    | seats_used: 4
    trainings/crm-basics.yml
    | title: CRM basics
    | owner: role:lead
    | format: group
    | required_for: role:agent
    | useful_for: role:seller
    | tools: crm
    | minutes: 90
    | valid_for: 1 year
    | trainer: role:lead
    | sessions:
    |   - {on: 2026-10-01, time: 14:00-15:30}
    trainings/rules.yml
    | title: Rules
    | owner: role:lead
    | required_for: [team:ops, role:agent]
    | due_within: 30 days
    | minutes: 20
    trainings/safety.yml
    | title: Safety
    | owner: role:lead
    | required_for: role:lead
    | valid_for: 1 year
    completions/all.csv
    | person,training,on
    | ann,crm-basics,2026-05-01
    | dan,crm-basics,2024-06-01
    | dan,crm-basics,2025-11-22
    | fay,crm-basics,2026-06-01
    | ben,crm-basics,2025-08-01
    | ann,rules,2019-01-01
    | ben,rules,2026-09-01
    | ann,safety,2025-11-21
"""
"""On the day, 2026-11-22, Dan's basics count for the last time, Ben's have run out, and Ann's safety ran out
yesterday; Ben's 90 days as an agent end today, Cat's ended yesterday."""


def training(**fields: object) -> Training:
    return Training.model_validate({"id": "t", "title": "T", "owner": "role:r", **fields})


def catalog(wiki, **settings):
    found = wiki.study(**settings)
    assert found.problems == ()
    return found.catalog


def told(wiki, settings: Settings, id: str) -> dict[str, str]:
    seen = catalog(wiki, as_of=settings.as_of, visibility=settings.visibility)
    return {need.person.id: need.status for need in seen.once(needs, settings)[id]}


# One person


@pytest.mark.parametrize(
    ("since", "done", "due"),
    [
        (date(2026, 11, 1), None, date(2027, 1, 30)),
        (None, None, None),
        (date(2026, 1, 1), date(2025, 11, 22), date(2026, 11, 22)),
        (date(2026, 11, 1), date(2025, 11, 22), date(2027, 1, 30)),
        (None, date(2025, 11, 22), date(2026, 11, 22)),
    ],
)
def test_due_is_so_long_after_the_start_or_when_the_last_one_runs_out(since, done, due):
    assert training(due_within="90 days", valid_for="1 year").due(since, done) == due


@pytest.mark.parametrize(
    ("valid_for", "done", "is_valid"),
    [
        (None, date(1999, 1, 1), True),
        (None, AS_OF, True),
        (None, AS_OF + timedelta(days=1), False),
        ("1 year", date(2025, 11, 22), True),
        ("1 year", date(2025, 11, 21), False),
        ("1 day", date(2026, 11, 21), True),
        ("1 day", date(2026, 11, 20), False),
    ],
)
def test_a_completion_counts_through_its_last_day(valid_for, done, is_valid):
    given_ = {"valid_for": valid_for} if valid_for else {}
    assert training(**given_).is_valid(done, AS_OF) == is_valid


DAYS = st.dates(date(2020, 1, 1), date(2026, 11, 22))


@given(DAYS, DAYS, st.integers(1, 999), st.integers(1, 999))
def test_to_have_taken_it_once_is_never_worse_than_never(since, done, within, valid):
    one = training(due_within=f"{within} days", valid_for=f"{valid} days")
    assert one.due(since, done) >= one.due(since, None)


@pytest.mark.parametrize(
    ("days", "next_on"),
    [([], None), (["2026-11-21"], None), (["2026-12-02", "2026-11-22"], AS_OF), (["2026-12-02"], date(2026, 12, 2))],
)
def test_the_next_session_is_today_or_later(days, next_on):
    session = training(sessions=[{"on": day} for day in days]).next_session(AS_OF)
    assert (session.on if session else None) == next_on


# Who needs it


def test_holders_of_the_role_on_the_day_need_it(wiki):
    """Not Fay, who gave the role up yesterday, and not Gil, who takes it up tomorrow; Dan with two posts does."""
    assert told(wiki(WIKI), INTERNAL, "crm-basics") == {
        "ben": "open",
        "cat": "overdue",
        "dan": "valid",
        "eve": "overdue",
    }


def test_a_day_later_one_is_late_one_runs_out_and_one_more_needs_it(wiki):
    """Ben's 90 days are over; Dan has as long as any newcomer, for he took up the role three weeks ago."""
    tomorrow = Settings(AS_OF + timedelta(days=1), visibility="internal")
    assert told(wiki(WIKI), tomorrow, "crm-basics") == {
        "ben": "overdue", "cat": "overdue", "dan": "open", "eve": "overdue", "gil": "open",
    }  # fmt: skip


def test_who_needs_it_for_two_reasons_counts_once(wiki):
    assert told(wiki(WIKI), INTERNAL, "rules") == {
        "ann": "valid", "ben": "valid", "cat": "overdue", "dan": "open", "eve": "overdue",
    }  # fmt: skip


def test_what_has_run_out_is_overdue_from_the_day_after(wiki):
    wiki(WIKI)
    assert told(wiki, INTERNAL, "safety") == {"ann": "overdue"}
    yesterday = Settings(AS_OF - timedelta(days=1), visibility="internal")
    assert told(wiki, yesterday, "safety") == {"ann": "valid"}


@pytest.mark.parametrize(
    ("post", "status"),
    [
        ("{role: agent, since: 2026-08-24}", "open"),
        ("{role: agent, since: 2026-08-23}", "overdue"),
        ("agent], joined: 2026-08-24, tags: [x", "open"),
        ("agent], joined: 2026-08-23, tags: [x", "overdue"),
        ("{role: agent, since: 2026-11-01}], joined: 2019-04-01, tags: [x", "open"),
        ("{role: agent, since: 2026-11-01}, {role: agent, since: 2026-01-01}", "overdue"),
        ("agent", "overdue"),
    ],
)
def test_time_runs_from_the_start_of_the_post_else_from_joining(wiki, post, status):
    wiki(WIKI.replace("{role: agent, since: 2026-08-24}", post))
    wiki.put("completions/all.csv", "person,training,on\n")
    assert told(wiki, INTERNAL, "crm-basics")["ben"] == status


def test_a_member_of_a_team_has_time_from_the_post_in_it(wiki):
    """Ann joined long ago and moved to the team this month; Fay has no post in it."""
    wiki(
        WIKI.replace("since: 2026-04-01", "since: 2026-11-01").replace(
            "title: Fay, owner: role:lead, team: sales", "title: Fay, owner: role:lead, joined: 2026-11-10, team: ops"
        )
    )
    wiki.put("completions/all.csv", "person,training,on\n")
    statuses = told(wiki, INTERNAL, "rules")
    assert (statuses["ann"], statuses["fay"]) == ("open", "open")


# Coverage


def test_coverage_is_completed_over_required(wiki):
    found = catalog(wiki(WIKI), visibility="internal")
    covered = {one.id: page(one, found, INTERNAL).coverage for one in found.of(Training)}
    assert covered == {"crm-basics": Coverage(4, 1, 2), "rules": Coverage(5, 2, 2), "safety": Coverage(1, 0, 1)}
    assert covered["crm-basics"].share == Decimal("0.25")


def test_where_nobody_needs_it_there_is_no_share(wiki):
    assert counted([]) == Coverage(0, 0, 0)
    assert counted([]).share is None


def test_coverage_by_role_team_and_tool(wiki):
    found = catalog(wiki(WIKI), visibility="internal")
    shares = {fact.kind: fact for fact in FACTS if fact.name in ("trained_share", "trainings_done")}
    told = {
        kind: {one.id: shares[kind].shown(one, found, INTERNAL) for one in found.named(kind)}
        for kind in index(found, INTERNAL).tables
    }
    covered = {kind: {id: one.coverage for id, one in those.items() if one.trainings} for kind, those in told.items()}
    assert covered == {
        "role": {"agent": Coverage(8, 2, 4), "lead": Coverage(2, 1, 1)},
        "team": {"ops": Coverage(8, 2, 5), "sales": Coverage(2, 1, 0)},
        "tool": {"crm": Coverage(4, 1, 2)},
    }


def test_a_training_of_the_team_belongs_to_the_path_of_its_roles(wiki):
    found = catalog(wiki(WIKI))
    agent, seller = (of_role(found.records["role"][id], Wiki(found, KINDS, PUBLIC, ())) for id in ("agent", "seller"))
    assert [one.training.id for one in agent.required] == ["rules", "crm-basics"]
    assert agent.minutes == 110
    assert [one.training.id for one in seller.required] == []
    assert [one.training.id for one in seller.useful] == ["crm-basics"]


def test_trained_users_are_people_with_a_completion_that_counts(wiki):
    """Ann, Dan and Fay; not Ben, whose completion has run out. Whether they need it does not matter."""
    found = catalog(wiki(WIKI))
    assert trained(found.records["tool"]["crm"], found, PUBLIC) == Trained(3, 4, Decimal("0.75"))


def test_more_trained_people_than_seats_give_no_share(wiki):
    found = catalog(wiki(WIKI.replace("seats_used: 4", "seats_used: 2")))
    assert trained(found.records["tool"]["crm"], found, PUBLIC) == Trained(3, 2, None)


# What a public site tells


def test_a_public_site_names_nobody_who_is_late(wiki):
    wiki(WIKI)
    about = "trainings/crm-basics.md"
    assert "Cat" in wiki.page(about, visibility="internal")
    shown = wiki.page(about)
    assert not any(name in shown for name in ("Ben", "Cat", "Dan", "Eve"))
    assert "1/4" in shown


def test_a_person_sees_their_own_on_an_internal_site_alone(wiki):
    wiki(WIKI)
    assert "Trainings to take" in wiki.page("people/cat.md", visibility="internal", language="en")
    assert "trainings" not in wiki.page("people/cat.md", language="en")


def test_a_public_site_tells_nothing_about_two_people(wiki):
    """Of Ann, who alone has to know about safety, there is neither a share nor a finding."""
    wiki(WIKI)
    assert not [line for line in wiki.findings() if "`safety`" in line]
    assert [line for line in wiki.findings(visibility="internal") if "`safety`" in line]
    found = catalog(wiki)
    safety = found.records["training"]["safety"]
    assert page(safety, found, PUBLIC).coverage is None


def test_on_a_public_site_nothing_can_be_worked_out_by_subtraction(wiki):
    """Ann and four agents need the rules: of the agents apart, they would tell of Ann; with safety in the sum, too."""
    found = catalog(wiki(WIKI))
    whole = index(found, PUBLIC)
    assert whole.tables == ("tool",)
    assert whole.coverage == Coverage(9, 3, 4)
    known = Wiki(found, KINDS, PUBLIC, ())
    assert of_role(found.records["role"]["agent"], known).coverage is None
    ops = of_team(found.records["team"]["ops"], known)
    assert {one.coverage for one in (ops, *ops.courses)} == {None}


def test_a_tool_of_which_no_training_may_be_told_has_no_share(wiki):
    found = catalog(wiki(WIKI))
    safety, rules = found.records["training"]["safety"], found.records["training"]["rules"]
    assert coverage_of([safety], found, PUBLIC) is None
    assert coverage_of([safety, rules], found, PUBLIC) == Coverage(5, 2, 2)
    assert coverage_of([], found, PUBLIC) == Coverage(0, 0, 0)


def test_a_public_site_tells_of_no_two_people_that_they_know_a_tool(wiki):
    """Ann and Dan: neither on the tool's page nor in what is for programs."""
    fewer = "\n".join(line for line in WIKI.splitlines() if "fay,crm-basics" not in line)
    found = catalog(wiki(fewer))
    crm = found.records["tool"]["crm"]
    assert trained(crm, found, INTERNAL) == Trained(2, 4, Decimal("0.5"))
    assert trained(crm, found, PUBLIC) == Trained(None, 4, None)
    assert "2 people" not in wiki.page("tools/crm.md", language="en")


def test_public_shares_are_of_the_people_whom_the_site_shows(wiki):
    hidden = WIKI.replace("title: Dan, owner", "title: Dan, visibility: internal, owner")
    found = catalog(wiki(hidden))
    assert page(found.records["training"]["crm-basics"], found, PUBLIC).coverage == Coverage(3, 0, 2)
    assert trained(found.records["tool"]["crm"], found, PUBLIC) == Trained(None, 4, None)


def test_completions_are_in_no_output_of_a_public_site(wiki):
    shown = "\n".join(wiki.outputs(wiki(WIKI).site()).values())
    assert "2026-05-01" not in shown
    assert "2019" not in shown


# Findings


def test_findings_count_and_name_nobody(wiki):
    lines = [line for line in wiki(WIKI).findings() if line.startswith("trainings/")]
    assert lines == [
        "trainings/crm-basics.yml:4:15: training-overdue 2 of 4 people who need `crm-basics` are overdue (have them set a date, and add a row to a CSV file in `completions` once it is done)",
        "trainings/crm-basics.yml:11:3: no-session `crm-basics` has no date ahead, and 3 people have yet to take it (write the next date in `sessions`)",
        "trainings/rules.yml:3:15: training-overdue 2 of 5 people who need `rules` are overdue (have them set a date, and add a row to a CSV file in `completions` once it is done)",
    ]


def test_a_few_of_many_who_are_late_are_no_finding(wiki):
    """One of five is less than a quarter."""
    wiki(WIKI).put("completions/more.csv", "person,training,on\neve,rules,2026-11-20\n")
    assert not [line for line in wiki.findings() if "`rules`" in line]


def test_a_session_ahead_ends_the_waiting(wiki):
    wiki(WIKI.replace("on: 2026-10-01", "on: 2026-11-22"))
    assert not [line for line in wiki.findings() if "no-session" in line]


def test_a_completion_of_tomorrow_does_not_count_and_is_a_finding(wiki):
    wiki(WIKI).put("completions/slip.csv", "person,training,on\ncat,crm-basics,2027-10-01\n")
    assert told(wiki, INTERNAL, "crm-basics")["cat"] == "overdue"
    assert wiki.problems() == []
    lines = [line for line in wiki.findings(visibility="internal") if "completion-ahead" in line]
    assert [line.split(" (")[0] for line in lines] == [
        "completions/slip.csv:2:16: completion-ahead a completion of `crm-basics` is dated 2027-10-01, which is still to come; it does not count yet"
    ]


# Pages


def test_the_page_answers_for_whom_when_and_by_whom(wiki):
    shown = wiki(WIKI.replace("on: 2026-10-01", "on: 2026-12-01")).page("trainings/crm-basics.md", language="en")
    answers = {name: shown.split(f'data-answer="{name}"')[1].split("</dd>")[0] for name in ("learn", "take", "trainer")}
    assert "Agent" in answers["learn"]
    assert "CRM" in answers["learn"]
    assert "Tue, Dec 1, 2026</strong> 14:00-15:30" in answers["take"]
    assert "Lead" in answers["trainer"]


def test_the_index_lists_the_sessions_to_come_in_order(wiki):
    sessions = "{on: 2026-10-01, time: 14:00-15:30}"
    more = "{on: 2027-01-12}\n    |   - {on: 2026-12-01, time: 16:00}\n    |   - {on: 2026-12-01, time: 10:00}"
    found = catalog(wiki(WIKI.replace(sessions, more)))
    coming = [(one.session.on.isoformat(), one.session.time) for one in index(found, PUBLIC).coming]
    assert coming == [("2026-12-01", "10:00"), ("2026-12-01", "16:00"), ("2027-01-12", None)]


def test_a_vacant_trainer_is_said_to_be_vacant(wiki):
    wiki(WIKI.replace("trainer: role:lead", "trainer: role:seller").replace("{role: seller, share: 0.6}, ", ""))
    assert "mk-badge--bad" in wiki.page("trainings/crm-basics.md").split("</dl>")[0]

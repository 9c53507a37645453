"""Onboarding: what a newcomer to a role finds on the first day, in the first week and month, and later."""

import pytest

from mops_kb.model.settings import Settings
from mops_kb.reports.onboarding.views import MATES, onboardings
from tests.conftest import AS_OF

WIKI = """
    teams/ops.yml
    | title: Ops
    | owner: role:lead
    | channel: "#ops"
    roles/all.yml
    | - {id: boss, title: Boss, owner: role:boss}
    | - {id: lead, title: Lead, owner: role:boss, team: ops, reports_to: boss}
    | - {id: agent, title: Agent, owner: role:boss, team: ops, reports_to: lead, headcount: 2}
    people/all.yml
    | - {id: zoe, title: Zoe, owner: role:boss, posts: boss, deputy: ann}
    | - {id: ann, title: Ann, owner: role:boss, team: ops, posts: lead, ask_about: Priorities}
    | - {id: ben, title: Ben, owner: role:boss, team: ops, posts: agent}
    | - {id: cat, title: Cat, owner: role:boss, team: ops}
    tools/all.yml
    | - {id: crm, title: CRM, owner: role:boss, category: crm, access: Ask the desk, used_by: ops}
    | - {id: web, title: Web, owner: role:boss, category: web, used_by: ops}
    | - {id: old, title: Old, owner: role:boss, category: web, state: retired, used_by: ops}
    | - {id: ads, title: Ads, owner: role:boss, category: advertising}
    playbooks/send.yml
    | title: Send
    | owner: role:boss
    | steps:
    |   - {title: Ask, role: lead, tools: ads}
    |   - {title: Write, role: agent, tools: crm}
    |   - {title: Post, role: agent}
    channels/all.yml
    | - {id: board, title: Board, owner: role:boss, sort: standing, participants: team:ops}
    | - {id: daily, title: Daily, owner: role:boss, participants: team:ops, frequency: daily}
    | - {id: weekly, title: Weekly, owner: role:boss, participants: [role:agent, team:ops], frequency: weekly}
    | - {id: fortnight, title: Fortnight, owner: role:boss, participants: role:agent, frequency: biweekly}
    | - {id: monthly, title: Monthly, owner: role:boss, participants: role:agent, frequency: monthly}
    | - {id: yearly, title: Yearly, owner: role:boss, participants: role:agent, frequency: yearly}
    | - {id: leads, title: Leads, owner: role:boss, participants: role:lead, frequency: weekly}
    | - {id: gone, title: Gone, owner: role:boss, participants: team:ops, frequency: weekly,
    |    verdict: {decision: stop, on: 2026-11-01, by: zoe, reason: Nobody came}}
    trainings/all.yml
    | - {id: safe, title: Safe, owner: role:boss, required_for: team:ops, due_within: 1 day, minutes: 20}
    | - {id: rules, title: Rules, owner: role:boss, required_for: role:agent, due_within: 1 week, minutes: 30}
    | - {id: basics, title: Basics, owner: role:boss, required_for: role:agent, due_within: 1 month}
    | - {id: deep, title: Deep, owner: role:boss, required_for: role:agent, useful_for: team:ops}
    | - {id: nice, title: Nice, owner: role:boss, useful_for: role:agent}
"""


def checklist(wiki, role):
    found = wiki.study()
    assert found.problems == ()
    return found.catalog.once(onboardings, Settings(AS_OF))[role]


def phases(wiki, role):
    return {phase.name: phase for phase in checklist(wiki, role).phases}


def ids(records):
    return [record.id for record in records]


def test_meetings_come_by_how_often_they_are_held_and_stopped_ones_not_at_all(wiki):
    listed = {name: ids(phase.channels) for name, phase in phases(wiki(WIKI), "agent").items()}
    assert listed == {
        "day": ["board", "daily"],
        "week": ["weekly"],
        "month": ["fortnight", "monthly"],
        "later": ["yearly"],
    }


def test_a_meeting_that_has_changed_since_it_was_stopped_is_on_the_list_again(wiki):
    wiki(WIKI.replace("by: zoe, reason: Nobody came", "by: zoe, reason: Nobody came, row: 00000000"))
    assert "gone" in ids(phases(wiki, "lead")["week"].channels)


def test_trainings_come_by_when_they_are_due(wiki):
    found = phases(wiki(WIKI), "agent")
    listed = {name: ids(phase.trainings) for name, phase in found.items()}
    assert listed == {"day": ["safe"], "week": ["rules"], "month": ["basics"], "later": ["deep"]}
    assert ids(found["later"].useful) == ["nice"]
    assert checklist(wiki, "agent").minutes == 50


@pytest.mark.parametrize(
    ("within", "phase"),
    [
        ("1 day", "day"),
        ("2 days", "week"),
        ("7 days", "week"),
        ("8 days", "month"),
        ("31 days", "month"),
        ("32 days", "later"),
    ],
)
def test_the_day_on_which_a_training_is_due_sets_its_phase(wiki, within, phase):
    found = phases(wiki(WIKI.replace("due_within: 1 week", f"due_within: {within}")), "agent")
    assert [name for name, one in found.items() if "rules" in ids(one.trainings)] == [phase]


def test_first_come_the_tools_of_ones_own_steps_then_those_of_the_team(wiki):
    found = phases(wiki(WIKI), "agent")
    assert (ids(found["day"].tools), ids(found["week"].tools)) == (["crm"], ["web"])
    assert ids(phases(wiki, "lead")["day"].tools) == ["ads"]


def test_playbooks_name_the_steps_of_the_role(wiki):
    (part,) = phases(wiki(WIKI), "agent")["month"].playbooks
    assert [number for number, _ in part.steps] == [2, 3]


def test_people_are_the_manager_the_peers_and_the_team(wiki):
    found = phases(wiki(WIKI), "agent")
    assert [(m.role.id, [met.person.id for met in m.people]) for m in found["day"].managers] == [("lead", ["ann"])]
    assert [met.person.id for met in found["week"].peers] == ["ben"]
    assert [met.person.id for met in found["week"].mates] == ["cat"]


def test_above_a_vacant_role_the_next_one_up_is_met(wiki):
    found = phases(wiki(WIKI.replace("posts: lead, ", "")), "agent")
    managers = [
        (m.role.id, m.is_vacant, [(met.person.id, met.deputy.id) for met in m.people]) for m in found["day"].managers
    ]
    assert managers == [("lead", True, []), ("boss", False, [("zoe", "ann")])]


def test_the_top_role_reports_to_nobody(wiki):
    assert phases(wiki(WIKI), "boss")["day"].managers == ()


def test_a_circle_of_roles_is_a_problem_and_no_endless_walk(wiki):
    wiki(
        WIKI.replace("title: Boss, owner: role:boss", "title: Boss, owner: role:boss, reports_to: agent").replace(
            "posts: boss, ", ""
        )
    )
    assert [line.split()[1] for line in wiki.problems()] == ["cycle"]


def test_of_a_large_team_some_are_named(wiki):
    wiki(WIKI)
    more = "".join(f"- {{id: m{n}, title: M{n}, owner: role:boss, team: ops}}\n" for n in range(10))
    wiki.put("people/more.yml", more)
    week = phases(wiki, "agent")["week"]
    assert (len(week.mates), week.more_mates) == (MATES, 11 - MATES)


def test_the_page_is_a_checklist_with_the_words_on_access(wiki):
    shown = wiki(WIKI).page("onboarding/agent.md", language="en")
    assert "Onboarding: Agent" in shown
    assert "Ask the desk" in shown
    assert "#ops" in shown
    assert shown.index("{ #day }") < shown.index("{ #week }") < shown.index("{ #month }") < shown.index("{ #later }")
    assert shown.count('<ul class="mk-checklist">') == shown.count("\n### ")
    assert "step-2" in shown


def test_a_phase_without_anything_is_left_out(wiki):
    shown = wiki(WIKI).page("onboarding/boss.md", language="en")
    assert "{ #day }" in shown
    assert "{ #month }" not in shown


def test_the_role_leads_to_its_checklist_and_the_index_to_all(wiki):
    wiki(WIKI)
    assert "onboarding/agent" in wiki.page("roles/agent.md")
    listed = wiki.page("onboarding/index.md")
    assert all(f'href="{id}/"' in listed for id in ("boss", "lead", "agent"))


def test_a_hidden_role_has_no_checklist(wiki):
    wiki(WIKI.replace("title: Agent,", "title: Agent, visibility: internal,"))
    assert "onboarding/agent.md" not in wiki.outputs(wiki.site())
    assert "onboarding/agent.md" in wiki.outputs(wiki.site(visibility="internal"))


def test_a_wiki_without_roles_has_no_onboarding(wiki):
    wiki("""
    knowhow/a.md
    | # A
    """)
    assert not [path for path in wiki.outputs(wiki.site()) if path.startswith("onboarding/")]


def test_a_page_by_hand_introduces_the_index(wiki):
    wiki(WIKI).put("onboarding/index.md", "# Welcome\n\nWe are glad that you are here.\n")
    assert wiki.problems() == []
    assert "We are glad" in wiki.page("onboarding/index.md")

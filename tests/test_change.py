"""Change: how initiatives stand, what waits, what teams worry about, and what changes for one person.

Today is 22 November 2026."""

from datetime import date

import pytest
from icalendar import Calendar

from mops_kb.model.settings import Settings
from mops_kb.reports.change.heat import heat_map
from mops_kb.reports.change.moments import moments
from mops_kb.reports.change.people import changes
from mops_kb.reports.change.standing import standings
from mops_kb.reports.change.timeline import timeline
from tests.conftest import AS_OF

INTERNAL = Settings(AS_OF, language="en", visibility="internal")
WIKI = """
    teams/sales.yml
    | title: Sales
    | owner: role:rep
    teams/ops.yml
    | title: Ops
    | owner: role:lead
    | mops: true
    teams/brand.yml
    | title: Brand
    | owner: role:painter
    roles/lead.yml
    | title: Lead
    | owner: role:lead
    | reports_to: chief
    | team: ops
    roles/rep.yml
    | title: Rep
    | owner: role:lead
    | reports_to: chief
    | team: sales
    roles/painter.yml
    | title: Painter
    | owner: role:lead
    | reports_to: chief
    | team: brand
    roles/chief.yml
    | title: Chief
    | owner: role:lead
    people/all.yml
    | - {id: ann, title: Ann, owner: role:lead, team: ops, posts: [lead]}
    | - {id: bob, title: Bob, owner: role:lead, team: sales, posts: [rep]}
    | - {id: eve, title: Eve, owner: role:lead, team: sales, posts: [rep]}
    | - {id: pia, title: Pia, owner: role:lead, team: brand, posts: [painter]}
    tools/crm.yml
    | title: CRM
    | owner: role:lead
    | category: crm
    | used_by: [sales]
    playbooks/handover.yml
    | title: Handover
    | owner: role:lead
    | steps:
    |   - {title: Route it, role: lead}
    |   - {title: Call them, role: rep, tools: [crm]}
    channels/floor.yml
    | title: Sales floor
    | owner: role:rep
    | participants: [team:sales]
    trainings/calling.yml
    | title: Calling at once
    | owner: role:lead
    | format: group
    | required_for: [role:rep]
    | sessions:
    |   - {on: 2026-11-10, time: "10:00"}
    |   - {on: 2026-12-03, time: "10:00"}
    completions/all.csv
    | person,training,on
    | bob,calling,2026-11-10
    initiatives/fast.yml
    | title: {ja: 早く電話する, en: Call fast}
    | owner: role:lead
    | state: running
    | when: 2026-10-01/2027-03-31
    | started_on: 2026-10-01
    | goal: First call within five minutes
    | playbooks: handover
    | tools: crm
    | reviewed_on: 2026-11-01
    | talks:
    |   - {team: sales, on: 2026-09-14, by: role:lead}
    | executives_told:
    |   - {who: role:chief, on: 2026-09-01, how: One to one}
    | concerns:
    |   - {team: sales, text: Who covers lunch?, raised_on: 2026-09-14, owner: role:lead, answer: Two of us do, answered_on: 2026-09-28}
    |   - {team: sales, text: Will quality drop?, raised_on: 2026-11-02, owner: role:lead}
    | duties:
    |   - {role: rep, during: Call in turns, after: Call within five minutes, agreed_on: 2026-10-05}
    | early_adopters: [person:eve]
    | channels:
    |   - {team: sales, channel: floor}
    | blockers:
    |   - {text: No headsets, since: 2026-10-20, owner: role:chief, need: Ten headsets}
    |   - {text: Old forms, since: 2026-10-01, removed_on: 2026-10-10}
    | report_every: two-weeks
    | reports:
    |   - {on: 2026-10-15, text: Begun}
    |   - {on: 2026-10-29, text: Halfway}
    | asks:
    |   - {text: Buy headsets, of: role:chief, on: 2026-10-21, due: 2026-11-06}
    |   - {text: Name a deputy, of: person:bob, on: 2026-11-20, due: 2026-12-01}
    |   - {text: Say yes, of: role:chief, on: 2026-09-01, answer: Yes, closed_on: 2026-09-02}
    | trainings: calling
    | gates: {before: 2026-10-01}
    initiatives/colour.yml
    | title: New colours
    | owner: role:painter
    | when: FY2026 H2
    | teams: brand
    initiatives/done.yml
    | title: Moved
    | owner: role:lead
    | state: finished
    | started_on: 2026-04-01
    | when: FY2026 H1
    | teams: [sales, brand]
    | asks:
    |   - {text: Never closed, of: role:chief, on: 2026-04-01, due: 2026-05-01}
    | outcome: {on: 2026-08-31, text: All moved}
"""


@pytest.fixture
def filled(wiki):
    return wiki(WIKI)


def catalog_of(wiki, visibility="internal"):
    return wiki.study(visibility=visibility).catalog.shown_to(Settings(AS_OF, visibility=visibility))


def test_everything_with_a_day_is_a_moment(filled):
    found = catalog_of(filled).once(moments, INTERNAL)["fast"]
    assert [f"{one.day} {one.sort} {one.state}" for one in found] == [
        "2026-09-01 told done",
        "2026-09-02 ask done",
        "2026-09-14 concern done",
        "2026-09-14 talk done",
        "2026-10-01 blocker done",
        "2026-10-01 gate done",
        "2026-10-15 report done",
        "2026-10-20 blocker open",
        "2026-10-29 report done",
        "2026-11-02 concern open",
        "2026-11-06 ask late",
        "2026-11-10 session done",
        "2026-11-12 report late",
        "2026-12-01 ask ahead",
        "2026-12-03 session ahead",
    ]


@pytest.mark.parametrize(
    ("every", "report", "due", "late"),
    [
        ("week", "2026-11-12", date(2026, 11, 19), 0),  # three days of grace: still on the 22nd
        ("week", "2026-11-11", date(2026, 11, 18), 4),
        ("two-weeks", "2026-10-29", date(2026, 11, 12), 10),
        ("month", "2026-10-29", date(2026, 11, 29), 0),
    ],
)
def test_the_next_report_is_due_in_its_turn(wiki, every, report, due, late):
    wiki(f"""
        roles/lead.yml
        | title: Lead
        | owner: role:lead
        initiatives/fast.yml
        | title: Fast
        | owner: role:lead
        | state: running
        | report_every: {every}
        | reports: [{{on: {report}, text: All well}}]
    """)
    standing = catalog_of(wiki).once(standings, INTERNAL)["fast"]
    assert (standing.report_due, standing.days_late) == (due, late)


@pytest.mark.parametrize("state", ["planned", "finished", "stopped"])
def test_what_does_not_run_owes_no_report(wiki, state):
    wiki(WIKI.replace("| state: running", f"| state: {state}"))
    standing = catalog_of(wiki).once(standings, INTERNAL)["fast"]
    assert (standing.report_due, standing.days_late) == (None, 0)


def test_what_waits_has_its_age(filled):
    found = catalog_of(filled).once(standings, INTERNAL)
    fast, done = found["fast"], found["done"]
    assert [(one.days, one.who.id) for one in fast.blockers] == [(33, "chief")]
    assert [(one.who.id, one.days, one.is_overdue) for one in fast.asks] == [("chief", 32, True), ("bob", 2, False)]
    assert (fast.closed_asks, len(fast.worries), [one.days for one in fast.open_worries]) == (1, 2, [20])
    assert done.asks == ()  # nobody waits for anything in what is over
    assert list(found) == ["colour", "fast", "done"]


def test_the_heat_tells_the_unasked_from_the_calm(filled):
    found = catalog_of(filled).once(heat_map, INTERNAL)
    assert [one.id for one in found.initiatives] == ["colour", "fast"]
    assert {line.team.id: [cell.heat for cell in line.cells] for line in found.lines} == {
        "sales": ["none", "old"],
        "brand": ["unheard", "none"],
        "ops": ["none", "unheard"],
    }
    assert found.lines[0].team.id == "sales"
    assert (found.all.raised, found.all.answered, found.all.oldest) == (2, 1, 20)


def test_a_team_that_was_talked_with_is_calm(wiki):
    wiki(WIKI.replace("talks:", "talks:\n    |   - {team: ops, on: 2026-09-15}"))
    found = catalog_of(wiki).once(heat_map, INTERNAL)
    assert next(line for line in found.lines if line.team.id == "ops").cells[1].heat == "calm"


def test_the_timeline_goes_over_whole_months(filled):
    found = catalog_of(filled).once(timeline, INTERNAL)
    assert (found.first, found.last) == (date(2026, 4, 1), date(2027, 3, 31))
    assert found.today == "64.38%"  # day 235 of 365
    assert [track.initiative.id for track in found.tracks] == ["colour", "fast", "done"]
    fast = found.tracks[1]
    assert (fast.time.at, fast.time.width, fast.time.is_vague) == ("50.14%", "49.86%", False)
    assert {lane.name: (lane.done, lane.open, lane.late) for lane in fast.lanes} == {
        "talk": (1, 0, 0),
        "report": (2, 0, 1),
        "blocker": (1, 1, 0),
    }
    assert found.tracks[0].time.is_vague


def test_the_changes_for_a_person(filled):
    bob = catalog_of(filled).once(changes, INTERNAL)[("person", "bob")]
    (one,) = bob.changes
    assert [duty.shift.after.words("en", "ja").text for duty in one.duties] == ["Call within five minutes"]
    assert [(part.playbook.id, [n for n, _ in part.steps]) for part in one.steps] == [("handover", [2])]
    assert [tool.id for tool in one.tools] == ["crm"]
    assert [moment.name for moment in one.ahead] == ["ask:bob:2026-11-20", "session:calling:2026-12-03"]
    assert [(course.training.id, course.need.status) for course in one.courses] == [("calling", "valid")]
    assert [person.id for person in one.owners] == ["ann"]
    assert ([one.id for one in one.channels], [one.id for one in one.adopters]) == (["floor"], ["eve"])
    assert [(worry.is_open, worry.days) for worry in one.worries] == [(False, 14), (True, 20)]
    assert [ask.text.words("en", "ja").text for ask in one.asks] == ["Name a deputy"]


def test_only_those_whom_something_affects_have_a_page(filled):
    paths = {page.path for page in filled.site(visibility="internal").pages if page.path.startswith("change/")}
    assert paths == {"change/index.md", *(f"change/{id}.md" for id in ("ann", "bob", "eve", "pia"))}


def test_a_change_that_is_over_changes_nobody(wiki):
    wiki(WIKI.replace("| state: running", "| state: finished"))
    found = catalog_of(wiki).once(changes, INTERNAL)
    assert {str(ref) for ref in found} == {"person:pia", "team:brand"}


def test_what_changes_for_a_single_person_is_told_to_colleagues_alone(filled):
    assert "Completed" in filled.page("change/bob.md", visibility="internal", language="en")
    site = filled.site(language="en")
    assert [page.path for page in site.pages if page.path.startswith("change/")] == ["change/index.md"]
    assert not [page.path for page in site.pages if "change/bob" in page.text]
    assert "Call fast" in filled.page("roles/rep.md", language="en")


def test_of_a_hidden_team_nothing_is_told(wiki):
    wiki(WIKI)(
        """
        teams/zzsecret.yml
        | title: Zz
        | owner: role:lead
        | visibility: internal
        people/zzboss.yml
        | title: Zz
        | owner: role:lead
        | visibility: internal
        """
    )
    text = (wiki.docs / "initiatives/fast.yml").read_text()
    text = text.replace("talks:\n", "talks:\n  - {team: zzsecret, on: 2026-09-15, note: Zz talk}\n")
    text = text.replace("concerns:\n", "concerns:\n  - {team: zzsecret, text: Zz worry, raised_on: 2026-09-15}\n")
    text = text.replace(
        "asks:\n",
        "asks:\n  - {text: Zz ask, of: person:zzboss, on: 2026-10-01}\n"
        "  - {text: Zz yes, of: person:zzboss, on: 2026-10-01, closed_on: 2026-10-02, answer: Zz}\n",
    )
    text = text.replace("channels:\n", "channels:\n  - {team: zzsecret, channel: floor}\n")
    wiki.put("initiatives/fast.yml", text)
    plain = wiki.another("plain")(WIKI)
    site, other = wiki.outputs(wiki.site()), wiki.outputs(plain.site())
    for path, text in other.items():
        if path.startswith(("change/", "initiatives/index", "initiatives/all", "calendar", "people/", "teams/")):
            assert site[path] == text, path


def test_people_roles_and_teams_say_what_changes_for_them(filled):
    site = {page.path: page.text for page in filled.site(visibility="internal", language="en").pages}
    for path in ("people/bob.md", "roles/rep.md", "teams/sales.md"):
        assert "Changes under way" in site[path], path
    assert "../../change/bob/" in site["people/bob.md"]
    assert "2 concerns raised, 1 open" in site["teams/sales.md"]
    assert "Changes under way" not in site["roles/chief.md"]


def test_the_feed_holds_what_is_done_on_a_day(filled):
    feeds = {file.path: file.content for file in filled.site(language="en").files if file.path.endswith(".ics")}
    events = list(Calendar.from_ical(feeds["initiatives/fast.ics"]).events)
    told = [(one["DTSTART"].dt.isoformat(), str(one["SUMMARY"])) for one in events]
    assert told == [
        ("2026-11-06", "Ask due: Chief – Call fast"),
        ("2026-11-12", "Report due: Call fast"),
        ("2026-12-01", "Ask due: Bob – Call fast"),
        ("2026-12-03", "Training: Calling at once – Call fast"),
        ("2026-09-01", "Told: Chief – Call fast"),
        ("2026-09-02", "Ask closed: Chief – Call fast"),
        ("2026-09-14", "Talk: Sales – Call fast"),
        ("2026-10-01", "Gate “Before”: Call fast"),
        ("2026-10-15", "Report: Call fast"),
        ("2026-10-29", "Report: Call fast"),
        ("2026-11-10", "Training: Calling at once – Call fast"),
    ]
    uids = [str(one["UID"]) for one in Calendar.from_ical(feeds["initiatives/all-dates.ics"]).events]
    assert len(uids) == len(set(uids)) == 12
    assert "initiatives/colour.ics" not in feeds  # nothing in it has a day


def test_what_somebody_owes_is_next_for_them(filled):
    site = filled.site(language="en")
    feeds = {file.path: file.content for file in site.files}
    told = {
        path: [str(one["SUMMARY"]) for one in Calendar.from_ical(feeds[path]).events]
        for path in ("next/person-ann.ics", "next/team-ops.ics", "next/person-bob.ics")
    }
    report = "Report due: Call fast"
    assert told == {
        "next/person-ann.ics": [report],
        "next/team-ops.ics": [report],
        "next/person-bob.ics": ["Ask due: Bob – Call fast"],
    }
    assert "report on an initiative" in next(page.text for page in site.pages if page.path == "next/person-ann.md")


def test_twins_have_a_moment_each(wiki):
    wiki(WIKI.replace("talks:", "talks:\n    |   - {team: sales, on: 2026-09-14, note: Again}"))
    names = [one.name for one in catalog_of(wiki).once(moments, INTERNAL)["fast"] if one.sort == "talk"]
    assert names == ["talk:sales:2026-09-14", "talk:sales:2026-09-14:2"]


def test_the_calendar_has_a_layer_of_them(wiki):
    wiki(WIKI)(
        """
        events/fair.yml
        | title: Fair
        | owner: role:lead
        | category: exhibition
        | when: 2026-12-09
        """
    )
    months = wiki.page("events/index.md", language="en")
    assert 'data-layer="initiative"' in months
    assert "Ask due" in months


def test_no_page_of_hands_stands_where_changes_come_out(wiki):
    wiki(WIKI)("""
        change/bob.md
        | ---
        | title: Mine
        | ---
    """)
    assert any("same-page" in one for one in wiki.problems())


def test_a_wiki_without_initiatives_has_none_of_these_pages(wiki):
    wiki("""
        roles/lead.yml
        | title: Lead
        | owner: role:lead
    """)
    paths = {page.path for page in wiki.site().pages}
    assert not [path for path in paths if path.startswith(("change/", "initiatives"))]


def test_an_initiative_has_a_timeline_of_its_own_months(filled):
    page = filled.page("initiatives/fast.md", language="en")
    assert "{ #timeline }" in page
    assert ">Sep 26</text>" in page
    assert ">Apr 26</text>" not in page
    assert "{ #timeline }" not in filled.page("initiatives/colour.md", language="en")

"""Learnings: which finished campaigns have none, counted by hand, and where a learning is shown."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mops_kb.kinds.learning.views import half, index
from mops_kb.model.settings import Settings
from tests.conftest import AS_OF

LEAD = """
    roles/lead.yml
    | title: Lead
    | owner: role:lead
"""
WIKI = (
    LEAD
    + """
    people/ann.yml
    | title: Ann
    | owner: role:lead
    playbooks/send.yml
    | title: Send
    | owner: role:lead
    tools/crm.yml
    | title: CRM
    | owner: role:lead
    | category: crm
    events/all.yml
    | - {id: fresh, title: Fresh, owner: role:lead, category: webinar, status: done, when: 2026-11-12}
    | - {id: told, title: Told, owner: role:lead, category: webinar, status: done, when: 2026-10-01}
    | - {id: untold, title: Untold, owner: role:lead, category: exhibition, status: done, when: 2026-10-01/2026-10-03}
    | - {id: vague, title: Vague, owner: role:lead, category: campaign, status: done, when: FY2026 Q1}
    | - {id: old, title: Old, owner: role:lead, category: email, status: done, when: 2025-12}
    | - {id: ancient, title: Ancient, owner: role:lead, category: email, status: done, when: 2025-10}
    | - {id: news, title: News, owner: role:lead, category: press, status: done, when: 2026-10-01}
    | - {id: launch, title: Launch, owner: role:lead, category: release, status: done, when: 2026-10-01}
    | - {id: party, title: Party, owner: role:lead, category: internal, status: done, when: 2026-10-01}
    | - {id: dropped, title: Dropped, owner: role:lead, category: webinar, status: cancelled, when: 2026-10-01}
    | - {id: someday, title: Someday, owner: role:lead, category: webinar, status: done, when: TBD}
    learnings/all.yml
    | - {id: first, title: First, owner: role:lead, on: 2026-09-30, about: [playbook:send], sort: failed}
    | - {id: second, title: Second, owner: role:lead, on: 2026-10-01, about: [event:told, playbook:send], sort: worked,
    |    situation: It rained., lesson: Bring umbrellas., change: We bring umbrellas., by: ann}
"""
)


def learnings(wiki, **settings):
    found = wiki.study(**settings)
    assert found.problems == ()
    return index(found.catalog, Settings(AS_OF, **settings))


def about(wiki, code):
    return [dict(finding.params)["id"] for finding in wiki.study().findings if finding.code == code]


def test_finished_campaigns_without_a_learning_by_hand(wiki):
    """Announcements and meetings of our own are not asked for; what ended 14 to 180 days ago is a finding."""
    view = learnings(wiki(WIKI))
    assert [(one.event.id, one.ended, one.has_learning) for one in view.finished] == [
        ("fresh", date(2026, 11, 12), False),
        ("untold", date(2026, 10, 3), False),
        ("told", date(2026, 10, 1), True),
        ("vague", date(2026, 6, 30), False),
        ("old", date(2025, 12, 31), False),
    ]
    assert view.share == Decimal(1) / 5
    assert about(wiki, "no-learning") == ["untold", "vague"]


def test_the_finding_stands_at_the_status(wiki):
    wiki(
        LEAD
        + """
        events/day.yml
        | title: Day
        | owner: role:lead
        | category: webinar
        | when: 2026-11-01
        | status: done
        """
    )
    (told,) = (finding for finding in wiki.findings() if "no-learning" in finding)
    assert told.startswith("events/day.yml:5:9: no-learning `day` ended 21 days ago")
    assert told.endswith("(write one in `learnings` with `event:day` in `about`)")


@pytest.mark.parametrize(("days", "asked"), [(13, False), (14, True), (180, True), (181, False)])
def test_there_is_time_to_write_one_and_a_time_when_it_is_too_late(wiki, days, asked):
    wiki(LEAD)
    ended = AS_OF - timedelta(days=days)
    wiki.put("events/day.yml", f"title: Day\nowner: role:lead\ncategory: webinar\nstatus: done\nwhen: {ended}\n")
    assert (about(wiki, "no-learning") == ["day"]) == asked


def test_a_learning_that_is_not_shown_is_one(wiki):
    wiki(WIKI.replace("about: [event:told, playbook:send]", "visibility: internal, about: [event:told, playbook:send]"))
    assert "told" not in about(wiki, "no-learning")
    assert "Second" not in wiki.page("events/told.md")
    assert "Second" in wiki.page("events/told.md", visibility="internal")


def test_the_latest_comes_first_by_half_of_the_fiscal_year(wiki):
    view = learnings(wiki(WIKI))
    page = wiki.page("learnings/index.md", language="en")
    places = [page.index(words) for words in ("{ #fy2026-h2 }", ">Second</a>", "{ #fy2026-h1 }", ">First</a>")]
    assert places == sorted(places)
    assert view.by_sort == (("worked", 1), ("failed", 1))
    assert [(kind, [(one.id, n) for one, n in those]) for kind, those in view.subjects] == [
        ("event", [("told", 1)]),
        ("playbook", [("send", 2)]),
    ]


@pytest.mark.parametrize(
    ("day", "start", "written"),
    [
        (date(2026, 4, 1), 4, "FY2026 H1"),
        (date(2026, 9, 30), 4, "FY2026 H1"),
        (date(2026, 10, 1), 4, "FY2026 H2"),
        (date(2027, 3, 31), 4, "FY2026 H2"),
        (date(2026, 1, 1), 1, "FY2026 H1"),
        (date(2026, 12, 31), 12, "FY2026 H1"),
        (date(2026, 11, 30), 12, "FY2025 H2"),
    ],
)
def test_the_half_of_a_day(day, start, written):
    assert half(day, start).written == written


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.integers(1, 12))
def test_every_day_is_in_its_half(day, start):
    first, last = half(day, start).span(start)
    assert first <= day <= last
    assert (last - first).days in range(180, 185)


def test_a_learning_stands_on_the_pages_that_it_is_about_and_only_once(wiki):
    wiki(WIKI)
    for path in ("events/told.md", "playbooks/send.md"):
        page = wiki.page(path, language="en")
        assert page.count("learnings/second/") == 1
        assert "Bring umbrellas." in page
        assert "Worked" in page
    assert "learnings" not in wiki.page("tools/crm.md")


def test_the_page_says_what_happened_what_it_taught_and_what_changes(wiki):
    page = wiki(WIKI).page("learnings/second.md", language="en")
    for name, words in (("situation", "It rained."), ("lesson", "Bring umbrellas."), ("change", "We bring umbrellas.")):
        assert f'data-answer="{name}"' in page
        assert words in page
    assert wiki.page("learnings/first.md", language="en").count("mk-nothing") == 3


def test_the_index_says_how_many_have_one_and_lists_the_others(wiki):
    page = wiki(WIKI).page("learnings/index.md", language="en")
    assert "1 of 5 campaigns that ended within a year have one (20%)" in page
    assert "Finished campaigns without a learning (4)" in page
    folded = page.partition("<details")[2].partition("</details>")[0]
    assert [id for id in ("fresh", "told", "untold", "vague", "old", "news") if f"/{id}/" in folded] == [
        "fresh", "untold", "vague", "old",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("about: []", "learnings/a.yml:5:8: about-nothing"),
        ("about:", "learnings/a.yml:5:1: missing-field"),
        ("about: [kpi:mql]", "learnings/a.yml:5:9: ref-form"),
        ("about: [event:gone]", "learnings/a.yml:5:9: dangling-ref"),
        ("about: event:day\nby: bob", "learnings/a.yml:6:5: dangling-ref"),
    ],
)
def test_mistakes(wiki, line, told):
    wiki(LEAD)
    wiki.put("events/day.yml", "title: Day\nowner: role:lead\ncategory: webinar\nwhen: 2026-12-01\n")
    wiki.put("learnings/a.yml", f"title: A\nowner: role:lead\non: 2026-11-01\nsort: worked\n{line}\n")
    (problem,) = wiki.problems()
    assert problem.startswith(told)

"""Stakeholders: whom MOps serves, who is left out, and satisfaction by hand."""

from decimal import Decimal

import pytest

from mops_kb.kinds.stakeholder.model import Stakeholder
from mops_kb.kinds.stakeholder.served import ratings
from mops_kb.kinds.stakeholder.views import index
from mops_kb.model.settings import Settings
from tests.conftest import AS_OF

WIKI = """
    roles/all.yml
    | - {id: lead, title: Lead, owner: role:lead, team: ops}
    | - {id: empty, title: Empty, owner: role:lead, reports_to: lead, team: ops}
    people/all.yml
    | - {id: ann, title: Ann, owner: role:lead, team: ops, posts: [lead]}
    | - {id: ben, title: Ben, owner: role:lead, team: events}
    teams/all.yml
    | - {id: ops, title: Ops, owner: role:lead}
    | - {id: events, title: Events, owner: role:lead}
    | - {id: content, title: Content, owner: role:lead}
    | - {id: brand, title: Brand, owner: role:lead}
    | - {id: web, title: Web, owner: role:lead, parent: brand}
    | - {id: sales, title: Sales, owner: role:lead, group: neighbour}
    | - {id: it, title: IT, owner: role:lead, group: neighbour}
    stakeholders/all.yml
    | - {id: events, title: Events, owner: role:lead, team: events, needs: [Lists], contact: role:lead,
    |    counterpart: person:ben, cadence: weekly,
    |    satisfaction: [{on: 2026-09-30, score: 3.4, note: Slow.}, {on: 2026-06-30, score: 4.1}]}
    | - {id: content, title: Content, owner: role:lead, team: content, contact: role:empty,
    |    satisfaction: [{on: 2026-06-30, score: 4.0}, {on: 2026-09-30, score: 4.2}]}
    | - {id: sales, title: Sales, owner: role:lead, team: sales}
"""


def stakeholders(wiki, **settings):
    found = wiki.study(**settings)
    assert found.problems == ()
    return index(found.catalog, Settings(AS_OF, **settings))


def about(wiki, code, **settings):
    return [dict(finding.params)["id"] for finding in wiki.study(**settings).findings if finding.code == code]


def record(**fields):
    return Stakeholder.model_validate({"id": "t", "title": "T", "owner": "role:x", "team": "t", **fields})


def test_the_mean_counts_the_last_rating_of_each_team_that_was_asked(wiki):
    view = stakeholders(wiki(WIKI))
    assert view.mean == (Decimal("3.4") + Decimal("4.2")) / 2
    assert (len(view.last), len(view.rows), view.fallen, view.without_contact) == (2, 3, 1, 2)
    page = wiki.page("stakeholders/index.md", language="en")
    assert "<strong>3.8 / 5</strong>" in page
    assert "from 2 of 3 teams" in page


def test_nothing_is_averaged_where_nobody_was_asked(wiki):
    wiki(WIKI.replace("satisfaction: ", "tags: []} #"))
    assert stakeholders(wiki).mean is None
    assert "<strong>– / 5</strong>" in wiki.page("stakeholders/index.md")


@pytest.mark.parametrize(
    ("scores", "change", "trend"),
    [
        (["3.0"], None, "first"),
        (["3.0", "3.0"], Decimal(0), "same"),
        (["3.0", "3.1"], Decimal("0.1"), "rose"),
        (["4.0", "3.6"], Decimal("-0.4"), "slipped"),
        (["4.0", "3.5"], Decimal("-0.5"), "fell"),
        (["5", "2.0", "4.9"], Decimal("2.9"), "rose"),
    ],
)
def test_the_last_rating_against_the_one_before(scores, change, trend):
    told = [{"on": f"2026-0{month}-01", "score": score} for month, score in enumerate(scores, 1)]
    last = ratings(record(satisfaction=told[::-1]), AS_OF)[0]
    assert (last.change, last.trend) == (change, trend)


def test_a_rating_to_come_is_not_one_yet():
    asked = record(satisfaction=[{"on": "2026-11-22", "score": "4"}, {"on": "2026-11-23", "score": "1"}])
    assert [rated.rating.score for rated in ratings(asked, AS_OF)] == [4]


def test_who_has_nobody_to_turn_to_who_is_not_served_and_whose_rating_fell(wiki):
    """The contact for content is a vacant post; ops serves itself; sales and IT are no teams of marketing."""
    wiki(WIKI)
    assert about(wiki, "no-contact") == ["content", "sales"]
    assert about(wiki, "not-served") == ["brand", "web"]
    assert about(wiki, "satisfaction-fell") == ["events"]
    told = [finding for finding in wiki.findings() if finding.startswith("stakeholders/")]
    assert [finding.partition(" (")[0] for finding in told if "unowned" not in finding] == [
        "stakeholders/all.yml:3:43: satisfaction-fell the satisfaction of `events` fell from 4.1 to 3.4 on 2026-09-30",
        "stakeholders/all.yml:4:75: no-contact `content` has nobody in MOps to turn to today",
        "stakeholders/all.yml:6:3: no-contact `sales` has nobody in MOps to turn to today",
    ]


def test_the_index_lists_who_is_not_served(wiki):
    page = wiki(WIKI).page("stakeholders/index.md", language="en")
    assert "<strong>2 teams</strong>" in page
    told = page.partition("{ #not-served }")[2].partition("mk-findings")[0]
    assert [team for team in ("ops", "events", "brand", "web", "sales", "it") if f"teams/{team}/" in told] == [
        "brand", "web",
    ]  # fmt: skip


def test_nobody_is_missed_in_a_wiki_that_does_not_say_whom_mops_serves(wiki):
    wiki(WIKI.partition("stakeholders/all.yml")[0])
    assert about(wiki, "not-served") == []


def test_teams_that_go_in_a_circle_do_not_hang_it(wiki):
    wiki(WIKI.replace("{id: brand, title: Brand", "{id: brand, parent: web, title: Brand"))
    assert [problem.partition(" ")[0] for problem in wiki.problems()] == ["teams/all.yml:4:23:"]


def test_the_page_answers_its_three_questions(wiki):
    page = wiki(WIKI).page("stakeholders/events.md", language="en")
    answers = page.partition("</dl>")[0]
    assert "Lists" in answers
    assert "roles/lead/" in answers
    assert "people/ann/" in answers
    assert "<strong>3.4</strong> / 5" in answers
    assert '<span class="mk-badge__sign" aria-hidden="true">✕</span> down 0.7' in answers
    rows = page.partition("{ #satisfaction }")[2]
    assert rows.index("Sep 30, 2026") < rows.index("Jun 30, 2026")


def test_the_team_says_what_mops_does_for_it_and_only_once(wiki):
    page = wiki(WIKI).page("teams/events.md", language="en")
    assert page.count("stakeholders/events/") == 1
    assert "{ #mops }" in page
    assert "Lists" in page
    assert "{ #mops }" not in wiki.page("teams/web.md")


def test_a_contact_that_is_not_shown_is_there(wiki):
    wiki(WIKI.replace("{id: lead, title: Lead", "{id: lead, visibility: internal, title: Lead"))
    assert about(wiki, "no-contact") == ["content", "sales"]
    assert about(wiki, "not-served") == ["brand", "web"]
    page = wiki.page("stakeholders/events.md", language="en")
    assert "not shown" in page
    assert "Lead" not in page
    assert "Lead" in wiki.page("stakeholders/events.md", language="en", visibility="internal")


def test_a_record_that_is_not_shown_is_there(wiki):
    wiki(
        WIKI.replace(
            "{id: events, title: Events, owner: role:lead, team",
            "{id: events, visibility: draft, title: E, owner: role:lead, team",
        )
    )
    assert about(wiki, "not-served") == ["brand", "web"]
    assert len(stakeholders(wiki).rows) == 2
    assert "{ #mops }" not in wiki.page("teams/events.md")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("team: ops\nsatisfaction: [{on: 2026-01-01, score: 5.5}]", "stakeholders/ops.yml:4:40: out-of-range"),
        ("team: ops\nsatisfaction: [{on: 2026-01-01, score: 0.9}]", "stakeholders/ops.yml:4:40: out-of-range"),
        ("team: ops\nsatisfaction: [{on: 2026-01-01, score: 4.25}]", "stakeholders/ops.yml:4:40: score-form"),
        ("team: ops\nsatisfaction: [{on: 2026-01-01, score: good}]", "stakeholders/ops.yml:4:40: number-form"),
        (
            "team: ops\nsatisfaction:\n  - {on: 2026-01-01, score: 4}\n  - {on: 2026-01-01, score: 3}",
            "stakeholders/ops.yml:6:5: rating-twice",
        ),
        ("team: sales", "stakeholders/ops.yml:3:7: stakeholder-id"),
        ("needs: x", "stakeholders/ops.yml:1:1: missing-field"),
        ("team: ops\ncadence: often", "stakeholders/ops.yml:4:10: not-a-choice"),
        ("team: ops\ncontact: team:ops", "stakeholders/ops.yml:4:10: ref-form"),
    ],
)
def test_mistakes(wiki, lines, told):
    wiki(WIKI.partition("stakeholders/all.yml")[0])
    wiki.put("stakeholders/ops.yml", f"title: Ops\nowner: role:lead\n{lines}\n")
    assert [problem.partition(" ")[0] + " " + problem.split()[1] for problem in wiki.problems()] == [told]

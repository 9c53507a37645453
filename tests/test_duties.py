"""Who does the duties of MOps, counted by hand; and the frame of duties and pillars, which a site may make its own."""

from fractions import Fraction

import pytest

from mops_kb.kinds.duty.model import Duty
from mops_kb.model.coverage import covered_all
from mops_kb.model.settings import Settings
from mops_kb.reports.duties.views import matrix
from tests.conftest import AS_OF

WIKI = """
    teams/all.yml
    | - {id: ops, title: Ops, owner: role:lead, mops: true}
    | - {id: field, title: Field, owner: role:head}
    roles/all.yml
    | - {id: lead, title: Lead, owner: role:lead, team: ops}
    | - {id: head, title: Head, owner: role:lead, team: field, reports_to: lead, duty: data}
    | - {id: empty, title: Empty, owner: role:lead, team: ops, reports_to: lead}
    people/all.yml
    | - {id: ann, title: Ann, owner: role:lead, team: ops, posts: [lead], duty: data}
    | - {id: ben, title: Ben, owner: role:lead, team: field, posts: [head]}
    | - {id: cat, title: Cat, owner: role:lead, team: field}
    | - {id: dan, title: Dan, owner: role:lead, posts: [{role: head, until: 2026-11-21}]}
    tools/all.yml
    | - {id: crm, title: CRM, owner: role:lead, category: crm}
    | - {id: web, title: Web, owner: role:lead, category: web, duty: [martech, process]}
    | - {id: ads, title: Ads, owner: person:ben, category: advertising}
    | - {id: old, title: Old, owner: role:head, category: crm, state: retired}
    | - {id: lost, title: Lost, owner: role:empty, category: crm}
    playbooks/all.yml
    | - {id: send, title: Send, owner: team:field}
    kpis/mql.yml
    | title: MQL
    | group: demand
    | owner: role:head
"""


def seen(wiki, **settings):
    found = wiki.study(**settings)
    assert found.problems == ()
    return found.catalog.once(matrix, Settings(AS_OF, **settings))


def duties(wiki, **settings):
    return {one.duty.id: one for one in seen(wiki, **settings).duties}


def names(those) -> dict[str, int]:
    return {person.id: count for person, count in those}


# The matrix


def test_a_thing_counts_for_everybody_who_answers_for_it_today(wiki):
    """`web` stands under two duties; `lost` is of a vacant role, `old` is retired, Dan has left his role."""
    assert {id: (one.things, names(one.people)) for id, one in duties(wiki(WIKI)).items()} == {
        "martech": (4, {"ann": 2, "ben": 1}),
        "process": (2, {"ann": 1, "ben": 1, "cat": 1}),
        "data": (1, {"ben": 1}),
        "enablement": (0, {}),
    }


def test_a_row_counts_each_thing_once(wiki):
    rows = {row.person.id: (row.counts, row.things) for row in seen(wiki(WIKI)).rows}
    assert rows == {"ben": ((1, 1, 1, 0), 3), "ann": ((2, 1, 0, 0), 2), "cat": ((0, 1, 0, 0), 1)}
    assert list(rows) == ["ben", "ann", "cat"]


def test_a_duty_with_nobody_is_a_gap_and_with_one_person_a_single(wiki):
    found = duties(wiki(WIKI))
    assert [id for id, one in found.items() if one.is_gap] == ["enablement"]
    assert [id for id, one in found.items() if one.is_single] == ["data"]


@pytest.mark.parametrize(
    ("owner", "leaning"),
    [
        ("role:lead", ("ann", 3)),  # three of four
        ("role:empty", None),  # two of four are not more than half
        ("team:field", None),
    ],
)
def test_a_duty_leans_on_whoever_alone_answers_for_more_than_half_of_it(wiki, owner, leaning):
    wiki(WIKI.replace("owner: role:empty", f"owner: {owner}"))
    found = duties(wiki, visibility="internal")["martech"].leaning
    assert (found and (found.person.id, found.alone)) == leaning


def test_a_public_site_does_not_say_on_whom_a_duty_leans(wiki):
    wiki(WIKI.replace("owner: role:empty", "owner: role:lead"))
    assert not any(one.leaning for one in seen(wiki).duties)
    assert "answers alone" in wiki.page("duty-matrix.md", visibility="internal", language="en")
    assert "answers alone" not in wiki.page("duty-matrix.md", language="en")


# Inside and outside of MOps


def test_the_share_outside_has_its_numerator_and_denominator(wiki):
    """Of Ann, Ben and Cat, Ann alone holds a role of MOps."""
    outside = seen(wiki(WIKI)).outside
    assert (outside.people, outside.doing) == (2, 3)
    assert Fraction(outside.share).limit_denominator(100) == Fraction(2, 3)
    assert "Of the 3 people who do these duties, 2 (67%)" in wiki.page("duty-matrix.md", language="en")


@pytest.mark.parametrize(
    ("post", "people"),
    [("empty", 1), ("{role: empty, since: 2026-11-23}", 2), ("{role: empty, until: 2026-11-22}", 1)],
)
def test_a_role_of_mops_counts_while_it_is_held(wiki, post, people):
    wiki(
        WIKI.replace(
            "title: Cat, owner: role:lead, team: field", f"title: Cat, owner: role:lead, team: field, posts: [{post}]"
        )
    )
    assert seen(wiki).outside.people == people


def test_without_a_team_of_mops_nothing_is_said_of_inside_and_outside(wiki):
    wiki(WIKI.replace(", mops: true", ""))
    assert seen(wiki).outside is None
    assert [line for line in wiki.findings() if "duty" in line] == []


# Findings


def test_gaps_and_singles_are_findings_about_the_mops_team(wiki):
    assert [line.partition(" (")[0] for line in wiki(WIKI).findings() if " duty-" in line] == [
        "teams/all.yml:1:49: duty-gap nobody answers for anything of the duty `enablement` of `ops`",
        "teams/all.yml:1:49: duty-one-person one person alone does the duty `data` of `ops`",
    ]


def test_whoever_is_hidden_does_the_duty_all_the_same(wiki):
    wiki(WIKI.replace("id: ben, title: Ben", "id: ben, title: Zz, visibility: internal"))
    data = duties(wiki)["data"]
    assert (data.is_gap, data.is_single, data.people) == (False, True, ())
    assert "Zz" not in wiki.page("duty-matrix.md")
    assert "Zz" in wiki.page("duty-matrix.md", visibility="internal")


def test_where_one_of_two_is_hidden_nobody_is_called_the_only_one(wiki):
    wiki(
        WIKI
        + """
    people/zz.yml
    | {title: Zz, owner: role:lead, posts: [head], visibility: internal}
    """
    )
    data = duties(wiki)["data"]
    assert (data.is_single, names(data.people)) == (False, {"ben": 1})


EXECUTION = """
    playbooks/mail.yml
    | title: Mail
    | owner: role:head
    | steps:
    |   - title: Write
    |     role: lead
    |   - title: Send
    |     role: {role}
    |     execution: true
"""


def test_mops_does_not_execute_campaigns(wiki):
    wiki(WIKI + EXECUTION.replace("{role}", "lead"))
    told = next(line for line in wiki.findings() if "mops-executes" in line)
    assert told.partition(" (")[0] == (
        "playbooks/mail.yml:6:5: mops-executes step 2 of `mail` executes a campaign, and `lead` of the MOps team does it"
    )
    assert "the setting `mute`" in told
    assert "mops-executes" not in str(wiki.findings(mute=("mops-executes",)))


def test_others_do(wiki):
    wiki(WIKI + EXECUTION.replace("{role}", "head"))
    assert "mops-executes" not in str(wiki.findings())


# Pages


def test_a_duty_names_its_people(wiki):
    page = wiki(WIKI).page("duties/martech.md", language="en")
    people = page.partition("{ #people }")[2]
    assert people.index("Ann") < people.index("Ben")
    assert "2 pages" in people
    assert "duty-matrix" in people


def test_a_duty_without_anybody_says_so(wiki):
    assert "mk-badge--bad" in wiki(WIKI).page("duties/enablement.md").partition("{ #people }")[2]


def test_a_wiki_without_people_has_no_matrix(wiki):
    wiki("""
        roles/lead.yml
        | title: Lead
        | owner: role:lead
    """)
    pages = {page.path: page.text for page in wiki.site().pages}
    assert "duty-matrix.md" not in pages
    assert "#people" not in pages["duties/martech.md"]
    assert "duty-matrix" not in pages["duties/index.md"]


# Duties and pillars of one's own


OWN = """
    duties/own.yml
    | - {id: martech, title: Stack, position: 9}
    | - {id: events, title: Events of ours, position: 1}
    pillars/own.yml
    | - {id: people, title: {en: Humans}, position: 1}
    | - {id: money, title: {en: Money}, position: 7}
    tools/till.yml
    | title: Till
    | owner: role:lead
    | category: data
    | duty: events
    | pillar: [money, technology]
    | reviewed_on: 2026-11-01
    | review_cycle: 1 year
"""


def test_a_site_renames_and_adds_duties(wiki):
    found = duties(wiki(WIKI + OWN))
    assert list(found) == ["events", "process", "data", "enablement", "martech"]
    assert names(found["events"].people) == {"ann": 1}
    page = wiki.page("duty-matrix.md", language="en")
    assert page.index("Events of ours") < page.index("Stack")
    assert "Martech: choose" not in page
    assert wiki.page("duties/events.md").startswith('---\ntitle: "Events of ours"')


def test_a_site_renames_and_adds_pillars(wiki):
    site = {page.path: page.text for page in wiki(WIKI + OWN).site(language="en").pages}
    home = site["index.md"].partition('id="pillars"')[2]
    assert home.startswith(">Humans, Technology, Process, Money</h2>")
    assert '<a href="pillars/people/">Humans</a>' in home
    assert '<a href="pillars/money/">Money</a></th><td class="mk-num">1</td><td class="mk-num">100%</td>' in home
    assert "1 page · Owned 100% · Reviewed in time 100%" in site["pillars/money.md"]


def test_home_and_pillars_show_how_many_things_how_many_owned_and_how_many_fresh(wiki):
    """Under technology: five tools, of which `lost` has nobody, and Till, the only one that was ever reviewed."""
    site = {page.path: page.text for page in wiki(WIKI + OWN).site(language="en").pages}
    figures = '6</td><td class="mk-num">83%</td><td class="mk-num">17%</td>'
    assert f'Technology</a></th><td class="mk-num">{figures}' in site["index.md"]
    assert "6 pages · Owned 83% · Reviewed in time 17%" in site["pillars/technology.md"]
    row = site["pillars/index.md"].partition(">Technology</a>")[2].partition("</tr>")[0]
    assert [text in row for text in (">6</td>", " 83%", " 17%")] == [True, True, True]


def test_coverage_of_all_duties(wiki):
    found = wiki(WIKI).study()
    rows = covered_all(Duty)(found.catalog, Settings(AS_OF)).rows
    assert {row.frame.id: (row.coverage.count, row.coverage.owned) for row in rows} == {
        "martech": (5, 4),
        "process": (2, 2),
        "data": (3, 3),
        "enablement": (0, 0),
    }

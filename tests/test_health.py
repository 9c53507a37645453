"""The health of the wiki: what is joined to nothing, and what each owner has to review."""

import pytest

from mops_kb.model.settings import Settings
from mops_kb.reports.health.owners import by_owner
from tests.conftest import AS_OF

WIKI = """
    roles/all.yml
    | - {id: lead, title: Lead, owner: role:lead}
    | - {id: head, title: Head, owner: role:lead, reports_to: lead}
    people/ann.yml
    | {title: Ann, owner: role:lead, posts: [lead, head]}
"""

ALONE = """
    tools/alone.yml
    | title: Alone
    | owner: role:lead
    | category: crm
    | duty: data
    | pillar: people
"""


def orphans(wiki, **settings) -> list[str]:
    return [line.partition(" (")[0] for line in wiki.findings(**settings) if " orphan " in line]


def test_what_is_joined_to_nothing_but_its_owner_duty_and_pillar_is_an_orphan(wiki):
    assert orphans(wiki(WIKI + ALONE)) == ["tools/alone.yml:1:1: orphan the tool `alone` is joined to no other page"]
    page = wiki.page("health.md", language="en").partition("{ #orphan }")[2]
    assert '<a href="../tools/alone/">' in page.partition("</ul>")[0]


@pytest.mark.parametrize(
    "more",
    [
        "tools/alone.yml\n    | title: Alone\n    | owner: role:lead\n    | category: crm\n    | it_contact: person:ann",
        "tools/alone.yml\n    | title: Alone\n    | owner: role:lead\n    | category: crm\n    | body: See [her](../people/ann.yml).",
        "knowhow/a.md\n    | ---\n    | title: A\n    | about: [tool:alone]\n    | ---\n    | Text.",
        "knowhow/a.md\n    | ---\n    | title: A\n    | ---\n    | See [it](tool:alone).",
        "knowhow/a.md\n    | ---\n    | title: A\n    | visibility: draft\n    | ---\n    | See [it](tool:alone).",
        "tools/alone.yml\n    | title: Alone\n    | owner: role:lead\n    | category: crm\n    | state: retired",
    ],
    ids=["a field", "a body", "a field that points here", "a body that points here", "a hidden page", "it is over"],
)
def test_one_thing_that_joins_it_is_enough(wiki, more):
    assert orphans(wiki(WIKI + ALONE + "    " + more)) == []


def test_figures_and_links_to_itself_lead_nobody_to_a_page(wiki):
    wiki(
        WIKI
        + """
    kpis/mql.yml
    | title: MQL
    | owner: role:lead
    | group: demand
    | body: See [it](kpi:mql).
    figures/mql.csv
    | kpi,period,value
    | mql,2026-10,9
    """
    )
    assert [line.split()[0] for line in orphans(wiki)] == ["kpis/mql.yml:1:1:"]


def test_people_roles_teams_and_introductions_are_no_orphans(wiki):
    wiki(
        WIKI
        + """
    people/bob.yml
    | {title: Bob, owner: role:lead}
    teams/t.yml
    | {title: T, owner: role:lead}
    tools/index.md
    | ---
    | title: Tools
    | ---
    | Words.
    """
    )
    assert orphans(wiki) == []


# Reviews by owner

REVIEWS = WIKI + """
    tools/all.yml
    | - {id: stale, title: S, owner: role:head, category: crm, reviewed_on: 2025-01-01, review_cycle: 1 year}
    | - {id: older, title: O, owner: role:head, category: crm, reviewed_on: 2024-01-01, review_cycle: 1 year}
    | - {id: due, title: D, owner: person:ann, category: crm, reviewed_on: 2026-11-01, review_cycle: 30 days}
    | - {id: fresh, title: F, owner: person:ann, category: crm, reviewed_on: 2026-11-01, review_cycle: 1 year}
"""  # fmt: skip


def kept(wiki):
    catalog = wiki.study().catalog
    those = [entity for entity in catalog.entities() if not catalog.origin(entity).path.startswith("(")]
    return by_owner(those, catalog, Settings(AS_OF).as_of)


def test_every_owner_has_a_tally_and_what_wants_a_review(wiki):
    assert [(one.owner.id, dict(one.tally), [page.id for page in one.wanting]) for one in kept(wiki(REVIEWS))] == [
        ("head", {"stale": 2}, ["older", "stale"]),
        ("ann", {"fresh": 1, "due": 1}, ["due"]),
        ("lead", {"unreviewed": 3}, []),
    ]


def test_the_health_page_folds_owners_and_puts_those_together_who_have_nothing_to_do(wiki):
    page = wiki(REVIEWS).page("health.md", language="en").partition("{ #reviews }")[2]
    assert page.count("<details") == 3
    head, ann, rest = page.split("</details>")[:3]
    assert head.index("tools/older") < head.index("tools/stale")
    assert "tools/due" in ann
    assert "tools/fresh" not in page
    assert "1 owner with nothing to review yet" in rest
    assert 'href="../roles/lead/#related"' in rest


def test_sixty_owners_make_sixty_folds_and_no_more(wiki):
    for number in range(60):
        wiki.put(
            f"roles/r{number}.yml",
            f"title: R{number}\nowner: role:r{number}\nreports_to: r0\n" if number else "title: R0\nowner: role:r0\n",
        )
        wiki.put(
            f"tools/t{number}.yml",
            f"title: T\nowner: role:r{number}\ncategory: crm\nreviewed_on: 2025-01-01\nreview_cycle: 1 year\n",
        )
    page = wiki.page("health.md").partition("{ #reviews }")[2]
    assert page.count("<details") == 60
    assert page.count("<li>") == 60


def test_every_page_shows_how_fresh_it_is(wiki):
    site = {page.path: page.text for page in wiki(REVIEWS).site(language="en").pages}
    words = {"stale": "Review overdue", "due": "Review soon", "fresh": "Up to date"}
    for id, said in words.items():
        assert said in site[f"tools/{id}.md"].partition('class="mk-meta__fresh"')[2].partition("</p>")[0]

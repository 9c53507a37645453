"""Roles, people, ownership, freshness."""

from datetime import date

import pytest

from mops_kb.kinds.person.model import Person
from mops_kb.kinds.role.model import Role


def person(**fields: object) -> Person:
    return Person.model_validate({"id": "p", "title": "P", "owner": "role:r", **fields})


@pytest.mark.parametrize(
    ("post", "day", "share"),
    [
        ("lead", date(2026, 11, 22), 1),
        ({"role": "lead", "share": "0.4"}, date(2026, 11, 22), "0.4"),
        ({"role": "lead", "since": "2026-12-01"}, date(2026, 11, 30), 0),
        ({"role": "lead", "since": "2026-12-01"}, date(2026, 12, 1), 1),
        ({"role": "lead", "until": "2026-11-30"}, date(2026, 11, 30), 1),
        ({"role": "lead", "until": "2026-11-30"}, date(2026, 12, 1), 0),
        ({"role": "other"}, date(2026, 11, 22), 0),
    ],
)
def test_a_post_counts_by_its_share_and_dates(post, day, share):
    assert str(person(posts=[post]).share_of("lead", day)) == str(share)


@pytest.mark.parametrize(
    ("reviewed_on", "cycle", "as_of", "freshness"),
    [
        ("2026-06-01", "6 months", date(2026, 6, 2), "fresh"),
        ("2026-06-01", "6 months", date(2026, 10, 28), "fresh"),
        ("2026-06-01", "6 months", date(2026, 10, 29), "due"),
        ("2026-06-01", "6 months", date(2026, 11, 28), "due"),
        ("2026-06-01", "6 months", date(2026, 11, 29), "stale"),
        ("2026-06-01", None, date(2026, 11, 29), "unreviewed"),
        (None, "6 months", date(2026, 11, 29), "unreviewed"),
    ],
)
def test_freshness(reviewed_on, cycle, as_of, freshness):
    given = {"reviewed_on": reviewed_on, "review_cycle": cycle}
    role = Role.model_validate({"id": "r", "title": "R", "owner": "role:r"} | {k: v for k, v in given.items() if v})
    assert role.freshness(as_of) == freshness


ORGANISATION = """
    roles/cmo.yml
    | title: CMO
    | owner: role:cmo
    roles/lead.yml
    | title: Lead
    | owner: role:cmo
    | reports_to: cmo
    | headcount: 2
    people/ann.yml
    | title: Ann
    | owner: role:cmo
    | posts: [cmo, {role: lead, share: 0.4}]
"""


def test_a_role_with_fewer_holders_than_posts_is_a_finding(wiki):
    wiki(ORGANISATION)
    assert wiki.problems() == []
    assert [finding.split()[1] for finding in wiki.findings()] == ["vacancy"]


def test_a_record_of_a_vacant_role_is_unowned(wiki):
    wiki(
        ORGANISATION
        + """
    roles/empty.yml
    | title: Empty
    | owner: role:cmo
    | reports_to: cmo
    teams/t.yml
    | title: T
    | owner: role:empty
    """
    )
    assert [line.split()[:2] for line in wiki.findings() if "unowned" in line] == [["teams/t.yml:2:8:", "unowned"]]


def test_two_tops_of_the_org_chart_are_a_problem(wiki):
    wiki(
        ORGANISATION
        + """
    roles/king.yml
    | title: King
    | owner: role:cmo
    """
    )
    assert [line.split()[:2] for line in wiki.problems()] == [["roles/king.yml:1:1:", "two-roots"]]


def test_the_org_chart_shows_people_vacancies_and_dual_posts(wiki):
    wiki(ORGANISATION)
    chart = wiki.page("org-chart.md")
    assert "Ann" in chart
    assert "40%" in chart
    assert "mk-badge--bad" in chart


def test_a_wiki_without_roles_has_no_org_chart(wiki):
    wiki("""
    tools/x.yml
    | title: X
    | owner: team:t
    | category: crm
    teams/t.yml
    | title: T
    | owner: team:t
    """)
    assert "org-chart.md" not in {page.path for page in wiki.site().pages}


def test_an_empty_collection_has_no_index(wiki):
    wiki(ORGANISATION)
    assert "tools/index.md" not in {page.path for page in wiki.site().pages}

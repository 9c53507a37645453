"""Blackouts: which days they close, for whom, and the business days that they leave."""

from datetime import date

import pytest

from mops_kb.kinds.blackout.closed import workdays
from mops_kb.model.settings import Settings
from tests.conftest import AS_OF

SETTINGS = Settings(AS_OF)


def test_nobody_works_where_it_says_so(wiki):
    wiki("""
        blackouts/year-end.yml
        | title: Year-end
        | owner: role:lead
        | when: 2026-12-29/2027-01-04
        | stops_work: true
        blackouts/accounts.yml
        | title: Closing of accounts
        | owner: role:lead
        | when: 2026-12-07/2026-12-11
        roles/lead.yml
        | title: Lead
        | owner: role:lead
    """)
    assert wiki.problems() == []
    days = wiki.study().catalog.once(workdays, SETTINGS)
    assert [days.is_open(date(2026, 12, day)) for day in (9, 28, 29, 31)] == [True, True, False, False]
    assert days.shift(date(2026, 12, 28), 1) == date(2027, 1, 5)


@pytest.mark.parametrize("written", ["TBD", "2027-03", "FY2026 Q4", "2027-03 下旬", "2027"])
def test_it_tells_which_days_it_means(wiki, written):
    wiki.put("blackouts/a.yml", f"title: A\nowner: role:lead\nwhen: {written}\n")
    wiki.put("roles/lead.yml", "title: Lead\nowner: role:lead\n")
    (told,) = wiki.problems()
    assert told.startswith(
        f"blackouts/a.yml:3:7: blackout-uncertain `when` does not tell which days are meant by `{written}`"
    )


def test_a_blackout_needs_a_date(wiki):
    wiki.put("blackouts/a.yml", "title: A\nowner: role:lead\n")
    wiki.put("roles/lead.yml", "title: Lead\nowner: role:lead\n")
    assert [line.partition(" a ")[0] for line in wiki.problems()] == ["blackouts/a.yml:1:1: missing-field"]

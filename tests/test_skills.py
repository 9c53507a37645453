"""Skills: fit and gaps worked out by hand, what teams lack, and not a word of anybody's level on a public site."""

from dataclasses import dataclass
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mops_kb.kinds.role.model import Requirement
from mops_kb.kinds.role.views import Asked
from mops_kb.kinds.skill.levels import levels
from mops_kb.model.ref import Ref
from mops_kb.model.settings import Settings
from mops_kb.reports.skills.fit import candidates, fit, measure
from tests.conftest import AS_OF

WIKI = """
    roles/all.yml
    | - {id: lead, title: Lead, owner: role:lead, team: ops}
    | - {id: analyst, title: Analyst, owner: role:lead, team: ops, reports_to: lead,
    |    responsibilities: [Figures], decides: [Dashboards],
    |    requirements: [{skill: sql, level: 3, note: BigQuery}, {skill: law, level: 2}, {skill: talk, level: 4, need: nice}]}
    | - {id: builder, title: Builder, owner: role:lead, team: ops, reports_to: lead, headcount: 2,
    |    requirements: [html, {skill: sql, level: 4, need: nice}]}
    | - {id: writer, title: Writer, owner: role:lead, reports_to: lead}
    teams/all.yml
    | - {id: ops, title: Ops, owner: role:lead}
    | - {id: away, title: Away, owner: role:lead}
    skills/all.yml
    | - {id: sql, title: SQL, owner: role:lead, area: data, levels: [reads it, writes it]}
    | - {id: html, title: HTML, owner: role:lead, area: content}
    | - {id: law, title: Law, owner: role:lead, sort: knowledge}
    | - {id: talk, title: Talk, owner: role:lead, sort: experience, area: people}
    people/all.yml
    | - {id: ann, title: Ann, owner: role:lead, team: ops, posts: [analyst]}
    | - {id: ben, title: Ben, owner: role:lead, team: ops, posts: [lead, builder]}
    | - {id: cat, title: Cat, owner: role:lead, team: away, posts: [writer]}
    | - {id: dan, title: Dan, owner: role:lead, team: away, posts: [{role: builder, since: 2026-01-01, until: 2026-08-31}, writer]}
    skill-levels/all.csv
    | person,skill,level,on,note
    | ann,sql,2,2026-10-01,zz
    | ann,talk,1,2026-10-01,
    | ben,html,2,2026-10-01,
    | ben,sql,4,2026-10-01,
    | cat,sql,3,2026-10-01,
    | cat,law,1,2026-10-01,
    | dan,html,1,2026-10-01,
    | dan,law,4,2026-12-01,
"""
INTERNAL = Settings(AS_OF, visibility="internal")


@dataclass(frozen=True)
class Known:
    """What an internal site knows."""

    catalog: object

    def fit(self, role: str, person: str):
        return fit(self.catalog.get(Ref("role", role)), self.catalog.get(Ref("person", person)), self.catalog, INTERNAL)

    def candidates(self, role: str) -> dict[str, Decimal]:
        found = candidates(self.catalog.get(Ref("role", role)), self.catalog, INTERNAL)
        return {one.person.id: round(one.fit.share, 4) for one in found}


@pytest.fixture
def known(wiki) -> Known:
    found = wiki(WIKI).study(visibility="internal")
    assert found.problems == ()
    return Known(found.catalog)


def asks(*requirements: tuple[int, str]) -> list[Asked]:
    """One skill for each level and need, called s0, s1, …"""
    return [
        Asked(Requirement(skill=f"s{number}", level=level, need=need), SimpleNamespace(id=f"s{number}"), "skill")
        for number, (level, need) in enumerate(requirements)
    ]


# Fit


@pytest.mark.parametrize(
    ("requirements", "levels_of", "share"),
    [
        ([(3, "required")], [3], 1),
        ([(3, "required")], [4], 1),
        ([(3, "required")], [1], Decimal(1) / 3),
        ([(3, "required")], [None], 0),
        ([(4, "required"), (2, "required")], [2, 2], Decimal("0.75")),
        ([(2, "required"), (2, "nice")], [2, None], Decimal(2) / 3),
        ([(2, "required"), (2, "nice")], [None, 2], Decimal(1) / 3),
        ([(3, "required"), (2, "required"), (4, "nice")], [2, 1, 1], Decimal(31) / 60),
    ],
)
def test_fit_is_the_weighted_mean_of_what_has_been_reached(requirements, levels_of, share):
    mastered = {f"s{number}": level for number, level in enumerate(levels_of) if level}
    assert measure(asks(*requirements), mastered).share == share


def test_a_role_that_asks_for_nothing_fits_nobody():
    assert measure([], {"s0": 4}) is None


REQUIREMENTS = st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["required", "nice"])), min_size=1, max_size=8)
LEVELS = st.dictionaries(st.sampled_from([f"s{number}" for number in range(8)]), st.integers(1, 4))


@given(REQUIREMENTS, LEVELS)
def test_fit_is_a_share(requirements, mastered):
    assert 0 <= measure(asks(*requirements), mastered).share <= 1


@given(REQUIREMENTS, LEVELS)
def test_fit_is_1_just_where_there_is_no_gap(requirements, mastered):
    found = measure(asks(*requirements), mastered)
    assert (found.share == 1) == (not found.gaps)
    enough = {f"s{number}": level for number, (level, _) in enumerate(requirements)}
    assert measure(asks(*requirements), enough).share == 1


@given(REQUIREMENTS, LEVELS, st.integers(0, 7))
def test_a_higher_level_never_makes_a_worse_fit(requirements, mastered, number):
    level = mastered.get(f"s{number}", 0)
    assume(level < 4)
    higher = mastered | {f"s{number}": level + 1}
    assert measure(asks(*requirements), higher).share >= measure(asks(*requirements), mastered).share


@given(REQUIREMENTS, LEVELS)
def test_a_requirement_that_is_met_is_no_gap(requirements, mastered):
    gaps = {gap.skill.id for gap in measure(asks(*requirements), mastered).gaps}
    short = {f"s{n}" for n, (level, _) in enumerate(requirements) if mastered.get(f"s{n}", 0) < level}
    assert gaps == short


# People and roles


def test_fit_and_gaps_of_a_holder(known):
    """SQL 2 of 3 and law 0 of 2 are required, talk 1 of 4 is nice: (2 × 2/3 + 2 × 0 + 1/4) ÷ 5."""
    found = known.fit("analyst", "ann")
    assert found.share == Decimal(19) / 60
    assert [(gap.skill.id, gap.asked, gap.actual) for gap in found.gaps] == [
        ("law", 2, None),
        ("sql", 3, 2),
        ("talk", 4, 1),
    ]
    assert (found.assessed, found.asked) == (2, 3)


def test_the_best_of_those_who_do_not_hold_it_are_proposed(known):
    """For the analyst: Cat has (2 + 2 × 1/2) ÷ 5, Ben 2 ÷ 5. For the builder: Dan 2 × 1/2 ÷ 3, Cat 3/4 ÷ 3."""
    assert known.candidates("analyst") == {"cat": Decimal("0.6")}
    assert known.candidates("builder") == {}
    assert known.candidates("writer") == {}


def test_three_are_proposed_at_most_and_equals_by_id(wiki):
    people = "".join(f"\n    | - {{id: p{number}, title: P, owner: role:lead}}" for number in (1, 2))
    rows = "".join(f"\n    | p{number},sql,3,2026-10-01," for number in (2, 1))
    wiki(
        WIKI.replace("{skill: law, level: 2}, ", "")
        .replace("\n    skill-levels", f"{people}\n    skill-levels")
        .rstrip()
        + rows
    )
    assert list(Known(wiki.study(visibility="internal").catalog).candidates("analyst")) == ["ben", "cat", "p1"]


def test_an_assessment_counts_from_its_day_on(wiki):
    wiki(WIKI)
    catalog = wiki.study(visibility="internal").catalog
    assert levels(catalog, INTERNAL)["dan"] == {"html": 1}
    later = Settings(AS_OF.replace(month=12), visibility="internal")
    assert levels(catalog, later)["dan"] == {"html": 1, "law": 4}


def test_an_assessment_dated_ahead_is_a_finding(wiki):
    wiki(WIKI)
    assert [line for line in wiki.findings(visibility="internal") if "future-level" in line] == [
        "skill-levels/all.csv:9:11: future-level an assessment of `law` is dated ahead, 2026-12-01 (it does not count until that day; mend `on` if it is a slip)"
    ]


def test_the_role_page_tells_colleagues_who_fits(wiki):
    page = wiki(WIKI).page("roles/analyst.md", visibility="internal", language="en")
    section = page.partition("{ #fit }")[2]
    assert "32%" in section
    assert "needs 3, has 2" in section
    assert "needs 2, not assessed" in section
    assert "60%" in section.partition("Possible successors")[2]


def test_a_vacant_role_has_candidates_instead_of_successors(wiki):
    page = wiki(WIKI).page("roles/builder.md", visibility="internal", language="en")
    assert "Candidates from within" in page
    assert "Nobody else fits by half or more" in page


def test_the_person_page_tells_colleagues_what_is_lacking(wiki):
    page = wiki(WIKI).page("people/ann.md", visibility="internal", language="en")
    assert "32%" in page
    assert "needs 3, has 2" in page


def test_a_person_without_assessment_is_not_said_to_fit_by_nothing(wiki):
    wiki(WIKI.replace("\n    | ann,sql,2,2026-10-01,zz\n    | ann,talk,1,2026-10-01,", ""))
    page = wiki.page("people/ann.md", visibility="internal", language="en")
    assert "not assessed" in page
    assert "0%" not in page


# Skills


def test_the_skill_page_says_what_levels_mean_and_who_asks(wiki):
    page = wiki(WIKI).page("skills/sql.md", language="en", default_language="en")
    assert "<strong>1</strong> reads it" in page
    assert "<strong>3</strong> does it alone" in page
    assert page.index("analyst") < page.index("builder")
    assert "BigQuery" in page


def test_experience_is_told_in_years(wiki):
    assert "5 years or more" in wiki(WIKI).page("roles/analyst.md", language="en")


def test_the_skill_page_tells_colleagues_who_has_it(wiki):
    page = wiki(WIKI).page("skills/sql.md", visibility="internal", language="en")
    people = page.partition("{ #people }")[2]
    assert people.index("Ben") < people.index("Cat") < people.index("Ann")
    assert "2 people are at level 3 or higher" in people


def test_the_index_counts_roles_and_for_colleagues_people(wiki):
    wiki(WIKI)
    assert "People at level 3 or higher" not in wiki.page("skills/index.md", language="en")
    assert "People at level 3 or higher" in wiki.page("skills/index.md", visibility="internal", language="en")


# Vacancies


def test_a_vacant_role_is_a_profile_to_hire_by(wiki):
    page = wiki(WIKI).page("roles/builder.md", language="en")
    assert "Hiring profile" in page
    assert "Sep 1, 2026" in page
    assert "Job profile" in wiki.page("roles/analyst.md", language="en")


@pytest.mark.parametrize(
    ("posts", "since"),
    [
        ("{role: builder, until: 2026-08-31}", True),
        ("{role: builder, until: 2026-12-31}", False),
        ("{role: builder, since: 2026-12-01}", False),
        ("{role: builder, until: 2026-03-31}, {role: builder, since: 2026-04-01, until: 2026-08-31}", True),
        ("writer", False),
    ],
)
def test_since_when_a_role_is_vacant_is_told_where_it_is_known(wiki, posts, since):
    wiki(WIKI.replace("{role: builder, since: 2026-01-01, until: 2026-08-31}", posts))
    assert ("Sep 1, 2026" in wiki.page("roles/builder.md", language="en")) == since


def test_a_post_that_was_taken_up_since_is_not_vacant_since(wiki):
    wiki(WIKI.replace("posts: [lead, builder]", "posts: [lead, {role: builder, since: 2026-10-01}]"))
    assert "Vacant since" not in wiki.page("roles/builder.md", language="en")


def test_all_vacancies_stand_on_one_public_page(wiki):
    page = wiki(WIKI).page("hiring.md", language="en")
    assert "{ #builder }" in page
    assert "{ #analyst }" not in page
    assert "1 post to fill" in page


def test_what_the_team_lacks_is_counted_but_of_two_people_not_on_a_public_site(wiki):
    """Ops lacks law at 2; its SQL is covered by Ben, its HTML too."""
    wiki(WIKI)
    lacks = "Skills that the team lacks now"
    assert lacks not in wiki.page("hiring.md", language="en")
    assert f"<dt>{lacks}</dt><dd>1 " in wiki.page("hiring.md", visibility="internal", language="en")
    wiki.put("people/eve.yml", "title: Eve\nowner: role:lead\nteam: ops\n")
    wiki.put("skill-levels/eve.csv", "person,skill,level,on\neve,html,1,2026-10-01\n")
    assert f"<dt>{lacks}</dt><dd>1</dd>" in wiki.page("hiring.md", language="en")


def test_a_team_of_which_less_than_half_is_assessed_lacks_nothing_that_is_known(wiki):
    more = "".join(f"\n    | - {{id: p{number}, title: P, owner: role:lead, team: ops}}" for number in range(3))
    wiki(WIKI.replace("\n    skill-levels", f"{more}\n    skill-levels"))
    assert "Skills that the team lacks now" not in wiki.page("hiring.md", visibility="internal", language="en")


# The matrix


def test_the_matrix_shows_every_team_with_its_gaps(wiki):
    page = wiki(WIKI).page("skill-matrix.md", visibility="internal", language="en")
    ops = page.partition("{ #ops }")[2].partition("{ #away }")[0]
    assert "needs 2, not assessed" in ops
    assert '2<span class="mk-short__of">' in ops
    assert page.count('<div class="mk-scroll" tabindex="0" role="region"') == 2


def test_without_assessments_there_is_no_matrix(wiki):
    wiki(WIKI.partition("    skill-levels")[0])
    assert "skill-matrix.md" not in {page.path for page in wiki.site(visibility="internal").pages}


# Findings


def codes(wiki, **settings) -> list[tuple[str, str]]:
    found = wiki.study(**settings).findings
    return [(one.code, dict(one.params)["id"]) for one in found if one.code in ("single-knower", "skill-gap")]


def test_a_holder_far_below_is_a_finding_for_colleagues(wiki):
    assert codes(wiki(WIKI), visibility="internal") == [("skill-gap", "analyst")]
    assert codes(wiki) == []


def test_of_three_holders_a_public_site_is_told_a_count(wiki):
    wiki(WIKI)
    for name in ("fay", "gus"):
        wiki.put(f"people/{name}.yml", f"title: {name}\nowner: role:lead\nposts: [analyst]\n")
        wiki.put(
            f"skill-levels/{name}.csv", f"person,skill,level,on\n{name},law,2,2026-10-01\n{name},sql,3,2026-10-01\n"
        )
    assert [line for line in wiki.findings(language="en") if "skill-gap" in line] == [
        "roles/all.yml:4:18: skill-gap in 1 of the 2 skills that `analyst` requires, a holder is two levels or more below what it asks for (plan a training or share the work; mend `requirements` if it asks for too much)"
    ]


def test_a_needed_skill_that_only_one_person_has_is_a_finding_without_the_name(wiki):
    wiki(WIKI.replace("cat,sql,3", "cat,sql,2"))
    assert ("single-knower", "sql") in codes(wiki, visibility="internal")
    told = "".join(line for line in wiki.findings(visibility="internal") if "single-knower" in line)
    assert told
    assert "ben" not in told.lower()


def test_a_public_site_is_not_told_that_one_person_alone_has_a_skill(wiki):
    wiki(WIKI.replace("cat,sql,3", "cat,sql,2"))
    assert ("single-knower", "sql") not in codes(wiki)


@pytest.mark.parametrize(
    "change", [("ben,sql,4", "ben,sql,2"), ("{skill: sql, level: 3, note", "{skill: sql, level: 2, note")]
)
def test_no_single_knower_where_nobody_or_several_can_or_nobody_must(wiki, change):
    wiki(WIKI.replace("cat,sql,3", "cat,sql,2").replace(*change))
    assert ("single-knower", "sql") not in codes(wiki, visibility="internal")


def test_somebody_without_a_role_is_a_finding(wiki):
    wiki(WIKI)
    wiki.put("people/new.yml", "title: New\nowner: role:lead\nposts: {role: writer, since: 2026-12-01}\n")
    wiki.put("people/old.yml", "title: Old\nowner: role:lead\nposts: {role: writer, until: 2026-10-31}\n")
    wiki.put("people/non.yml", "title: Non\nowner: role:lead\n")
    assert [line.split()[:2] for line in wiki.findings() if "person-without-role" in line] == [
        ["people/non.yml:1:1:", "person-without-role"],
        ["people/old.yml:3:8:", "person-without-role"],
    ]


# Visibility


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_public_site_is_the_same_whoever_can_do_what(wiki, language):
    """Of two people, as here, there is not even a sum; the levels differ, the bytes do not."""
    site = wiki(WIKI).site(language=language)
    other = wiki.another("other")
    other(WIKI.partition("    skill-levels")[0])
    assert wiki.outputs(site) == other.outputs(other.site(language=language))
    assert "skill-matrix.md" not in wiki.outputs(site)
    assert "zz" not in "".join(wiki.outputs(site).values())


def test_a_hidden_skill_is_asked_for_by_nobody(wiki):
    wiki(WIKI.replace("title: Law,", "title: Zzlaw, visibility: draft,"))
    pages = wiki.outputs(wiki.site(visibility="internal"))
    assert "zzlaw" not in "".join(pages.values()).lower()
    found = Known(wiki.study(visibility="internal").catalog)
    assert found.fit("analyst", "ann").share == Decimal(19) / 36

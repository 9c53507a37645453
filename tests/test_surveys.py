"""Surveys: what comes out of few answers, how sure it is, and what is not told."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mops_kb.kinds.survey.intervals import mean, net_promoters, share
from mops_kb.kinds.survey.results import _told, outcomes

TEAMS = """
    people/hanako.yml
    | title: Hanako
    | owner: person:hanako
    | email: hanako@example.com
    teams/field.yml
    | title: Field marketing
    | owner: person:hanako
    teams/web.yml
    | title: Web
    | owner: person:hanako
    teams/brand.yml
    | title: Brand
    | owner: person:hanako
"""
SURVEY = """
    surveys/internal-survey.yml
    | title: Internal survey
    | owner: person:hanako
    | question: Are you satisfied?
    | sort: csat
    | waves:
    |   - {id: fy26-q1, period: FY2026 Q1, invited: 20}
    |   - {id: fy26-q2, period: FY2026 Q2, invited: 16}
"""
KPI = """
    kpis/csat.yml
    | title: CSAT
    | owner: person:hanako
    | group: satisfaction
    | unit: percent
    | cadence: quarterly
    | target: 80
    | measure: {name: survey, statistic: csat, survey: internal-survey}
"""


def answers(wiki, wave, **teams):
    """Write the scores of each team; `none` is nobody's."""
    rows = [(team, score) for team, scores in teams.items() for score in scores]
    lines = [
        f"internal-survey,{wave},{n},{'' if team == 'none' else team},{score}" for n, (team, score) in enumerate(rows)
    ]
    wiki.put(f"replies/{wave}.csv", "\n".join(["survey,wave,number,team,score", *lines, ""]))
    return wiki


def told(wiki, **settings):
    """Wave → the number of answers in all and of each team, as far as they are told."""
    study = wiki.study(**settings)
    found = study.catalog.once(outcomes, study.settings)["internal-survey"]
    return {
        one.wave.id: (one.whole.n if one.whole else None, {team: result.n for team, result in one.teams})
        for one in found
    }


# Intervals


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        # Newcombe 1998, Statistics in Medicine 17, table I, method 3: the score interval without correction.
        (81, 263, "25.53", "36.62"),
        (15, 148, "6.24", "16.05"),
        (0, 20, "0.00", "16.11"),
        (1, 29, "0.61", "17.18"),
        # R, for 6 cars of 32: https://rstudio-pubs-static.s3.amazonaws.com/1367507_eef7a4d0fb5347a8a820fe3c10141369.html
        (6, 32, "8.89", "35.31"),
        # By hand: (0.8 + 0.19207 ± 1.95996 √(0.016 + 0.009604)) / 1.38415
        (8, 10, "49.02", "94.33"),
        (5, 5, "56.55", "100.00"),
    ],
)
def test_wilson_interval_of_a_share(hits, n, low, high):
    found = share(hits, n)
    assert (round(found.low, 2), round(found.high, 2)) == (Decimal(low), Decimal(high))


def test_net_promoter_score():
    """1/2 promoters, 1/3 passives and 1/6 detractors of 324: a third. Its variance is 5/9, and so its standard error
    √(5/9)/18 or 4.14 (the example of https://stats.stackexchange.com/questions/18603); a little less with what is added."""
    found = net_promoters(162, 54, 324)
    assert round(found.value, 2) == Decimal("33.33")
    # With ¾ more of both and 3 more in all: 108/327 ± 1.96 √((217.5/327 − (108/327)²) / 327). A standard error of 4.12.
    assert (round(found.low, 2), round(found.high, 2)) == (Decimal("24.95"), Decimal("41.11"))


def test_few_answers_that_are_all_alike_are_not_sure():
    """5.75/8 less 0.75/8 is 0.625, of variance 0.421875; √(0.421875/8) is 0.22964."""
    found = net_promoters(5, 0, 5)
    assert (found.value, round(found.low, 1), found.high) == (100, Decimal("17.5"), 100)


def test_mean_with_its_standard_error():
    """1 to 5: variance 10/4, so √(2.5/5)."""
    found = mean([1, 2, 3, 4, 5], 1, 5)
    assert found.value == 3
    assert round(found.error, 4) == Decimal("0.7071")
    assert round(found.high, 3) == Decimal("4.386")


def test_one_answer_says_nothing_of_how_far_answers_lie_apart():
    assert mean([4], 1, 5) == (4, None, None, None)


@given(n=st.integers(1, 2000), data=st.data())
def test_wilson_interval_holds_the_share_and_stays_within_0_and_100(n, data):
    hits = data.draw(st.integers(0, n))
    found = share(hits, n)
    assert 0 <= found.low <= found.value <= found.high <= 100


@given(n=st.integers(1, 200), times=st.integers(2, 20), data=st.data())
def test_wilson_interval_is_narrower_the_more_answers(n, times, data):
    hits = data.draw(st.integers(0, n))
    few, many = share(hits, n), share(hits * times, n * times)
    assert many.high - many.low < few.high - few.low


@given(st.lists(st.integers(0, 10), min_size=1, max_size=60))
def test_net_promoter_score_is_what_it_says_and_within_its_bounds(scores):
    promoters, detractors = sum(s >= 9 for s in scores), sum(s <= 6 for s in scores)
    found = net_promoters(promoters, detractors, len(scores))
    assert abs(Fraction(found.value) - Fraction(100 * (promoters - detractors), len(scores))) < Fraction(1, 10**20)
    assert -100 <= found.low <= found.value <= found.high <= 100


@given(st.lists(st.integers(1, 5), min_size=2, max_size=60))
def test_mean_lies_within_its_interval_and_the_scale(scores):
    found = mean(scores, 1, 5)
    assert 1 <= found.low <= found.value <= found.high <= 5


# What is told


def test_too_few_answers_are_not_told(wiki):
    answers(wiki(TEAMS + SURVEY), "fy26-q1", field=[5, 5, 5, 5])
    answers(wiki, "fy26-q2", field=[5, 5, 5, 5, 1])
    assert told(wiki) == {"fy26-q1": (None, {}), "fy26-q2": (5, {"field": 5})}


def test_a_team_with_too_few_answers_cannot_be_found_by_subtraction(wiki):
    """Web's 3 answers are the whole less field and brand, so brand, the smaller, is held back too."""
    answers(wiki(TEAMS + SURVEY), "fy26-q1", field=[4] * 8, brand=[4] * 6, web=[1] * 3)
    assert told(wiki)["fy26-q1"] == (17, {"field": 8})


def test_two_small_teams_hide_each_other(wiki):
    answers(wiki(TEAMS + SURVEY), "fy26-q1", field=[4] * 8, brand=[4] * 3, web=[1] * 3)
    assert told(wiki)["fy26-q1"] == (14, {"field": 8})


def test_answers_without_a_team_are_a_team_too_small(wiki):
    answers(wiki(TEAMS + SURVEY), "fy26-q1", field=[4] * 8, none=[1])
    assert told(wiki)["fy26-q1"] == (9, {})


def test_a_hidden_team_is_not_told_and_counts_as_not_told(wiki):
    answers(wiki(TEAMS + SURVEY), "fy26-q1", field=[4] * 8, web=[4] * 6)
    wiki("""
        teams/web.yml
        | title: Web
        | owner: person:hanako
        | visibility: internal
    """)
    assert told(wiki, visibility="internal")["fy26-q1"] == (14, {"field": 8, "web": 6})
    assert told(wiki)["fy26-q1"] == (14, {"field": 8})


def test_a_public_site_tells_nothing_of_fewer_than_three(wiki):
    answers(wiki(TEAMS + SURVEY.replace("sort: csat", "sort: csat\n    | minimum_n: 1")), "fy26-q1", field=[4, 5])
    assert told(wiki)["fy26-q1"] == (None, {})
    assert told(wiki, visibility="internal")["fy26-q1"] == (2, {"field": 2})


@given(
    sizes=st.dictionaries(st.sampled_from(["", "a", "b", "c", "d", "e"]), st.integers(1, 12)),
    least=st.integers(1, 8),
)
def test_what_is_left_after_the_teams_told_is_nothing_or_enough(sizes, least):
    shown = _told(sizes, least)
    rest = sum(sizes.values()) - sum(sizes[team] for team in shown)
    assert all(sizes[team] >= least for team in shown)
    assert rest == 0 or rest >= least or sum(sizes.values()) < least


def test_nothing_is_told_while_a_wave_is_open(wiki):
    """It is the 22nd of November."""
    waves = "waves:\n    |   - {id: fy26-q1, period: FY2026 Q1, closed_on: 2026-11-22}"
    answers(wiki(TEAMS + SURVEY.partition("waves:")[0] + waves), "fy26-q1", field=[4] * 9)
    assert told(wiki)["fy26-q1"] == (None, {})
    assert "open until Nov 22, 2026" in wiki.page("surveys/internal-survey.md", language="en")


def test_comments_are_for_colleagues_and_without_the_team(wiki):
    rows = [f"internal-survey,fy26-q1,{n},field,4,{word}" for n, word in enumerate(["slow", "", "", "", "kind"])]
    wiki(TEAMS + SURVEY).put("replies/q1.csv", "\n".join(["survey,wave,number,team,score,comment", *rows, ""]))
    public, internal = (wiki.outputs(wiki.site(visibility=visibility)) for visibility in ("public", "internal"))
    assert not any("slow" in text for text in public.values())
    assert "<li>kind</li><li>slow</li>" in internal["surveys/internal-survey.md"]


def test_comments_on_too_few_answers_are_told_nobody(wiki):
    wiki(
        TEAMS
        + SURVEY
        + """
        replies/q1.csv
        | survey,wave,number,team,score,comment
        | internal-survey,fy26-q1,1,field,4,slow
    """
    )
    assert not any("slow" in text for text in wiki.outputs(wiki.site(visibility="internal")).values())


# The page


def test_page_answers_with_the_latest_wave(wiki):
    answers(wiki(TEAMS + SURVEY), "fy26-q1", field=[5] * 8 + [1] * 2)
    answers(wiki, "fy26-q2", field=[5] * 4 + [1] * 4)
    page = wiki.page("surveys/internal-survey.md", language="en")
    assert "CSAT <strong>50%</strong>" in page
    assert "22–78%" in page
    assert "8 answers" in page
    assert "of 16 asked (50%)" in page
    assert "−30 points" in page
    assert "may be chance" in page


def test_a_team_of_too_few_has_no_figure_on_any_page_or_file(wiki):
    """Of brand's scores nothing may be left anywhere: neither 17% nor 1.83."""
    answers(wiki(TEAMS + SURVEY + KPI), "fy26-q1", field=[4] * 8, brand=[1, 1, 1, 2, 2, 4], web=[3] * 3)
    made = wiki.outputs(wiki.site(language="en"))
    assert "17%" not in "".join(made.values())
    assert "1.83" not in "".join(made.values())
    brand = made["surveys/internal-survey.md"].partition("Brand</a></th>")[2].partition("</tr>")[0]
    assert brand.count(">not shown<") == 2
    assert "%" not in brand
    assert "reply" not in made["catalog.json"]


def test_stakeholder_page_shows_what_its_team_said(wiki):
    wiki(
        TEAMS
        + SURVEY
        + """
        stakeholders/field.yml
        | title: Field marketing
        | owner: person:hanako
        | team: field
        stakeholders/brand.yml
        | title: Brand
        | owner: person:hanako
        | team: brand
    """
    )
    answers(wiki, "fy26-q1", field=[4] * 8, brand=[4, 4], web=[4, 4, 4])
    answers(wiki, "fy26-q2", field=[4] * 4 + [2] * 4, brand=[4, 4], web=[4, 4, 4])
    pages = {page.path: page.text for page in wiki.site(language="en").pages}
    assert "What the team said in surveys" in pages["stakeholders/field.md"]
    assert "<strong>50%</strong>" in pages["stakeholders/field.md"]
    assert "−50 points" in pages["stakeholders/field.md"]
    assert "What the team said in surveys" not in pages["stakeholders/brand.md"]


# KPIs


def figures(wiki, **settings):
    catalog = wiki.study(**settings).catalog
    return [(row.period.written, round(row.value, 2), row.n) for row in catalog.named("measurement")]


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("statistic: csat", [("FY2026 Q1", Decimal(80), 10), ("FY2026 Q2", Decimal(50), 8)]),
        ("statistic: mean", [("FY2026 Q1", Decimal("4.20"), 10), ("FY2026 Q2", Decimal(3), 8)]),
        ("statistic: count", [("FY2026 Q1", Decimal(10), 10), ("FY2026 Q2", Decimal(8), 8)]),
        ("statistic: csat, team: field", [("FY2026 Q1", Decimal(100), 5), ("FY2026 Q2", Decimal(50), 8)]),
        ("statistic: csat, team: web", [("FY2026 Q1", Decimal(60), 5)]),
    ],
)
def test_kpi_takes_its_figures_from_a_survey(wiki, measure, expected):
    answers(
        wiki(TEAMS + SURVEY + KPI.replace("statistic: csat", measure)), "fy26-q1", field=[5] * 5, web=[5, 5, 5, 1, 1]
    )
    answers(wiki, "fy26-q2", field=[5] * 4 + [1] * 4)
    assert figures(wiki) == expected


def test_kpi_of_an_internal_survey_has_no_figures_on_a_public_site(wiki):
    answers(wiki(TEAMS + SURVEY.replace("sort:", "visibility: internal\n    | sort:") + KPI), "fy26-q1", field=[5] * 5)
    assert figures(wiki) == []
    assert figures(wiki, visibility="internal") == [("FY2026 Q1", 100, 5)]


def test_kpi_page_says_how_it_was_worked_out(wiki):
    answers(wiki(TEAMS + SURVEY + KPI), "fy26-q1", field=[5] * 8 + [1] * 2)
    page = wiki.page("kpis/csat.md", language="en")
    assert "How this was worked out" in page
    assert "49–94%" in page
    assert "Wilson" in page


def test_net_promoter_survey(wiki):
    """3 promoters, 1 passive, 2 detractors of 6: 100 × 1/6."""
    notation = (SURVEY + KPI).replace("csat", "nps")
    answers(wiki(TEAMS + notation), "fy26-q1", field=[9, 10, 10, 7, 0, 6])
    assert figures(wiki) == [("FY2026 Q1", Decimal("16.67"), 6)]
    assert "NPS <strong>+17</strong>" in wiki.page("surveys/internal-survey.md", language="en")


# Mistakes


def test_score_off_the_scale(wiki):
    wiki(
        TEAMS
        + SURVEY
        + """
        replies/q1.csv
        | survey,wave,number,team,score
        | internal-survey,fy26-q1,1,field,6
        | internal-survey,fy26-q1,2,field,0
    """
    )
    assert wiki.problems() == [
        "replies/q1.csv:2:33: score-scale the score `6` is not on the scale of `internal-survey` (`csat` goes from 1 to 5)",
        "replies/q1.csv:3:33: score-scale the score `0` is not on the scale of `internal-survey` (`csat` goes from 1 to 5)",
    ]
    assert wiki.problems(language="ja")[0] == (
        "replies/q1.csv:2:33: score-scale 点数 `6` は `internal-survey` の尺度にありません (`csat` は 1〜5 です)"
    )


def test_wave_that_there_is_not(wiki):
    wiki(
        TEAMS
        + SURVEY
        + """
        replies/q1.csv
        | survey,wave,number,score
        | internal-survey,fy26-q9,1,4
        | internal-survey,spring,2,4
    """
    )
    assert wiki.problems() == [
        "replies/q1.csv:2:17: unknown-wave the survey `internal-survey` has no wave `fy26-q9` (did you mean `fy26-q2`?)",
        (
            "replies/q1.csv:3:17: unknown-wave the survey `internal-survey` has no wave `spring` "
            "(its waves: `fy26-q1`, `fy26-q2`)"
        ),
    ]


def test_the_same_number_twice(wiki):
    wiki(
        TEAMS
        + SURVEY
        + """
        replies/q1.csv
        | survey,wave,number,score
        | internal-survey,fy26-q1,1,4
        | internal-survey,fy26-q1,1,5
    """
    )
    assert [problem.split()[1] for problem in wiki.problems()] == ["duplicate-id"]


def test_more_answers_than_people_who_were_asked(wiki):
    answers(wiki(TEAMS + SURVEY.replace("invited: 16", "invited: 2")), "fy26-q2", field=[4, 4, 4])
    assert wiki.problems() == [
        (
            "surveys/internal-survey.yml:7:47: answers-over-invited `fy26-q2` has 3 answers, but only 2 people were asked "
            "(correct `invited`, or take out answers that stand twice)"
        )
    ]


@pytest.mark.parametrize(
    ("wave", "told"),
    [
        (
            "id: fy26-q1, period: FY2026 Q2",
            "7:5: wave-twice there are two waves `fy26-q1` (give each wave an id of its own)",
        ),
        (
            "id: fy25-q4, period: FY2025 Q4",
            "7:27: wave-order the wave of `FY2025 Q4` comes before the one above it (put the waves in order, the oldest first)",
        ),
        (
            "id: again, period: FY2026 Q1",
            (
                "7:25: wave-period-twice two waves are about the same period, `FY2026 Q1` "
                "(give each a period of its own: a KPI has only one figure for it)"
            ),
        ),
        (
            "id: day, period: 2026-11-03",
            (
                "7:23: period-form figures have no such period as `2026-11-03` "
                "(write it as in `2026-10`, `2026 Q4`, `FY2026 H1` or `FY2026`)"
            ),
        ),
        (
            "id: a, period: FY2026 Q2, opened_on: 2026-11-03, closed_on: 2026-11-01",
            "7:66: end-before-start `closed_on` ends before it begins: `2026-11-03 – 2026-11-01` (write the earlier day first)",
        ),
    ],
)
def test_waves_that_cannot_be(wiki, wave, told):
    wiki(TEAMS + SURVEY.replace("id: fy26-q2, period: FY2026 Q2, invited: 16", wave))
    assert wiki.problems() == [f"surveys/internal-survey.yml:{told}"]


def test_a_statistic_that_the_scale_does_not_give(wiki):
    wiki(TEAMS + SURVEY + KPI.replace("statistic: csat", "statistic: nps").replace("unit: percent", "unit: score"))
    assert wiki.problems() == [
        (
            "kpis/csat.yml:7:36: statistic-of-scale `internal-survey` has no `nps`: it is asked on the scale `csat` "
            "(choose `mean`, `csat`, `count`)"
        )
    ]

"""Evaluations: weighted scores side by side, ranks as far as they are certain, and what hangs on a single weight."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mops_kb.kinds.evaluation.model import Criterion
from mops_kb.kinds.evaluation.scoring import Score, standings, turns, winners

WIKI = """
    roles/lead.yml
    | title: Lead
    | owner: role:lead
    people/ann.yml
    | title: Ann
    | owner: role:lead
    tools/all.yml
    | - {id: one, title: One, owner: role:lead, category: crm}
    | - {id: two, title: Two, owner: role:lead, category: crm}
    | - {id: third, title: Third, owner: role:lead, category: crm}
    capabilities/deals.yml
    | title: Deals
    | owner: role:lead
    | group: convert
    evaluations/crm.yml
    | title: Choosing a CRM
    | owner: role:lead
    | capability: deals
    | candidates: [one, two]
    | criteria:
    |   - {id: sync, title: Sync, sort: technical, weight: 3}
    |   - {id: ease, title: Ease, sort: business, weight: 2}
    evaluation-scores/crm.csv
    | evaluation,candidate,criterion,score
    | crm,one,sync,5
    | crm,one,ease,2
    | crm,two,sync,3
    | crm,two,ease,4.5
"""
DECISION = "decision: {tool: two, on: 2026-10-01, by: ann, reason: Cheaper}\n"


def criteria(**weights: int | str) -> list[Criterion]:
    """Technical ones begin with t, those that must be met end in an exclamation mark's name, `must`."""
    return [
        Criterion.model_validate(
            {
                "id": id.replace("_", "-"),
                "title": id,
                "sort": "technical" if id.startswith("t") else "business",
                "weight": str(weight),
                "must": str(id.endswith("must")).lower(),
            }
        )
        for id, weight in weights.items()
    ]


def sheet(**candidates: dict[str, int | str]) -> dict[str, dict[str, Fraction]]:
    return {
        id: {criterion.replace("_", "-"): Fraction(score) for criterion, score in given.items()}
        for id, given in candidates.items()
    }


def ranks(those) -> list[tuple[str, int | None, int | None]]:
    return [(one.candidate, one.best, one.worst) for one in those]


# By hand


def test_scores_by_hand():
    """One: (3×5 + 2×2) ÷ 5 = 3.8; two: (3×3 + 2×4.5) ÷ 5 = 3.6."""
    found = standings(criteria(t=3, b=2), sheet(one={"t": 5, "b": 2}, two={"t": 3, "b": "4.5"}))
    assert ranks(found) == [("one", 1, 1), ("two", 2, 2)]
    assert [one.total for one in found] == [
        Score(Fraction(19, 5), Fraction(19, 5)),
        Score(Fraction(18, 5), Fraction(18, 5)),
    ]
    assert found[0].sides == {"technical": Score(Fraction(5), Fraction(5)), "business": Score(Fraction(2), Fraction(2))}


def test_a_missing_answer_is_no_zero():
    """One is 3 to 5 at (3×5 + 2×x) ÷ 5, two is 3.6: either may be first."""
    those = standings(criteria(t=3, b=2), sheet(one={"t": 5}, two={"t": 3, "b": "4.5"}))
    assert [(one.candidate, one.total) for one in those] == [
        ("two", Score(Fraction(18, 5), Fraction(18, 5))),
        ("one", Score(Fraction(3), Fraction(5))),
    ]
    assert ranks(those) == [("two", 1, 2), ("one", 1, 2)]
    assert winners(those) == ()
    assert turns(criteria(t=3, b=2), sheet(one={"t": 5}, two={"t": 3, "b": "4.5"})) is None


def test_a_missing_answer_may_not_matter():
    those = standings(criteria(t=9, b=1), sheet(one={"t": 5}, two={"t": 1, "b": 5}))
    assert ranks(those) == [("one", 1, 1), ("two", 2, 2)]
    assert winners(those) == ("one",)


def test_equals_share_a_place():
    found = standings(criteria(t=1, b=1), sheet(one={"t": 5, "b": 1}, two={"t": 1, "b": 5}, low={"t": 0, "b": 0}))
    assert ranks(found) == [("one", 1, 1), ("two", 1, 1), ("low", 3, 3)]
    assert winners(found) == ("one", "two")


def test_what_fails_a_must_is_out():
    found = standings(criteria(t_must=1, b=9), sheet(one={"t_must": 0, "b": 5}, two={"t_must": 1, "b": 1}))
    assert ranks(found) == [("two", 1, 1), ("one", None, None)]
    assert found[1].failed == ("t-must",)


def test_an_unknown_must_is_not_failed():
    found = standings(criteria(t_must=1, b=9), sheet(one={"b": 5}, two={"t_must": 1, "b": 1}))
    assert ranks(found) == [("one", 1, 1), ("two", 2, 2)]


def test_the_winner_may_hang_on_a_weight():
    """19 to 18: with 2.2 for b it is 19.4 to 18.9, with 2.7 for t 17.5 to 17.1. At 19 to 18.8 it turns."""
    steady, close = (
        sheet(one={"t": 5, "b": 2}, two={"t": 3, "b": "4.5"}),
        sheet(one={"t": 5, "b": 2}, two={"t": 3, "b": "4.9"}),
    )
    assert turns(criteria(t=3, b=2), steady) == ()
    found = turns(criteria(t=3, b=2), close)
    assert [(turn.criterion, turn.way, turn.winners) for turn in found] == [
        ("t", "down", ("two",)),
        ("b", "up", ("two",)),
    ]


# Properties

GRADES = st.one_of(st.none(), st.integers(0, 10).map(lambda halves: Fraction(halves, 2)))
NAMES = ("t1", "t2", "b1", "b2")


@st.composite
def evaluations(draw):
    weights = {name: draw(st.integers(1, 20)) for name in NAMES}
    grades = {
        candidate: {name: grade for name in NAMES if (grade := draw(GRADES)) is not None}
        for candidate in ("one", "two", "third")
    }
    return weights, grades


@given(evaluations(), st.integers(1, 50))
def test_only_the_proportions_of_weights_count(given, factor):
    weights, grades = given
    scaled = {name: weight * factor for name, weight in weights.items()}
    assert standings(criteria(**weights), grades) == standings(criteria(**scaled), grades)
    assert turns(criteria(**weights), grades) == turns(criteria(**scaled), grades)


@given(evaluations())
def test_the_order_of_candidates_and_criteria_does_not_count(given):
    weights, grades = given
    backwards = {name: grades[name] for name in reversed(grades)}
    turned = dict(reversed(weights.items()))
    assert ranks(standings(criteria(**weights), grades)) == ranks(standings(criteria(**turned), backwards))


@given(evaluations())
def test_ranks_hold_whatever_the_missing_answers_are(given):
    weights, grades = given
    bounds = {one.candidate: (one.best, one.worst) for one in standings(criteria(**weights), grades)}
    for default in (Fraction(0), Fraction(5), Fraction(5, 2)):
        filled = {name: dict.fromkeys(NAMES, default) | scores for name, scores in grades.items()}
        for one in standings(criteria(**weights), filled):
            best, worst = bounds[one.candidate]
            assert best <= one.best == one.worst <= worst


@given(evaluations())
def test_a_score_lies_between_the_sides(given):
    weights, grades = given
    for one in standings(criteria(**weights), grades):
        lows, highs = [side.low for side in one.sides.values()], [side.high for side in one.sides.values()]
        assert min(lows) <= one.total.low <= one.total.high <= max(highs)


# In a wiki


def facts(wiki, **settings):
    return next(view.facts.view for view in wiki.study(**settings).views if view.path == "evaluations/crm.md")


def add(wiki, line: str, path: str = "evaluations/crm.yml") -> None:
    file = wiki.docs / path
    file.write_text(file.read_text() + line)


def test_the_page_compares(wiki):
    view = facts(wiki(WIKI))
    assert [(column.tool.id, str(column.total.low), column.best) for column in view.columns] == [
        ("one", "3.8", 1),
        ("two", "3.6", 2),
    ]
    assert [(side, [str(line.share) for line in lines]) for side, lines in view.groups] == [
        ("technical", ["0.6"]),
        ("business", ["0.4"]),
    ]
    assert (view.outcome, [tool.id for tool in view.winners], view.turns) == ("open", ["one"], ())


def test_a_decision_against_the_ranking_shows_its_reason(wiki):
    wiki(WIKI)
    add(wiki, DECISION)
    assert facts(wiki).outcome == "against"
    page = wiki.page("evaluations/crm.md", default_language="en", language="en")
    assert "The decision is for another than the first in the ranking. Cheaper" in page


@pytest.mark.parametrize(("line", "outcome"), [("one", "first"), ("two", "against")])
def test_where_a_decision_stands(wiki, line, outcome):
    wiki(WIKI)
    add(wiki, DECISION.replace("two", line))
    assert facts(wiki).outcome == outcome


def test_a_decision_without_all_scores_is_not_sure(wiki):
    wiki(WIKI)
    add(wiki, DECISION)
    text = (wiki.docs / "evaluation-scores/crm.csv").read_text()
    wiki.put("evaluation-scores/crm.csv", text.replace("crm,two,sync,3", "crm,two,sync,"))
    view = facts(wiki)
    assert (view.outcome, view.missing, view.turns) == ("unsure", 1, None)
    assert [line for line in wiki.findings() if "scores-missing" in line] == [
        "evaluations/crm.yml:4:13: scores-missing 1 of 4 scores of `crm` are missing, so that the ranking is not certain (add the rows to a CSV file in `evaluation-scores`)"
    ]


def test_one_side_alone_is_a_finding(wiki):
    wiki(WIKI)
    text = (wiki.docs / "evaluations/crm.yml").read_text()
    wiki.put("evaluations/crm.yml", text.replace("sort: business", "sort: technical"))
    assert [line for line in wiki.findings() if "one-sided" in line] == [
        "evaluations/crm.yml:6:3: one-sided-evaluation `crm` looks at one side only (all criteria are technical; add business ones)"
    ]


def test_a_hidden_candidate_leaves_no_trace(wiki):
    wiki(WIKI)
    text = (wiki.docs / "tools/all.yml").read_text()
    wiki.put("tools/all.yml", text.replace("title: One,", "title: One, visibility: internal,"))
    view = facts(wiki)
    assert [(column.tool.id, column.best) for column in view.columns] == [("two", 1)]
    assert "One" not in wiki.page("evaluations/crm.md")


# Mistakes


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("weight: 3", "weight: 0", "6:54: out-of-range"),
        ("sort: business", "sort: commercial", "7:35: not-a-choice"),
        ("id: ease", "id: sync", "7:5: criterion-twice"),
        ("[one, two]", "[one, one]", "4:19: candidate-twice"),
        ("[one, two]", "[one, twoo]", "4:19: dangling-ref"),
        ("[one, two]", "[]", "4:13: nothing-listed"),
        ("capability: deals", "capability: deal", "3:13: dangling-ref"),
        ("candidates: [one, two]", f"candidates: [one, two]\n{DECISION.replace('two', 'third')}", "5:11: choice-no-candidate"),
        ("candidates: [one, two]", f"candidates: [one, two]\n{DECISION.replace('ann', 'bob')}", "5:43: dangling-ref"),
    ],
)  # fmt: skip
def test_every_mistake_has_its_place(wiki, old, new, told):
    wiki(WIKI)
    text = (wiki.docs / "evaluations/crm.yml").read_text()
    assert old in text
    wiki.put("evaluations/crm.yml", text.replace(old, new))
    found = [" ".join(line.split(" ")[:2]) for line in wiki.problems()]
    assert [line for line in found if line.startswith("evaluations/")] == [f"evaluations/crm.yml:{told}"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("crm,one,snyc,5", "6:9: unknown-criterion `crm` has no criterion `snyc` (did you mean `sync`?)"),
        ("crm,one,zzz,5", "6:9: unknown-criterion `crm` has no criterion `zzz` (there are: `sync`, `ease`)"),
        ("crm,third,sync,5", "6:5: unknown-candidate `third` is no candidate of `crm` (its candidates are `one`, `two`)"),
        ("crm,fourth,sync,5", "6:5: dangling-ref no tool is called `fourth` (check the id, or write that tool first)"),
        ("crm,one,sync,6", "6:14: out-of-range `score` is out of range (write a number <= 5)"),
        ("crm,one,sync,-1", "6:14: out-of-range `score` is out of range (write a number >= 0)"),
        ("crm,one,sync,good", "6:14: number-form"),
        ("crm,one,sync,4", "6:1: duplicate-id the score in an evaluation `crm@one@sync` stands already in evaluation-scores/crm.csv:2"),
        ("crm,tool:one,sync,4", "6:5: duplicate-id the score in an evaluation `crm@one@sync` stands already in evaluation-scores/crm.csv:2"),
        ("crn,one,sync,4", "6:1: dangling-ref no evaluation is called `crn` (did you mean `crm`?)"),
    ],
)  # fmt: skip
def test_every_mistake_in_a_score_has_its_place(wiki, row, told):
    wiki(WIKI)
    add(wiki, f"{row}\n", "evaluation-scores/crm.csv")
    [line] = wiki.problems()
    assert line.startswith(f"evaluation-scores/crm.csv:{told}")
